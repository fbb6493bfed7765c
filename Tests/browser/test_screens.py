"""Every screen, in each look: no violation for axe, and a picture to look at."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tandem.app import App
from tandem.browsers import Look
from tandem.desktop import Desktop
from tandem.evidence import picture, violations
from tandem.phone import Phone
from tandem.town import Person, Town

LOOKS = {"light": Look(), "dark": Look(dark=True), "narrow": Look(size={"width": 360, "height": 700})}


def check(app: App, engine: str, look: str, screen: str) -> list[str]:
    """Takes a picture of the screen and returns what axe objects to, with the screen's name."""
    name = f"{app.device.kind}-{screen}"
    picture(app.page, engine, look, name)
    return [f"{name}: {violation}" for violation in violations(app.page)]


def phone_first_run(phone: Phone) -> Iterator[str]:
    """Walks through the first run, and names each screen while it is shown."""
    phone.page.goto("/phone")
    expect(phone.textbox("Phone number")).to_be_visible()
    yield "number"
    phone.textbox("Phone number").fill(phone.number)
    phone.button("Next").click()
    expect(phone.textbox("Verification code")).to_be_visible()
    yield "code"
    phone.textbox("Verification code").fill(phone.server.code(phone.number))
    phone.page.keyboard.press("Enter")
    expect(phone.textbox("Your name")).to_be_visible()
    yield "name"
    phone.textbox("Your name").fill(phone.name)
    phone.button("Done").click()
    expect(phone.button("New chat").first).to_be_visible()
    yield "no-chats"


def chats_and_panels(app: App, chat: str) -> Iterator[str]:
    """Walks through the screens that phone and desktop share."""
    app.show_chats()
    yield "chats"
    app.open_chat(chat)
    yield "conversation"
    app.button("Chat info").click()
    expect(app.button("Security code")).to_be_visible()
    yield "chat-info"
    app.button("Security code").click()
    expect(app.page.get_by_role("heading", name="Security code")).to_be_visible()
    yield "security-code"
    app.show_chats()
    app.button("New chat").click()
    expect(app.button("Start chat")).to_be_visible()
    yield "new-chat"
    app.show_chats()
    app.button("New group").first.click()
    expect(app.textbox("Group name")).to_be_visible()
    yield "new-group"
    app.open_settings()
    expect(app.page.get_by_role("heading", name="Settings")).to_be_visible()
    yield "settings"


def linked_devices(phone: Phone) -> Iterator[str]:
    """Walks through what the phone shows of its linked devices."""
    phone.open_linked_devices()
    expect(phone.button("Link a device")).to_be_visible()
    yield "linked-devices"
    phone.button("Link a device").click()
    expect(phone.textbox("Link text")).to_be_visible()
    yield "camera"


def test_the_first_run_of_a_phone(town: Town) -> None:
    """Number, code, name, and the empty list of chats."""
    phone = Phone(town.launch("phone", "Tess"), town.server, "+4915198765000", "Tess")
    found = [
        line
        for screen in phone_first_run(phone)
        for line in check(phone, town.engine, "light", screen)
    ]
    assert found == []


@pytest.mark.parametrize("look", LOOKS)
def test_the_link_screen(town: Town, look: str) -> None:
    """The code, and the code as text."""
    name = f"Link-{look}"
    desktop = Desktop(town.launch("desktop", name, LOOKS[look]))
    desktop.open()
    use = desktop.button("Link to a phone")
    expect(desktop.code().or_(use).first).to_be_visible()
    if use.is_visible():
        found = check(desktop, town.engine, look, "choose")
        use.click()
    else:
        found = []
    desktop.payload()
    found += check(desktop, town.engine, look, "link")
    desktop.button("Link with a code instead").click()
    found += check(desktop, town.engine, look, "link-text")
    town.close_device(desktop.device)
    assert found == []


def test_the_screens_of_a_phone(town: Town, friends: tuple[Person, Person]) -> None:
    """Everything that a phone shows day by day."""
    alice, _ = friends
    found = [
        line
        for screens in (chats_and_panels(alice.phone, "Bob"), linked_devices(alice.phone))
        for screen in screens
        for line in check(alice.phone, town.engine, "light", screen)
    ]
    alice.phone.show_chats()
    assert found == []


@pytest.mark.parametrize("look", LOOKS)
def test_the_screens_of_a_desktop(town: Town, friends: tuple[Person, Person], look: str) -> None:
    """Everything that a desktop shows day by day, after its browser was quit and opened again."""
    desktop = friends[1].desktop
    town.close_device(desktop.device)
    desktop.device = town.launch("desktop", "Bob", LOOKS[look])
    desktop.open()
    expect(desktop.chats()).to_be_visible()
    found = [
        line
        for screen in chats_and_panels(desktop, "Alice")
        for line in check(desktop, town.engine, look, screen)
    ]
    assert found == []


def test_the_link_screen_in_arabic(town: Town) -> None:
    """Chosen from the list of languages, Arabic turns the screen around."""
    desktop = town.desktop("Layla")
    desktop.open()
    desktop.payload()
    desktop.page.get_by_role("combobox", name="Language").select_option(label="العربية")
    expect(desktop.page.locator("html")).to_have_attribute("dir", "rtl")
    expect(desktop.page.locator("html")).to_have_attribute("lang", "ar")
    found = check(desktop, town.engine, "rtl", "link")
    town.close_device(desktop.device)
    assert found == []


def test_right_to_left(town: Town, friends: tuple[Person, Person]) -> None:
    """Turned around, the screens mirror and nothing runs out of the window."""
    desktop = friends[1].desktop
    desktop.reload()
    for screen in chats_and_panels(desktop, "Alice"):
        desktop.page.evaluate("() => { document.documentElement.dir = 'rtl'; }")
        picture(desktop.page, town.engine, "rtl", f"desktop-{screen}")
        overflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert desktop.page.evaluate(overflow) <= 0, screen
        desktop.page.evaluate("() => { document.documentElement.removeAttribute('dir'); }")
