"""What the tests of the views set up again and again."""

from playwright.sync_api import Page

from tandem.evidence import picture, violations
from tandem.scripted import ANN, BOB, NOON, Engine, chat, chats, messages, session

QR = {"payload": "TANDEM1:abc", "size": 21, "modules": "b" * 111}
CODE = {**QR, "validUntil": NOON}
CHAT = "09" * 16
CONTACTS = {
    "type": "contacts",
    "contacts": [
        {"account": ANN, "number": "+4915551111", "name": "Ann Lindqvist"},
        {"account": BOB, "number": "+4915552222", "name": "Bob Okafor"},
    ],
}


def look_at(page: Page, engine: str, name: str) -> None:
    """Keeps a screenshot, and has axe look for what hinders people."""
    page.wait_for_timeout(200)
    picture(page, "views", engine, name)
    assert violations(page) == []


def open_chat(script: Engine, *items: dict, unread: int = 0, older: bool = False, **more) -> Page:
    """Shows one chat, open, with its messages."""
    script.say(session(), chats(chat(9, "Ann", "Hello", unread=unread, **more)), CONTACTS)
    script.page.get_by_role("button", name="Ann").first.click()
    script.expect("openChat", chat=CHAT)
    script.say(messages(CHAT, *items, older=older))
    return script.page
