"""Makes the Autobahn suite's cases, which are Python 2, run on Python 3.

The installed package `case` is converted with lib2to3 (so Python 3.12 at the latest) into a folder that the
caller names. Its byte strings become text of one character a byte (Latin-1); `protocol.py` encodes on the
way out and decodes on the way in, so that the cases see what they saw under Python 2.
"""

import binascii
import importlib.util
import os
import re
import shutil
import sys
import types
import warnings

warnings.simplefilter("ignore")

from autobahn.websocket.utf8validator import Utf8Validator
from lib2to3.refactor import RefactoringTool, get_fixers_from_package

# What autobahn calls otherwise since its version 0.11.
RENAMED = (
    "requestNoContextTakeover",
    "requestMaxWindowBits",
    "acceptNoContextTakeover",
    "acceptMaxWindowBits",
)


def latin1(value):
    """The bytes that a text of the cases stands for."""
    return value.encode("latin-1") if isinstance(value, str) else value


class TextValidator(Utf8Validator):
    """Validates what the cases take for bytes."""

    def validate(self, text):
        return super().validate(latin1(text))


def convert_into(folder):
    """Writes the converted cases into a folder, ready to be imported from there."""
    source = os.path.dirname(importlib.util.find_spec("autobahntestsuite").origin)
    shutil.copytree(os.path.join(source, "case"), os.path.join(folder, "case"))
    shutil.copy(os.path.join(source, "caseset.py"), folder)
    fixers = [name for name in get_fixers_from_package("lib2to3.fixes") if not name.endswith(".fix_import")]
    tool = RefactoringTool(fixers)
    for parent, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".py"):
                convert_file(os.path.join(parent, name), tool)
    provide_modules(source)
    sys.path.insert(0, folder)


def convert_file(path, tool):
    # Latin-1, so that literals that are not ASCII keep their bytes.
    with open(path, encoding="latin-1") as file:
        text = prepared(file.read(), os.path.basename(path))
    with open(path, "w", encoding="utf-8") as file:
        file.write(str(tool.refactor_string(text + "\n", path)))


def prepared(text, name):
    """What lib2to3 does not know: names of modules, and a division that is one of integers."""
    text = text.replace("import copy, os, pkg_resources, hashlib, binascii", "import copy, os, pkg_resources, hashlib, text_binascii as binascii")
    text = re.sub(r"^import binascii", "import text_binascii as binascii", text, flags=re.M)
    text = text.replace("from autobahn.websocket.utf8validator import", "from text_validator import")
    text = text.replace("from zope.interface import implements", "implements = lambda *a: None")
    text = re.sub(r"\(object,\s*Case,\s*\)", "(Case, )", text)
    text = re.sub(r"^from (case[0-9_xX]*) import", r"from case.\1 import", text, flags=re.M)
    for old in RENAMED:
        text = text.replace(old, re.sub(r"[A-Z]", lambda letter: "_" + letter.group().lower(), old))
    return text.replace(" / ", " // ") if name == "case10_1_1.py" else text


def provide_modules(source):
    """Stands in for the modules that the cases import: those of text, and a setuptools of old."""
    provide("text_validator", Utf8Validator=TextValidator)
    provide("text_binascii", b2a_hex=lambda text: binascii.b2a_hex(latin1(text)).decode())
    provide("pkg_resources", resource_filename=lambda _, name: os.path.join(source, name))
    # Its own `__init__` is Python 2.
    provide("autobahntestsuite", __path__=[source])


def provide(name, **members):
    module = types.ModuleType(name)
    vars(module).update(members)
    sys.modules[name] = module
