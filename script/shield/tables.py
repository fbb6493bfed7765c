"""Writes the link shield's tables; docs/shield.md describes the format and names the sources."""

import pathlib
import struct
import sys

import names
import suffixes
import unicode_tables

MAGIC = b"TSH1"


def container(sections):
    """The sections behind a header of (number, offset, length) each."""
    offset = len(MAGIC) + 1 + 9 * len(sections)
    header, body = MAGIC + bytes([len(sections)]), b""
    for number, content in sorted(sections.items()):
        header += struct.pack(">BII", number, offset + len(body), len(content))
        body += content
    return header + body


def main(target):
    sections = unicode_tables.sections() | suffixes.sections() | names.sections()
    content = container(sections)
    pathlib.Path(target).write_bytes(content)
    for number, section in sorted(sections.items()):
        print(f"section {number}: {len(section)} bytes")
    print(f"{target}: {len(content)} bytes")


main(sys.argv[1])
