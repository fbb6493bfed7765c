"""Looks for words in places where they must not be, as they are and in the usual disguises."""

from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator


def leaks(words: Iterable[str], data: bytes) -> list[str]:
    """The words that stand in the data, with the form that they stand in."""
    return [f"{word} in {form}" for word in words for form, bytes in forms(word) if bytes in data]


def forms(word: str) -> Iterator[tuple[str, bytes]]:
    """How a word may be written: in three encodings, and as base64 at each of its three offsets."""
    yield "UTF-8", word.encode()
    yield "UTF-16 (little end first)", word.encode("utf-16-le")
    yield "UTF-16 (big end first)", word.encode("utf-16-be")
    for encode in (b64encode, urlsafe_b64encode):
        for offset in range(3):
            yield "base64", _inside(encode, word.encode(), offset)


def _inside(encode, text: bytes, offset: int) -> bytes:
    """The digits that depend on the text alone, whatever stands before and behind it."""
    digits = encode(bytes(offset) + text)
    return digits[-(-offset * 8 // 6) : (offset + len(text)) * 8 // 6]
