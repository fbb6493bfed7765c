"""What the shield needs of Unicode: UTS #46, normalization, UTS #39 skeletons, scripts, classes.

A table is a sorted list of (first code point, value), three bytes each; a value holds until the
next entry. Where a value is a string, it is an offset into a pool of counted code points, plus 1.
"""

import ctypes
import pathlib
import struct

UCD = pathlib.Path("/usr/share/unicode")
MAPPING, DECOMPOSITION, CLASSES, COMPOSITION, SCRIPTS, SCRIPT_SETS, SKELETON, POOL = range(1, 9)
VALID, DISALLOWED, IGNORED, POOLED = 0, 1, 2, 3
BIDI = "L R AL AN EN ES CS ET ON BN NSM".split()
JOINING = "U C D L R T".split()
LAST = 0x110000
HANGUL_SYLLABLES = range(0xAC00, 0xD7A4)


class Pool:
    """Strings, each once."""

    def __init__(self):
        self.bytes, self.offsets = b"", {}

    def offset(self, text):
        if text not in self.offsets:
            self.offsets[text] = len(self.bytes)
            self.bytes += bytes([len(text)]) + b"".join(uint24(ord(c)) for c in text)
        return self.offsets[text]


def uint24(value):
    return struct.pack(">I", value)[1:]


def runs(values, default=0):
    """The table of a value for each code point."""
    table, previous = b"", None
    for code in range(LAST):
        value = values.get(code, default)
        if value != previous:
            table += uint24(code) + uint24(value)
            previous = value
    return table


def property_lines(name):
    """The (first, last, fields) of a file of the Unicode Character Database."""
    for line in (UCD / name).read_text("utf-8").splitlines():
        fields = [field.strip() for field in line.split("#")[0].split(";")]
        if len(fields) < 2:
            continue
        first, _, last = fields[0].partition("..")
        yield int(first, 16), int(last or first, 16), fields[1:]


def characters():
    """The fields of each line of UnicodeData.txt."""
    for line in (UCD / "UnicodeData.txt").read_text("utf-8").splitlines():
        fields = line.split(";")
        yield int(fields[0], 16), fields


