"""Chat info, security code and settings."""

from playwright.sync_api import expect

from tandem.scripted import BOB, ME, NOON, chat, chats, message, session
from tandem.stage import CHAT, QR, look_at, open_chat


def test_chat_info_and_security_code(launch, engine: str) -> None:
    """Mute, favourite, the security code; members and what an admin may do."""
    script = launch()
    page = open_chat(script, message(1, "Hello"), kind="group")
    page.get_by_role("button", name="Chat info").click()
    people = [
        {"account": ME, "name": "Mia", "role": "admin", "own": True, "devices": 2},
        {"account": BOB, "name": "Bob", "role": "member", "own": False, "devices": 2},
    ]
    info = {"type": "chatInfo", "chat": CHAT, "kind": "group", "title": "Ann", "ownRole": "admin"}
    script.say({**info, "participants": people})
    page.get_by_role("switch", name="Mute").click()
    assert script.expect("mute", chat=CHAT)["until"] > NOON
    page.get_by_role("button", name="Actions for Bob").click()
    look_at(page, engine, "chat-info")
    page.get_by_role("menuitem", name="Make admin").click()
    script.expect("makeAdmin", account=BOB)
    page.get_by_role("button", name="Leave group").click()
    script.expect("leaveGroup", chat=CHAT)

    script.say({**info, "kind": "direct", "participants": people})
    page.get_by_role("button", name="Security code").click()
    script.expect("securityCode", account=BOB)
    digits = {"name": "Bob", "digits": "0123456789" * 6}
    script.say({"type": "securityCode", "chat": CHAT, "account": BOB, **digits, **QR})
    expect(page.get_by_text("56789").first).to_be_visible()
    look_at(page, engine, "security-code")


def test_settings_and_log_out(launch, engine: str) -> None:
    """Theme, language, shortcuts; logging out shows the link screen and says why."""
    script = launch()
    page = script.page
    script.say(session(), chats(chat(1, "Ann")))
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("combobox", name="Theme").select_option("dark")
    look_at(page, engine, "settings-dark")
    page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(page.get_by_role("heading", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Language").select_option("he")
    expect(page.get_by_role("heading", name="הגדרות")).to_be_visible()
    assert page.locator("html").get_attribute("dir") == "rtl"
    look_at(page, engine, "settings-hebrew")
    page.get_by_role("combobox", name="שפה").select_option("en")
    page.get_by_role("button", name="Log out").click()
    script.expect("logOut")
    script.say(session(phase="loggedOut", reason="self"))
    expect(page.get_by_role("heading", name="Link this browser")).to_be_visible()
    expect(page.get_by_text("You have logged out")).to_be_visible()
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0


def test_a_group_that_was_left_has_no_members_to_show(launch) -> None:
    """Whoever is no member any more sees that, and no way to leave again."""
    script = launch()
    page = open_chat(script, message(1, "Hello"), kind="group")
    page.get_by_role("button", name="Chat info").click()
    info = {"type": "chatInfo", "chat": CHAT, "kind": "group", "title": "Ann", "ownRole": "admin"}
    script.say({**info, "participants": [{"account": ME, "name": "Mia", "role": "admin", "own": True, "devices": 1}]})
    page.get_by_role("button", name="Rename group").click()
    expect(page.get_by_role("textbox", name="Group name")).to_be_focused()
    page.get_by_role("textbox", name="Group name").fill(" ")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").filter(has_text="name is missing")).to_be_visible()
    script.say(chats(chat(9, "Ann", "Hello", kind="group", canSend=False), reset=False))
    expect(page.get_by_role("button", name="Leave group")).not_to_be_visible()
    expect(page.get_by_role("list", name="Members")).not_to_be_visible()
    expect(page.get_by_text("1 member", exact=True)).not_to_be_visible()
