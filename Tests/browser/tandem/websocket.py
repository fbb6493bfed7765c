"""Reads a recorded stream that may have become a WebSocket (RFC 6455 §5.2)."""

from collections.abc import Iterator

#: Ends the head of the request or answer after which frames follow.
END_OF_HEAD = b"\r\n\r\n"


def plain(stream: bytes) -> bytes:
    """The stream with its frames' headers left out and their masks taken off; HTTP stays as it is."""
    head, separator, rest = stream.partition(END_OF_HEAD)
    if b"upgrade: websocket" not in head.lower():
        return stream
    return head + separator + b"".join(_payloads(rest))


def _payloads(frames: bytes) -> Iterator[bytes]:
    """What the frames carry; of one that was cut off, what there is."""
    at = 0
    while at + 2 <= len(frames):
        is_masked, length = frames[at + 1] & 0x80, frames[at + 1] & 0x7F
        at += 2
        if length >= 126:
            size = 2 if length == 126 else 8
            length = int.from_bytes(frames[at : at + size])
            at += size
        mask = frames[at : at + 4] if is_masked else b""
        at += len(mask)
        yield _unmasked(frames[at : at + length], mask)
        at += length


def _unmasked(payload: bytes, mask: bytes) -> bytes:
    if not mask:
        return payload
    pad = (mask * (len(payload) // len(mask) + 1))[: len(payload)]
    return (int.from_bytes(payload) ^ int.from_bytes(pad)).to_bytes(len(payload))
