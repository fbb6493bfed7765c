"""Two people and four devices talk; then a group of four people."""

import re

from playwright.sync_api import expect

from tandem.town import Person, Town


def test_texts_go_both_ways_between_all_four_devices(friends: tuple[Person, Person]) -> None:
    """What one device sends is on the three others, once, and says when it was read."""
    alice, bob = friends
    devices = [alice.phone, alice.desktop, bob.phone, bob.desktop]
    for device in devices:
        device.open_chat("Bob" if device in (alice.phone, alice.desktop) else "Alice")
    for sender in devices:
        text = f"From {sender.device.kind} of {'Alice' if sender in devices[:2] else 'Bob'}"
        sender.send(text)
        for device in devices:
            device.expect_message(text)
        sender.expect_message(text, "delivered|read")


def test_a_message_that_was_read_says_so(friends: tuple[Person, Person]) -> None:
    """The sender sees that the other person has opened the message."""
    alice, bob = friends
    alice.desktop.open_chat("Bob")
    bob.desktop.open_chat("Alice")
    alice.desktop.send("Have you read this?")
    bob.desktop.expect_message("Have you read this?")
    alice.desktop.expect_message("Have you read this?", "read")


def test_text_is_shown_as_it_was_typed(friends: tuple[Person, Person]) -> None:
    """Markup, other scripts, emoji and many lines arrive unchanged, and nothing of them runs."""
    alice, bob = friends
    alice.desktop.open_chat("Bob")
    bob.desktop.open_chat("Alice")
    texts = [
        "<img src=x onerror=alert(1)> & <b>bold</b>",
        "مرحبا، كيف الحال؟",
        "👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301",
        "a" * 2000,
    ]
    for text in texts:
        alice.desktop.send(text)
        expect(bob.desktop.log().get_by_text(text, exact=True)).to_be_visible(timeout=20_000)
    assert bob.desktop.page.locator("img[src=x]").count() == 0


def test_unread_messages_are_counted_and_the_count_goes(friends: tuple[Person, Person]) -> None:
    """A chat that is not open shows how many messages wait; opening it clears them on both devices."""
    alice, bob = friends
    bob.phone.show_chats()
    bob.desktop.show_chats()
    expect(bob.desktop.composer()).not_to_be_visible()
    alice.phone.open_chat("Bob")
    for count in range(3):
        alice.phone.send(f"Waiting {count}")
    unread = re.compile(r"3 unread")
    expect(bob.phone.chats().get_by_role("listitem", name=unread)).to_be_visible(timeout=20_000)
    expect(bob.desktop.chats().get_by_role("listitem", name=unread)).to_be_visible(timeout=20_000)
    bob.phone.open_chat("Alice")
    bob.phone.expect_message("Waiting 2")
    expect(bob.desktop.chats().get_by_role("listitem", name=unread)).to_have_count(0)


def test_four_people_talk_in_a_group(town: Town, friends: tuple[Person, Person]) -> None:
    """Everybody gets what everybody says, on every device; who leaves gets nothing more."""
    alice, bob = friends
    carol, dave = town.phone("Carol"), town.phone("Dave")
    alice.phone.create_group("Garden", [bob.number, carol.number, dave.number])
    devices = [alice.phone, alice.desktop, bob.phone, bob.desktop, carol, dave]
    for device in devices[1:]:
        device.open_chat("Garden")
    for sender in (alice.phone, bob.desktop, carol, dave):
        text = f"{sender.device.profile.parent.name} says hello"
        sender.send(text)
        for device in devices:
            device.expect_message(text)

    dave.button("Chat info").click()
    dave.button("Leave group").click()
    confirm = dave.page.get_by_role("dialog").get_by_role("button", name="Leave group", exact=True)
    if confirm.is_visible():
        confirm.click()
    expect(carol.log().get_by_text("Dave left").first).to_be_visible(timeout=20_000)
    carol.send("Without Dave")
    for device in devices[:5]:
        device.expect_message("Without Dave")
    assert "Without Dave" not in dave.page.content()


def test_several_tabs_of_one_desktop_work_at_once(friends: tuple[Person, Person]) -> None:
    """A second tab shows the same chats, sends, and both follow."""
    alice, bob = friends
    tab = alice.desktop.device.new_tab()
    tab.goto("/")
    row = tab.get_by_role("list", name="Chats").get_by_role("listitem").filter(has_text="Bob").first
    row.click()
    tab.get_by_role("textbox", name="Type a message").fill("From the second tab")
    tab.get_by_role("button", name="Send", exact=True).click()
    alice.desktop.open_chat("Bob")
    alice.desktop.expect_message("From the second tab")
    bob.phone.open_chat("Alice")
    bob.phone.expect_message("From the second tab")
    tab.close()
    alice.desktop.send("The first tab goes on")
    bob.phone.expect_message("The first tab goes on")
