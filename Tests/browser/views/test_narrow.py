"""A narrow screen in both directions and colours."""

import pytest

from tandem import browsers
from tandem.scripted import ME, chat, chats, message, messages, session
from tandem.stage import CHAT, look_at


@pytest.mark.parametrize("language", ["en-GB", "ar"])
@pytest.mark.parametrize("dark", [False, True])
def test_narrow_dark_and_right_to_left(launch, engine: str, language: str, dark: bool) -> None:
    """Nothing is wider than a narrow screen, whatever the colours and the direction."""
    script = launch(look=browsers.Look(dark=dark, locale=language, size={"width": 360, "height": 700}))
    page = script.page
    wide = "https://example.org/" + "w" * 200
    script.say(session(), chats(chat(9, "Ann " * 30, "x" * 200, unread=2000)))
    name = f"narrow-{language}-{'dark' if dark else 'light'}"
    look_at(page, engine, f"{name}-list")
    page.locator(".chat-button").click()
    script.say(messages(CHAT, message(1, wide), message(2, "مرحبا", sender=ME), message(3, "word " * 40)))
    look_at(page, engine, f"{name}-chat")
    assert page.evaluate("() => document.scrollingElement.scrollWidth") <= 360
    for bubble in page.locator(".bubble").all():
        meta = bubble.locator(".message-meta").bounding_box()
        box = bubble.bounding_box()
        assert box["x"] <= meta["x"] and meta["x"] + meta["width"] <= box["x"] + box["width"]
        assert meta["y"] + meta["height"] <= box["y"] + box["height"]
