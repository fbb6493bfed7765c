"""Traps by rules. Each generator yields (family, target) or (family, target, {"shown", "chat"})."""

import importlib.util
import pathlib
import subprocess
import tempfile

import names
import unicode_tables

PER_FAMILY = 60
WORDS = [
    "login secure verify support account update signin online service billing".split(),
    [],  # From dnstwist's dictionary.
]
ENDINGS = [
    "com net xyz top info online site ru cn co".split(),
    "org click live shop icu club biz tk support eu".split(),
]
SYLLABLES = ["ba ce di fo gu la me ni".split(), "ka po ri su te vo xa zu".split()]
PLAIN = [
    "meadow harbor winter copper garden planet silver bridge".split(),
    "forest pepper castle marble canyon orchid velvet rocket".split(),
]
KEYS = {"a": "sq", "e": "wr", "i": "uo", "o": "ip", "n": "bm", "s": "ad", "t": "ry", "l": "k", "p": "o"}
CYRILLIC = dict(zip("aceopxyijs", "асеорхуіјѕ"))
GREEK = dict(zip("oviu", "ονιυ"))


def well_known():
    for line in names.lines("well-known.txt"):
        words = line.decode().split()
        domains = [word for word in words if word != "*"]
        yield {"domains": domains, "distinctive": "*" not in words}


def traps(which, side, random):
    lines = [line for line in well_known() if side("name " + line["domains"][0]) == which]
    own = [line["domains"][0] for line in lines]
    # A slip in a short name or a word gives another word, which is somebody else's: no trap.
    long = {
        line["domains"][0] for line in lines
        if line["distinctive"] and len(parts(line["domains"][0])[0]) >= 5
    }
    evil = Evil(which, random)
    if which == 0:
        yield from typos(sorted(long), random)
        yield from homoglyphs(own, random)
    yield from twisted(own, long, which, random)
    for family in FAMILIES:
        yield from family(own, evil, which, random)


class Evil:
    """Names that belong to nobody."""

    def __init__(self, which, random):
        self.which, self.random = which, random

    def __call__(self):
        label = "".join(self.random.choices(SYLLABLES[self.which], k=self.random.randint(3, 5)))
        return f"{label}.{self.random.choice(ENDINGS[self.which])}"


def parts(domain):
    label, _, ending = domain.partition(".")
    return label, ending


def typos(own, random):
    for domain in own:
        label, ending = parts(domain)
        at = random.randrange(1, len(label) - 1)
        key = random.choice([index for index, c in enumerate(label) if c in KEYS] or [0])
        yield "typo", f"https://{label[:at]}{label[at + 1:]}.{ending}/"
        yield "typo", f"https://{label[:at]}{label[at]}{label[at:]}.{ending}/login"
        if label[at] != label[at + 1]:
            swapped = label[:at] + label[at + 1] + label[at] + label[at + 2:]
            yield "typo", f"https://www.{swapped}.{ending}/"
        if label[key] in KEYS:
            yield "typo", f"https://{label[:key]}{random.choice(KEYS[label[key]])}{label[key + 1:]}.{ending}/"


def homoglyphs(own, random):
    """A letter replaced by one that UTS #39 calls confusable with it."""
    icu, alike = unicode_tables.ICU(), {}
    for code in list(range(0x30, 0x3A)) + list(range(0xC0, 0x600)):
        mapped = icu.mapped(code)
        if mapped == chr(code):
            alike.setdefault(icu.skeleton(code), []).append(chr(code))
    for domain in own:
        label, ending = parts(domain)
        places = [i for i, c in enumerate(label) if alike.get(icu.skeleton(ord(c)), [c]) != [c]]
        if places:
            at = random.choice(places)
            other = random.choice(alike[icu.skeleton(ord(label[at]))])
            yield "homoglyph", f"https://{label[:at]}{other}{label[at + 1:]}.{ending}/"


