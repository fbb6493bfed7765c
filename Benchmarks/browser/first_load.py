"""How much a desktop loads the first time."""

import re
import urllib.request
from collections.abc import Iterator

from tandem import relay
from tandem.town import Town

#: For how long the page and its service worker may go on fetching once the code is shown, in milliseconds.
REST = 3_000
END_OF_HEAD = b"\r\n\r\n"


def measure(town: Town) -> None:
    """Prints what went over the wire until a new desktop was at rest, and the largest part."""
    with relay.listening(town.server.port) as (address, capture):
        town.address = address
        desktop = town.desktop("Alice")
        desktop.open()
        desktop.payload()
        desktop.page.wait_for_timeout(REST)
        streams = [bytes(connection.received) for connection in capture.connections]
    # What follows an upgrade is conversation, not the app.
    answers = [it for stream in streams if b" 101 " not in stream[:16] for it in _answers(stream)]
    files = sum(body for _, body in answers)
    heads = sum(head for head, _ in answers)
    engine = _size(f"{town.server.url}/engine.wasm")
    print(
        f"first load of a desktop: {files:,} bytes of files, the engine {engine:,} of them; "
        f"with the heads of {len(answers)} answers {files + heads:,}"
    )


def _answers(stream: bytes) -> Iterator[tuple[int, int]]:
    """The sizes of head and body of each answer in a connection's bytes."""
    at = 0
    while at < len(stream):
        head = stream.index(END_OF_HEAD, at) + len(END_OF_HEAD) - at
        length = re.search(rb"content-length: *(\d+)", stream[at : at + head].lower())
        body = int(length[1]) if length else 0
        yield head, body
        at += head + body


def _size(url: str) -> int:
    """How many bytes a file takes when it is fetched as browsers fetch it."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip, deflate, br"})
    with urllib.request.urlopen(request) as answer:
        return len(answer.read())
