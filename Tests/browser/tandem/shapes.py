"""What the engine's notifications look like: notifications.json, which the engine's own tests write and check."""

import json
import re
from pathlib import Path
from typing import Any

_FILE = Path(__file__).resolve().parents[3] / "Web/tests/app/notifications.json"
_SHAPES: dict[str, Any] = json.loads(_FILE.read_text())
_TYPES = {"string": str, "number": (int, float), "boolean": bool}


def check(notification: dict[str, Any]) -> None:
    """Fails if the engine would never say it."""
    kind = notification["type"]
    members = {name: value for name, value in notification.items() if name not in ("type", "ref")}
    assert kind in _SHAPES, f"the engine says nothing of the type {kind}"
    _check(members, _SHAPES[kind], kind)


def _check(value: Any, shape: Any, place: str) -> None:
    if isinstance(shape, list):
        for element in value:
            _check(element, shape[0], place)
    elif isinstance(shape, dict):
        _check_members(dict(value), shape, place)
    else:
        # A list that was always empty says nothing of its elements.
        assert shape == "" or isinstance(value, _TYPES[shape]), f"{place} is no {shape}"


def _check_members(value: dict[str, Any], shape: dict[str, Any], place: str) -> None:
    for key, member in shape.items():
        name, absent, null = re.fullmatch(r"(\w+)(\?)?(\|null)?", key).groups()
        if name not in value:
            assert absent, f"{place} lacks {name}"
            continue
        found = value.pop(name)
        if found is not None or not null:
            _check(found, member, f"{place}.{name}")
    assert not value, f"{place} has no {list(value)}"
