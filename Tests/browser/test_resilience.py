"""Nothing is lost and nothing is doubled: reloads, a server that is away, a server that is killed."""

import re

from playwright.sync_api import expect

from tandem.browsers import Look
from tandem.town import Person, Town


def test_a_reload_loses_nothing(friends: tuple[Person, Person]) -> None:
    """After a reload a device is still linked, shows its chats, and keeps what was half typed."""
    alice, bob = friends
    alice.desktop.open_chat("Bob")
    alice.desktop.send("Before the reload")
    alice.desktop.reload()
    alice.desktop.open_chat("Bob")
    alice.desktop.expect_message("Before the reload", "sent|delivered|read")
    bob.phone.open_chat("Alice")
    bob.phone.expect_message("Before the reload")

    alice.desktop.composer().fill("half typed")
    alice.desktop.expect_draft("Bob", "half typed")
    alice.desktop.reload()
    alice.desktop.open_chat("Bob")
    expect(alice.desktop.composer()).to_have_value("half typed")
    alice.desktop.composer().fill("")


def test_a_reload_right_after_sending_loses_nothing(friends: tuple[Person, Person]) -> None:
    """However soon the page goes, the message arrives, once."""
    alice, bob = friends
    bob.phone.open_chat("Alice")
    for count in range(5):
        alice.desktop.open_chat("Bob")
        alice.desktop.send(f"Gone at once {count}")
        alice.desktop.reload()
    for count in range(5):
        bob.phone.expect_message(f"Gone at once {count}")


def test_a_phone_that_is_closed_comes_back_with_everything(
    town: Town, friends: tuple[Person, Person]
) -> None:
    """A browser that is quit keeps account and chats, and gets what was sent meanwhile."""
    alice, _ = friends
    phone = town.phone("Rita")
    phone.start_chat(alice.number)
    phone.send("I will be right back")
    phone.expect_message("I will be right back", "sent|delivered|read")
    town.close_device(phone.device)
    alice.phone.open_chat("Rita")
    alice.phone.send("While you were away")
    phone.device = town.launch("phone", "Rita")
    phone.page.goto("/phone")
    phone.open_chat("Alice")
    phone.expect_message("I will be right back")
    phone.expect_message("While you were away")


def test_offline_the_app_opens_and_sends_what_was_typed_when_it_is_back(
    town: Town, friends: tuple[Person, Person]
) -> None:
    """Without the server the app opens with its chats, takes messages as pending, and delivers them later."""
    alice, bob = friends
    alice.desktop.open_chat("Bob")
    alice.desktop.send("The last one before the night")
    alice.desktop.expect_message("The last one before the night", "sent|delivered|read")
    town.server.stop()
    try:
        alice.desktop.reload()
        alice.desktop.open_chat("Bob")
        alice.desktop.expect_message("The last one before the night")
        alice.desktop.send("Typed in the dark")
        alice.desktop.expect_message("Typed in the dark", "pending")
        alice.desktop.reload()
        alice.desktop.open_chat("Bob")
        alice.desktop.expect_message("Typed in the dark", "pending")
    finally:
        town.server.start()
    bob.phone.open_chat("Alice")
    bob.phone.expect_message("Typed in the dark")
    alice.desktop.expect_message("Typed in the dark", "delivered|read")


def test_a_server_that_is_killed_loses_and_doubles_nothing(
    town: Town, friends: tuple[Person, Person]
) -> None:
    """kill -9 in the middle of many sends: each arrives once, in order."""
    alice, bob = friends
    bob.phone.open_chat("Alice")
    alice.desktop.open_chat("Bob")
    for count in range(30):
        alice.desktop.send(f"Through the storm {count:02}")
        if count == 12:
            town.server.kill()
        if count == 20:
            town.server.start()
    for count in range(30):
        bob.phone.expect_message(f"Through the storm {count:02}")
        alice.desktop.expect_message(f"Through the storm {count:02}", "sent|delivered|read")
    labels = bob.phone.log().get_by_role("article", name=re.compile("Through the storm")).all()
    numbers = [re.search(r"storm (\d\d)", label.inner_text()).group(1) for label in labels]
    assert numbers == [f"{count:02}" for count in range(30)]


def test_a_shared_computer_keeps_nothing(town: Town) -> None:
    """Without “Keep me signed in” nothing is stored, and the next start shows the link screen."""
    phone = town.phone("Sam")
    desktop = town.desktop("Sam", Look())
    desktop.open()
    desktop.page.get_by_role("checkbox", name="Keep me signed in").uncheck()
    phone.open_linked_devices()
    phone.button("Link a device").click()
    phone.textbox("Link text").fill(desktop.payload())
    phone.button("Use link text").click()
    phone.textbox("Check code").fill(desktop.check_code())
    phone.button("Link").click()
    desktop.expect_linked()
    rows = {name: count for name, count in desktop.stored().items() if "/" in name}
    assert all(count == 0 for count in rows.values()), rows
    town.close_device(desktop.device)
    again = town.desktop("Sam")
    again.open()
    again.expect_link_screen()