def twisted(own, long, which, random):
    """What dnstwist makes of a name, by its own rules: one of each kind. Its words and endings are
    for the held-out set only."""
    tool, words, endings = load_dnstwist()
    if which == 0:
        words, endings = WORDS[0], ENDINGS[0]
    WORDS[1][:] = words if which == 1 else []
    owned = {domain for line in well_known() for domain in line["domains"]}
    for domain in own:
        fuzzer = tool.Fuzzer(domain, dictionary=words, tld_dictionary=endings)
        fuzzer.generate()
        kinds = {}
        for found in sorted(fuzzer.domains, key=lambda found: found["domain"]):
            kinds.setdefault(found["fuzzer"], []).append(found["domain"])
        for kind, made in sorted(kinds.items()):
            made = [name for name in made if name not in owned]
            if not made:
                continue
            if kind in LOOKS or kind != "*original" and domain in long:
                yield "dnstwist " + kind, f"https://{random.choice(made)}/"


# What looks like the name, or names it: a trap for every name.
LOOKS = ("homoglyph", "cyrillic", "dictionary")


def load_dnstwist():
    with tempfile.TemporaryDirectory() as folder:
        run = lambda *words: subprocess.run(words, cwd=folder, check=True, capture_output=True)
        run("apt-get", "download", "dnstwist")
        run("dpkg", "-x", next(pathlib.Path(folder).glob("*.deb")), "x")
        path = f"{folder}/x/usr/lib/python3/dist-packages/dnstwist.py"
        spec = importlib.util.spec_from_file_location("dnstwist", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        share = pathlib.Path(folder, "x/usr/share/dnstwist/dictionaries")
        words = share.joinpath("english.dict").read_text().split()
        endings = share.joinpath("common_tlds.dict").read_text().split()
        return module, words, endings


def combined(own, evil, which, random):
    for _ in range(2 * PER_FAMILY):
        label, word = parts(random.choice(own))[0], random.choice(WORDS[which])
        form = random.choice(["{0}-{1}", "{1}-{0}", "{0}{1}", "{1}{0}", "{1}-{0}-{2}"])
        name = form.format(label, word, random.choice(WORDS[which]))
        yield "combined name", f"https://{name}.{random.choice(ENDINGS[which])}/"


def subdomains(own, evil, which, random):
    for _ in range(2 * PER_FAMILY):
        domain, word = random.choice(own), random.choice(WORDS[which])
        form = random.choice(["{0}.{1}", "www.{0}.{1}", "{0}-{2}.{1}", "{2}.{0}.{2}.{1}", "{3}.{1}"])
        yield "name before another", "https://{}/".format(
            form.format(domain, evil(), word, parts(domain)[0])
        )


def credentials(own, evil, which, random):
    for _ in range(PER_FAMILY):
        domain = random.choice(own)
        form = random.choice(["https://{0}@{1}/", "https://www.{0}:443@{1}/a", "https://{0}%2Flogin@{1}/",
                              "https://user:{2}@{1}/"])
        yield "credentials", form.format(domain, evil(), random.choice(WORDS[which]))


def addresses(own, evil, which, random):
    for _ in range(PER_FAMILY):
        value = random.randrange(1 << 24, 223 << 24)
        a, b, c, d = value.to_bytes(4, "big")
        host = random.choice([f"{a}.{b}.{c}.{d}", str(value), hex(value), f"0{a:o}.0{b:o}.0{c:o}.0{d:o}",
                              f"{a}.{value & 0xFFFFFF}", f"0x{a:x}.{b}.0{c:o}.{d}", f"[2001:db8::{c:x}:{d:x}]"])
        yield "address", f"http://{host}/{random.choice(WORDS[which])}"


def ports(own, evil, which, random):
    for _ in range(PER_FAMILY // 2):
        yield "port", f"https://{evil()}:{random.choice([81, 444, 1337, 2083, 4444, 5000, 8081, 31337])}/"


def hidden(own, evil, which, random):
    for _ in range(PER_FAMILY):
        label, ending = parts(random.choice(own))
        at = random.randrange(1, len(label))
        mark = random.choice("\u00ad\u200b\u2060\ufeff\ufe0f\u034f")
        yield "hidden characters", random.choice([
            f"https://{label[:at]}{mark}{label[at:]}.{ending}/",
            f"https://{evil()}/invoice\u202efdp.html",
            f"https://{evil()}/\u2066{label}\u2069",
            f"https://{evil()}/\u200f{label}.{ending}",
        ])


def shown(own, evil, which, random):
    for _ in range(2 * PER_FAMILY):
        domain = random.choice(own)
        text = random.choice([domain, f"https://www.{domain}/login", f"www.{domain}",
                              f"Please open https://{domain}/ now", f"({domain})"])
        yield "shown text", f"https://{evil()}/{random.choice(WORDS[which])}", {"shown": text}


def scripts(own, evil, which, random):
    word = random.choice
    for _ in range(PER_FAMILY):
        yield "script", word([
            "javascript:alert(document.cookie)", " JavaScript:void(0)//" + evil(), "java\tscript:" + word(WORDS[which]),
            "data:text/html,<script>" + evil(), "data:text/html;base64,PHNjcmlwdD4" + word(SYLLABLES[which]),
            "vbscript:msgbox(%d)" % random.randrange(99), "javascript://%0aalert(" + word(SYLLABLES[which]),
        ])


def shorteners(own, evil, which, random):
    every = [line.decode() for line in names.lines("shorteners.txt")]
    for name in every[which::2]:
        yield "shortener", f"https://{name}/{random.randrange(1 << 20):x}"


def programs(own, evil, which, random):
    kinds = ["exe msi scr apk bat iso jar dmg lnk".split(), "exe vbs cmd deb img hta ps1 pkg xll".split()]
    for _ in range(PER_FAMILY):
        file = random.choice(["invoice.pdf.", "photo.", "Update%20Flash.", "dl/setup-1.2.", "get?f="]) 
        file += "x." if file.endswith("=") else ""
        yield "program", f"https://{evil()}/{file}{random.choice(kinds[which])}"


def mixed(own, evil, which, random):
    table = [CYRILLIC, CYRILLIC | GREEK][which]
    for word in PLAIN[which] * 6:
        places = [i for i, c in enumerate(word) if c in table]
        at = random.choice(places)
        suffix = random.choice(["", "-news", "24", "s"])
        yield "mixed scripts", f"https://{word[:at]}{table[word[at]]}{word[at + 1:]}{suffix}.{random.choice(ENDINGS[which])}/"


def latin_looking(own, evil, which, random):
    letters = "асеорхуіјѕ"
    for _ in range(PER_FAMILY // 2):
        word = "".join(random.choices(letters, k=random.randint(4, 7)))
        yield "imitates Latin", f"https://{word}.{random.choice(ENDINGS[which])}/"


def spelling(own, evil, which, random):
    wide = lambda text: "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in text)
    for _ in range(PER_FAMILY):
        domain, other = random.choice(own), evil()
        yield "spelling", random.choice([
            f"https://{wide(domain)}/", f"https:\\\\{other}\\{domain}", f"https://{other}\\.{domain}/",
            f"https://{other.replace('.', '。')}/", "https://" + "".join(f"%{ord(c):02x}" for c in other) + "/",
            f"ht\ntps://{other}/", f"https://{other[:2]}\t{other[2:]}/",
        ])


def chats(own, evil, which, random):
    for _ in range(PER_FAMILY):
        word = random.choice(PLAIN[which]) + random.choice(PLAIN[which])
        at = random.randrange(1, len(word) - 1)
        swap = word[:at] + word[at + 1:]
        glyph = word.replace("l", "1").replace("o", "0").replace("m", "rn")
        name = random.choice([swap, glyph if glyph != word else swap])
        yield "like a domain of the chat", f"https://{name}.de/", {"chat": [f"{word}.de"]}


FAMILIES = [
    combined, subdomains, credentials, addresses, ports, hidden, shown, scripts, shorteners, programs,
    mixed, latin_looking, spelling, chats,
]
