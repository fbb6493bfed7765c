"""The scene that the README shows: two friends, a link, a chat. script/screenshots keeps the pictures."""

from pathlib import Path

import pytest
from tandem.browsers import Look
from tandem.desktop import Desktop
from tandem.evidence import poster
from tandem.phone import Phone
from tandem.town import Town

#: The largest picture that a page should make its readers load, in bytes.
LIMIT = 150_000

DESKTOP = Look(size={"width": 1080, "height": 680}, scale=2)
PHONE = Look(dark=True, size={"width": 360, "height": 720}, scale=2)

LENA, JONAS, AMIRA = "Lena Hoffmann", "Jonas Weber", "Amira Haddad"

#: Who says what, beginning with the friend.
TALK = [
    (JONAS, "Morning! Are we still on for the lake on Saturday?"),
    (LENA, "Yes! The forecast says 24 degrees ☀️"),
    (JONAS, "Perfect. I’ll bring the canoe, and Amira has two life jackets"),
    (LENA, "Then I’ll take care of the food. Plum cake again?"),
    (JONAS, "🎉"),
    (JONAS, "There is a train at 9:12 from the main station, platform 4"),
    (LENA, "I’ll be there. And this time I won’t forget the paddles 😅"),
]


@pytest.mark.only_in("chromium")
def test_the_scene_of_the_readme(town: Town) -> None:
    """Links a desktop by its code, talks, and takes four pictures that are light enough."""
    phone = town.phone(LENA, PHONE)
    friend, other = town.phone(JONAS), town.phone(AMIRA)
    desktop = Desktop(town.launch("desktop", LENA, DESKTOP))
    taken = link(phone, desktop)
    greet(friend, other, phone)
    talk(desktop, friend)
    phone.open_chat(JONAS)
    phone.expect_message(TALK[-1][1], "read")
    taken += [poster(desktop.page, "chat"), poster(phone.page, "phone")]
    sizes = {picture.name: picture.stat().st_size for picture in taken}
    assert {name: size for name, size in sizes.items() if size > LIMIT} == {}


def link(phone: Phone, desktop: Desktop) -> list[Path]:
    """The code on the desktop, and the phone just before it says yes."""
    desktop.open()
    desktop.payload()
    shown = poster(desktop.page, "link")
    phone.open_linked_devices()
    phone.button("Link a device").click()
    phone.scan(desktop)
    phone.textbox("Check code").fill(desktop.check_code())
    confirm = poster(phone.page, "confirm")
    phone.button("Link").click()
    desktop.expect_linked()
    return [shown, confirm]


def greet(friend: Phone, other: Phone, phone: Phone) -> None:
    """What stands in the list, the chat of the day on top."""
    other.start_chat(phone.number)
    other.send("The photos from the workshop are lovely, thank you!")
    friend.create_group("Book club", [phone.number, other.number])
    friend.send("Next time: chapters 7 to 9")
    friend.start_chat(phone.number)
    friend.send(TALK[0][1])


def talk(desktop: Desktop, friend: Phone) -> None:
    """Says the rest, each after the other has heard the last."""
    desktop.open_chat(JONAS)
    desktop.expect_message(TALK[0][1])
    for speaker, text in TALK[1:]:
        from_app, to_app = (friend, desktop) if speaker == JONAS else (desktop, friend)
        from_app.send(text)
        to_app.expect_message(text)
    desktop.expect_message(TALK[-1][1], "read")
