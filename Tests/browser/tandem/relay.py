"""Stands between browsers and server, and keeps every byte that goes through."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tandem import websocket

CHUNK = 1 << 16


@dataclass
class Connection:
    """The bytes of one connection, each way."""

    sent: bytearray = field(default_factory=bytearray)
    received: bytearray = field(default_factory=bytearray)


class Capture:
    """What went over the wire, as whoever listens there would see it."""

    def __init__(self) -> None:
        self.connections: list[Connection] = []

    def sent(self) -> bytes:
        """Everything that browsers said, with the masks of WebSocket taken off."""
        return b"".join(websocket.plain(bytes(it.sent)) for it in self.connections)

    def received(self) -> bytes:
        """Everything that the server said."""
        return b"".join(websocket.plain(bytes(it.received)) for it in self.connections)


@contextmanager
def listening(port: int) -> Iterator[tuple[str, Capture]]:
    """An address that leads to the server on `port`, and what goes through, for as long as the context lasts."""
    capture = Capture()
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_accept, args=(listener, port, capture), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", capture
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _accept(listener: socket.socket, port: int, capture: Capture) -> None:
    while True:
        try:
            browser, _ = listener.accept()
        except OSError:
            return  # The listener was closed.
        _join(browser, port, capture)


def _join(browser: socket.socket, port: int, capture: Capture) -> None:
    try:
        server = socket.create_connection(("127.0.0.1", port))
    except OSError:
        browser.close()
        return
    connection = Connection()
    capture.connections.append(connection)
    for source, target, record in [
        (browser, server, connection.sent),
        (server, browser, connection.received),
    ]:
        threading.Thread(target=_pump, args=(source, target, record), daemon=True).start()


def _pump(source: socket.socket, target: socket.socket, record: bytearray) -> None:
    """Records before it passes on: what arrived anywhere is in the record."""
    try:
        while chunk := source.recv(CHUNK):
            record += chunk
            target.sendall(chunk)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        source.close()
        target.close()
