"""The well-known names and the shorteners: our own lists, beside this file."""

import pathlib

NAMES, SHORTENERS = 20, 21
HERE = pathlib.Path(__file__).parent


def lines(name):
    """The lines of a list without comments and blanks, sorted by bytes."""
    text = (HERE / name).read_text("utf-8")
    found = (line.split("#")[0].strip() for line in text.splitlines())
    return sorted({line.encode() for line in found if line})


def sections():
    return {
        NAMES: b"\n".join(lines("well-known.txt")),
        SHORTENERS: b"\n".join(lines("shorteners.txt")),
    }