class ICU:
    """The mappings of UTS #46 and the skeletons of UTS #39, as ICU carries them."""

    def __init__(self):
        self.common = ctypes.CDLL("libicuuc.so.72")
        self.i18n = ctypes.CDLL("libicui18n.so.72")
        self.status = ctypes.c_int(0)
        opener = self.common.unorm2_getInstance_72
        opener.restype = ctypes.c_void_p
        status = ctypes.byref(self.status)
        self.mapper = ctypes.c_void_p(opener(None, b"uts46", 0, status))
        self.i18n.uspoof_open_72.restype = ctypes.c_void_p
        self.spoof = ctypes.c_void_p(self.i18n.uspoof_open_72(status))
        assert self.status.value <= 0, "ICU has no uts46 data"

    def mapped(self, code):
        return self.call(self.common.unorm2_normalize_72, [self.mapper], code)

    def skeleton(self, code):
        return self.call(self.i18n.uspoof_getSkeleton_72, [self.spoof, 0], code)

    def call(self, function, leading, code):
        source, target = chr(code).encode("utf-16-le"), ctypes.create_string_buffer(256)
        status = ctypes.c_int(0)
        count = function(*leading, source, len(source) // 2, target, 128, ctypes.byref(status))
        assert status.value <= 0
        return target.raw[: 2 * count].decode("utf-16-le")


def scalars():
    return (code for code in range(LAST) if not 0xD800 <= code < 0xE000)


def mapping(icu, pool):
    values = {code: DISALLOWED for code in range(0xD800, 0xE000)}
    for code in scalars():
        text = icu.mapped(code)
        if code < 0x80 and not "A" <= chr(code) <= "Z":
            values[code] = VALID
        elif text == chr(code):
            values[code] = VALID if text != "\ufffd" else DISALLOWED
        elif "\ufffd" in text:
            values[code] = DISALLOWED
        elif not text:
            values[code] = IGNORED
        else:
            values[code] = POOLED + pool.offset(text)
    return runs(values)


def decompositions():
    single = {}
    for code, fields in characters():
        if fields[5] and not fields[5].startswith("<"):
            single[code] = [int(part, 16) for part in fields[5].split()]

    def full(code):
        return sum((full(part) for part in single[code]), []) if code in single else [code]

    return single, {code: "".join(map(chr, full(code))) for code in single}


def compositions(single):
    excluded = set()
    for first, last, fields in property_lines("DerivedNormalizationProps.txt"):
        if fields[0] == "Full_Composition_Exclusion":
            excluded.update(range(first, last + 1))
    pairs = sorted(
        (*parts, code) for code, parts in single.items() if code not in excluded and len(parts) == 2
    )
    return b"".join(uint24(a) + uint24(b) + uint24(c) for a, b, c in pairs)


def classes():
    """Combining class << 8 | mark << 7 | joining type << 4 | bidirectional class."""
    values = {}
    for first, last, fields in property_lines("extracted/DerivedBidiClass.txt"):
        for code in range(first, last + 1):
            values[code] = BIDI.index(fields[0]) if fields[0] in BIDI else 15
    for first, last, fields in property_lines("extracted/DerivedJoiningType.txt"):
        for code in range(first, last + 1):
            values[code] = values.get(code, 0) | JOINING.index(fields[0]) << 4
    for code, fields in characters():
        mark = 0x80 if fields[2].startswith("M") else 0
        values[code] = values.get(code, 0) | mark | int(fields[3]) << 8
    return runs(values)


def scripts():
    """The scripts of each code point, as the number of a set; and the sets, as bits in 8 bytes of
    script numbers. Common and Inherited are set 0."""
    short, used = {}, {}
    for line in (UCD / "PropertyValueAliases.txt").read_text("utf-8").splitlines():
        fields = [field.strip() for field in line.split("#")[0].split(";")]
        if fields[0] == "sc":
            short[fields[2]] = fields[1]
    for first, last, fields in property_lines("Scripts.txt"):
        for code in range(first, last + 1):
            used[code] = (short[fields[0]],)
    for first, last, fields in property_lines("ScriptExtensions.txt"):
        for code in range(first, last + 1):
            used[code] = tuple(sorted(fields[0].split()))
    neutral = {("Zyyy",), ("Zinh",)}
    order = ["Latn", "Hani", "Hira", "Kana", "Hang", "Bopo", "Cyrl", "Grek", "Armn", "Arab", "Hebr"]
    order += sorted({name for key in used.values() for name in key} - set(order) - {"Zyyy", "Zinh"})
    sets = [()] + sorted(set(used.values()) - neutral)
    numbers = {key: number for number, key in enumerate(sets)}
    table = runs({code: numbers.get(key, 0) for code, key in used.items()})
    return table, b"".join(bits(key, order) for key in sets)


def bits(key, order):
    """A set of scripts: 24 bytes, the bit of a script counted from the first byte's lowest."""
    value = sum(1 << order.index(name) for name in key)
    return value.to_bytes(24, "little")


def skeletons(icu, pool, decomposed):
    values = {}
    for code in scalars():
        if code in decomposed or code in HANGUL_SYLLABLES:
            continue
        text = icu.skeleton(code)
        if text != chr(code):
            values[code] = 1 + pool.offset(text)
    return runs(values)


def sections():
    icu, pool = ICU(), Pool()
    single, full = decompositions()
    table, sets = scripts()
    found = {
        MAPPING: mapping(icu, pool),
        DECOMPOSITION: runs({code: 1 + pool.offset(text) for code, text in full.items()}),
        CLASSES: classes(),
        COMPOSITION: compositions(single),
        SCRIPTS: table,
        SCRIPT_SETS: sets,
        SKELETON: skeletons(icu, pool, full),
    }
    return found | {POOL: pool.bytes}
