#!/usr/bin/env python3
"""Writes app/conversation/emoji.js from Unicode's emoji-test.txt (Debian: unicode-data)."""

import json
import pathlib
import re
import sys

source = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode/emoji/emoji-test.txt")
target = pathlib.Path(__file__).parent.parent / "app/conversation/emoji.js"
line = re.compile(r"^([0-9A-F ]+); fully-qualified +# \S+ E[\d.]+ (.+)$")
skin_tones = set(range(0x1F3FB, 0x1F400))

groups = []
for text in source.read_text(encoding="utf-8").splitlines():
    if text.startswith("# group: "):
        groups.append({"name": text.removeprefix("# group: "), "emoji": []})
        continue
    match = line.match(text)
    if not match:
        continue
    points = [int(point, 16) for point in match[1].split()]
    if not skin_tones & set(points):
        groups[-1]["emoji"].append(["".join(map(chr, points)), match[2].lower()])

groups = [group for group in groups if group["emoji"]]
written = json.dumps(groups, ensure_ascii=False, separators=(",", ":"))
target.write_text(
    "// Made by tools/emoji.py from Unicode's emoji-test.txt; not edited by hand.\n"
    "// deno-fmt-ignore-file\n"
    "/** @type {{ name: string, emoji: [string, string][] }[]} */\n"
    f"export const groups = {written};\n",
    encoding="utf-8",
)
