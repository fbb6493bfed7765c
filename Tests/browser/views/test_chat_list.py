"""The list of chats, and starting new ones."""

from playwright.sync_api import expect

from tandem.scripted import ANN, chat, chats, session
from tandem.stage import CONTACTS, look_at


def test_chat_list(launch, engine: str) -> None:
    """Rows say their name first, then what is new; tabs and search narrow the list."""
    script = launch()
    page = script.page
    script.say(
        session(),
        chats(
            chat(3, "Ann", "See you", unread=2),
            chat(2, "Choir", "Scores", kind="group", sender="Bob", favourite=True),
            chat(1, "Bob", "Thanks", own=True, draft="half a word"),
        ),
    )
    items = page.get_by_role("list", name="Chats").get_by_role("listitem")
    expect(items).to_have_count(3)
    assert items.first.get_attribute("aria-label").startswith("Ann, 2 unread messages, See you")
    expect(items.nth(2)).to_contain_text("half a word")
    look_at(page, engine, "list")
    for tab, count in [("Unread", 1), ("Favourites", 1), ("Groups", 1), ("All", 3)]:
        page.get_by_role("tab", name=tab).click()
        expect(items).to_have_count(count)
    page.get_by_role("textbox", name="Search").fill("SCORES")
    expect(items).to_have_count(1)


def test_new_chat_and_new_group(launch, engine: str) -> None:
    """A chat by number or name; a group by contacts and numbers."""
    script = launch()
    page = script.page
    script.say(session(), chats(chat(1, "Ann")), CONTACTS)
    page.get_by_role("button", name="New chat").click()
    box = page.get_by_role("textbox", name="Phone number or name")
    box.fill("+49 155 5999")
    page.get_by_role("button", name="Start chat").click()
    asked = script.expect("startChat", number="+491555999")
    script.say({"type": "problem", "code": "unknownNumber", "intent": "startChat", "ref": asked["ref"]})
    expect(page.get_by_role("alert").filter(has_text="not on Tandem")).to_be_visible()
    look_at(page, engine, "new-chat")
    box.fill("bob")
    page.get_by_role("button", name="Start chat").click()
    asked = script.expect("startChat", number="+4915552222")
    script.say(chats(chat(7, "Bob Okafor"), reset=False), {"type": "opened", "chat": "07" * 16, "ref": asked["ref"]})
    expect(page.get_by_role("heading", name="Bob Okafor")).to_be_visible()

    page.get_by_role("button", name="New group").click()
    page.get_by_role("textbox", name="Group name").fill("Choir")
    page.get_by_role("button", name="Ann Lindqvist").click()
    page.get_by_role("textbox", name="Phone number or name").fill("+491555777")
    page.get_by_role("button", name="Add member").click()
    asked = script.expect("findContact", number="+491555777")
    cara = {"account": "c4" * 16, "number": "+491555777", "name": "Cara", "found": True}
    script.say({"type": "contact", **cara, "ref": asked["ref"]})
    look_at(page, engine, "new-group")
    page.get_by_role("button", name="Create group").click()
    assert script.expect("createGroup", title="Choir")["members"] == [ANN, "c4" * 16]
