"""Linking a desktop by really scanning its code, and logging it out."""

from playwright.sync_api import expect

from tandem.town import Person, Town


def test_a_scanned_desktop_shows_the_chats_of_the_phone(friends: tuple[Person, Person]) -> None:
    """What the phone had before is there, and the phone lists the desktop."""
    alice, bob = friends
    alice.desktop.open_chat("Bob")
    alice.desktop.expect_message("Hello Bob, this is Alice")
    bob.phone.open_linked_devices()
    expect(bob.phone.linked_devices()).to_have_count(1)
    bob.phone.show_chats()


def test_a_desktop_that_is_linked_later_gets_the_history(town: Town, friends: tuple[Person, Person]) -> None:
    """Texts from before the desktop existed arrive on it, with the chat usable at once."""
    phone = town.phone("Harriet")
    phone.start_chat(friends[0].number)
    for count in range(5):
        phone.send(f"Before the desktop {count}")
    phone.expect_message("Before the desktop 4", "sent|delivered|read")
    desktop = town.desktop("Harriet")
    phone.link(desktop)
    desktop.open_chat("Alice")
    for count in range(5):
        desktop.expect_message(f"Before the desktop {count}")


def test_a_desktop_is_linked_by_text_where_there_is_no_camera(town: Town) -> None:
    """The text of the code, pasted, does what the camera does."""
    phone, desktop = town.phone("Ines"), town.desktop("Ines")
    phone.link_by_text(desktop)
    phone.open_linked_devices()
    expect(phone.linked_devices()).to_have_count(1)


def test_a_desktop_that_the_phone_logs_out_knows_nothing_any_more(
    town: Town, friends: tuple[Person, Person]
) -> None:
    """It shows the link screen, its storage is empty, and it cannot read the next message."""
    alice, _ = friends
    mallory = town.person("Mallory")
    mallory.phone.start_chat(alice.number)
    mallory.phone.send("Seen on the desktop")
    mallory.desktop.open_chat("Alice")
    mallory.desktop.expect_message("Seen on the desktop")

    mallory.phone.open_linked_devices()
    mallory.phone.linked_devices().get_by_role("button", name="Log out", exact=True).click()

    mallory.desktop.expect_link_screen()
    mallory.desktop.payload()
    expect(mallory.phone.linked_devices()).to_have_count(0)
    stored = mallory.desktop.stored()
    assert all(count == 0 for count in stored.values()), stored

    alice.phone.open_chat("Mallory")
    alice.phone.send("Not for the desktop")
    mallory.phone.open_chat("Alice")
    mallory.phone.expect_message("Not for the desktop")
    mallory.desktop.expect_link_screen()
    assert "Not for the desktop" not in mallory.desktop.page.content()
    mallory.desktop.reload()
    mallory.desktop.expect_link_screen()


def test_a_desktop_that_was_closed_when_it_was_logged_out(
    town: Town, friends: tuple[Person, Person]
) -> None:
    """When it is opened again it shows the link screen, and never the message sent meanwhile."""
    alice, _ = friends
    oscar = town.person("Oscar")
    oscar.phone.start_chat(alice.number)
    oscar.phone.send("Both devices have this")
    oscar.desktop.open_chat("Alice")
    oscar.desktop.expect_message("Both devices have this")
    town.close_device(oscar.desktop.device)

    oscar.phone.open_linked_devices()
    oscar.phone.linked_devices().get_by_role("button", name="Log out", exact=True).click()
    expect(oscar.phone.linked_devices()).to_have_count(0)
    oscar.phone.open_chat("Alice")
    oscar.phone.send("The desktop was out")
    oscar.phone.expect_message("The desktop was out", "sent|delivered|read")

    desktop = town.desktop("Oscar")
    desktop.open()
    desktop.expect_link_screen()
    assert "The desktop was out" not in desktop.page.content()
    stored = desktop.stored()
    assert all(count == 0 for count in stored.values()), stored


def test_logging_out_on_the_desktop_itself(town: Town) -> None:
    """The desktop forgets everything, and the phone's list loses it."""
    nora = town.person("Nora")
    nora.desktop.log_out()
    nora.desktop.expect_link_screen()
    nora.desktop.payload()
    nora.phone.open_linked_devices()
    expect(nora.phone.linked_devices()).to_have_count(0)
