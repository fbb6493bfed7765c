"""The Public Suffix List as a trie of labels, from the top-level domain down."""

import pathlib
import struct

LIST = pathlib.Path("/usr/share/publicsuffix/public_suffix_list.dat")
NODES, LABELS = 10, 11
RULE, EXCEPTION, WILDCARD, PRIVATE = 1, 2, 4, 8


def rules():
    """Each rule as (labels from the right, flags)."""
    private = False
    for line in LIST.read_text("utf-8").splitlines():
        if "===BEGIN PRIVATE DOMAINS===" in line:
            private = True
        rule = line.split()[0] if line.split() else ""
        if not rule or rule.startswith("//"):
            continue
        flags = PRIVATE if private else 0
        if rule.startswith("!"):
            rule, flags = rule[1:], flags | EXCEPTION
        elif rule.startswith("*."):
            rule, flags = rule[2:], flags | WILDCARD
        else:
            flags |= RULE
        yield [encoded(label) for label in reversed(rule.split("."))], flags


def encoded(label):
    if label.isascii():
        return label.encode()
    return b"xn--" + label.encode("punycode")


def trie():
    root = {"flags": 0, "children": {}}
    for labels, flags in rules():
        node = root
        for label in labels:
            node = node["children"].setdefault(label, {"flags": 0, "children": {}})
        node["flags"] |= flags
    return root


def sections():
    """Nodes breadth first, so that the children of one lie together, sorted by their labels."""
    pool, offsets, order, parents = b"", {}, [(b"", trie())], 0
    while parents < len(order):
        order += sorted(order[parents][1]["children"].items())
        parents += 1
    nodes, first = b"", 1
    for label, node in order:
        if label not in offsets:
            offsets[label] = len(pool)
            pool += bytes([len(label)]) + label
        count = len(node["children"])
        nodes += struct.pack(">I", offsets[label])[1:]
        nodes += struct.pack(">HHB", first if count else 0, count, node["flags"])
        first += count
    return {NODES: nodes, LABELS: pool}
