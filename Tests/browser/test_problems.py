"""What goes wrong is told, each in a sentence of its own that says what to do, and nothing is lost."""

import pytest
from playwright.sync_api import expect

from tandem.app import App
from tandem.desktop import Desktop
from tandem.phone import Phone
from tandem.town import Person, Town


def expect_told(app: App, words: str, role: str = "alert") -> None:
    """Waits until a sentence with the words stands where it belongs, and stays: not in the passing line below."""
    told = app.page.get_by_role("main").get_by_role(role).filter(has_text=words)
    expect(told.filter(visible=True).first).to_be_visible()


def offer(phone: Phone, text: str) -> None:
    """Has the phone use a link text, wherever its screen for it stands."""
    if phone.button("Try again").is_visible():
        phone.button("Try again").click()
    phone.textbox("Link text").fill(text)
    phone.button("Use link text").click()


def test_a_link_text_that_leads_nowhere(town: Town) -> None:
    """One that is none, and one whose desktop is gone."""
    phone, gone = town.phone("Kim"), town.desktop("Gone")
    phone.open_linked_devices()
    phone.button("Link a device").click()
    offer(phone, "not a code")
    expect_told(phone, "not a Tandem link code")

    gone.open()
    late = gone.payload()
    town.close_device(gone.device)
    offer(phone, late)
    expect_told(phone, "has expired")


def test_a_wrong_check_code_links_nothing(town: Town) -> None:
    """Three wrong tries end the link, and the code cannot be used again; a fresh one links."""
    phone, desktop = town.phone("Jo"), town.desktop("Jo")
    phone.open_linked_devices()
    phone.button("Link a device").click()
    desktop.open()
    used = desktop.payload()
    type_wrong_check_codes(phone, desktop, used)
    offer(phone, used)
    expect_told(phone, "used already")
    expect(desktop.chats()).not_to_be_visible()

    desktop.button("Reload code").click()
    offer(phone, desktop.payload())
    phone.textbox("Check code").fill(desktop.check_code())
    phone.button("Link").click()
    desktop.expect_linked()


def type_wrong_check_codes(phone: Phone, desktop: Desktop, payload: str) -> None:
    """Types a wrong code until the attempt ends; each time the phone says how many tries are left."""
    offer(phone, payload)
    right = desktop.check_code()
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    for words in ("2 tries left", "1 try left", "wrong too often"):
        phone.textbox("Check code").fill(wrong)
        phone.button("Link").click()
        expect_told(phone, words)
    expect_told(desktop, "wrong too often", role="status")


def test_a_code_that_is_mistyped(town: Town) -> None:
    """Half a number, a wrong code with the tries that are left, and then the right one."""
    phone = Phone(town.launch("phone", "Vera"), town.server, "+4915198765100", "Vera")
    phone.page.goto("/phone")
    phone.textbox("Phone number").fill("12")
    phone.button("Next").click()
    expect_told(phone, "not a full phone number")
    phone.textbox("Phone number").fill(phone.number)
    phone.button("Next").click()
    expect(phone.textbox("Verification code")).to_be_visible()
    right = town.server.code(phone.number)
    phone.textbox("Verification code").fill(f"{(int(right) + 1) % 1_000_000:06}")
    phone.button("Next").click()
    expect_told(phone, "The code is not right")
    expect_told(phone, "4 tries left")
    phone.textbox("Verification code").fill(right)
    phone.button("Next").click()
    expect(phone.textbox("Your name")).to_be_visible()


def test_a_number_that_is_registered_again(town: Town) -> None:
    """The phone that had it before says so, and how to go on; the new one works."""
    first = town.phone("Wanda")
    second = Phone(town.launch("phone", "Wanda again"), town.server, first.number, "Wanda")
    second.page.goto("/phone")
    second.textbox("Phone number").fill(first.number)
    second.button("Next").click()
    expect_told(second, "too often")
    second.page.wait_for_timeout(30_000)
    second.register()
    expect_told(first, "was registered on another phone", role="status")
    expect(first.textbox("Phone number")).to_be_visible()


def test_a_chat_with_nobody(alice: Person) -> None:
    """A number that nobody has, and a name that nobody has: what was typed stays to be mended."""
    desktop = alice.desktop
    desktop.show_chats()
    desktop.button("New chat").click()
    entry = desktop.textbox("Phone number or name")
    for typed, words in [("+4915100000009", "not on Tandem"), ("Nobody Known", "Nothing like that")]:
        entry.fill(typed)
        desktop.button("Start chat").click()
        expect_told(desktop, words)
        expect(entry).to_have_value(typed)
    desktop.show_chats()


def test_a_server_that_is_gone(town: Town, friends: tuple[Person, Person]) -> None:
    """A banner says so, and that messages wait; it goes when the server is back, and they are sent."""
    alice, bob = friends
    alice.desktop.open_chat("Bob")
    town.server.kill()
    try:
        expect_told(alice.desktop, "You are offline", role="status")
        alice.desktop.send("While nobody listened")
        alice.desktop.expect_message("While nobody listened", "pending")
    finally:
        town.server.start()
    banner = alice.desktop.page.get_by_role("status").filter(has_text="You are offline")
    expect(banner).not_to_be_visible()
    bob.phone.open_chat("Alice")
    bob.phone.expect_message("While nobody listened")


@pytest.mark.only_in("chromium")
def test_a_disk_that_is_full(town: Town, friends: tuple[Person, Person]) -> None:
    """What cannot be kept is given back to whoever typed it, and sent when there is room again."""
    alice, bob = friends
    desktop = alice.desktop
    desktop.open_chat("Bob")
    desktop.send("While there was room")
    desktop.expect_message("While there was room", "sent|delivered|read")
    # A browser that runs counts on the room that it saw a while ago.
    town.close_device(desktop.device)
    desktop.device = town.launch("desktop", "Alice")
    disk = desktop.page.context.new_cdp_session(desktop.page)
    disk.send("Storage.overrideQuotaForOrigin", {"origin": town.address, "quotaSize": 1})
    desktop.open()
    desktop.open_chat("Bob")
    desktop.expect_message("While there was room")
    desktop.composer().fill("No room for this")
    desktop.button("Send").click()
    expect(desktop.page.get_by_role("alert").filter(has_text="storage is full")).to_be_visible()
    expect(desktop.composer()).to_have_value("No room for this")

    disk.send("Storage.overrideQuotaForOrigin", {"origin": town.address})
    desktop.reload()
    desktop.open_chat("Bob")
    desktop.expect_message("While there was room")
    desktop.send("Room again")
    bob.phone.open_chat("Alice")
    bob.phone.expect_message("Room again")
