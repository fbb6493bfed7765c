"""Writes the labelled set of links: a development set and a held-out one.

Honest links: the home pages in Debian's package index, one a host, as their maintainers wrote them;
the well-known names; honest-international.txt. Traps: the rules of traps.py, and Debian's dnstwist. A
name or host is in one of the two sets only, and words, endings and syllables differ, too.
"""

import hashlib
import json
import pathlib
import random
import re
import subprocess
import sys

import names
import traps

HONEST_COUNT = 1200


def side(text):
    """0 for development, 1 for held out."""
    return hashlib.sha256(text.encode()).digest()[0] & 1


def home_pages():
    """One URL a host, from the package index."""
    index = subprocess.run(
        ["apt-cache", "dumpavail"], capture_output=True, text=True, check=True
    ).stdout
    pages = {}
    for url in sorted(set(re.findall(r"^Homepage: <?(\S+?)>?$", index, re.M))):
        host = re.match(r"\w+://([^/?#]+)", url)
        if host:
            pages.setdefault(host.group(1).lower(), url)
    return pages


def link(label, family, target, **more):
    return {"label": label, "family": family, "target": target} | more


def honest(which, generator):
    pages = [(host, url) for host, url in home_pages().items() if side(host) == which]
    generator.shuffle(pages)
    for host, url in pages[:HONEST_COUNT]:
        shown = generator.choice([None, None, None, url, host, "the project's page", "README.md"])
        yield link("honest", "home page", url, **({"shown": shown} if shown else {}))
    for line in traps.well_known():
        for domain in line["domains"]:
            if side(domain) == which:
                path = generator.choice(["", "/login", "/account/security?lang=de", "/help/a-b_c"])
                host = generator.choice(["", "www.", "www.", "m.", "support."]) + domain
                yield link("honest", "well-known", f"https://{host}{path}")
    for name in names.lines("honest-international.txt"):
        if side(name.decode()) == which:
            yield link("honest", "international", f"https://{name.decode()}/")


def write(folder, name, links):
    lines = [json.dumps(entry, ensure_ascii=True, sort_keys=True) for entry in links]
    (folder / name).write_text("\n".join(lines) + "\n")
    print(f"{name}: {len(lines)} links")


def main(target):
    folder = pathlib.Path(target)
    folder.mkdir(exist_ok=True)
    seen = set()
    for which, name in enumerate(["development.jsonl", "held-out.jsonl"]):
        generator = random.Random(1973 + which)
        found = list(honest(which, generator))
        for family, target, *more in traps.traps(which, side, generator):
            found.append(link("trap", family, target, **(more[0] if more else {})))
        # Each target once, and in one set only.
        unseen = {entry["target"]: entry for entry in found if entry["target"] not in seen}
        seen |= unseen.keys()
        write(folder, name, unseen.values())


main(sys.argv[1])
