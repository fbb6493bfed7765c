"""Whoever listens on the wire, or takes the server's disk, finds no word that anybody typed."""

from base64 import b64encode
from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, expect

from tandem import relay
from tandem.leaks import leaks
from tandem.phone import Phone
from tandem.relay import Capture
from tandem.town import Town

PHILOMENA, BARTHOLOMEW, GROUP = "Philomena", "Bartholomew", "Zwetschgenkuchen"
BEFORE_LINKING = "xylophone-quartz-7731 from before the desktop"
FROM_DESKTOP = "harpsichord-basalt-2209 from the desktop"
TO_GROUP = "bandoneon-granite-5580 schöne Grüße 🎻"
UNSENT = "glockenspiel-feldspar-4416 never sent"
SEARCHED = "marimba-obsidian"

#: What the server tells a phone of the computer that it links.
NETWORK = b"127.0.0.0/24"

#: Everything that is typed here but must stay between the devices; of the long ones, a part is enough.
TYPED = [PHILOMENA, BARTHOLOMEW, GROUP, SEARCHED]
TYPED += [text[:16] for text in (BEFORE_LINKING, FROM_DESKTOP, TO_GROUP, UNSENT)]
TYPED += ["schöne Grüße", "🎻"]


@pytest.fixture(scope="module")
def wire(playwright: Playwright, engine: str, tmp_path_factory) -> Iterator[tuple[Town, Capture]]:
    """A town whose browsers reach their server through somebody who listens."""
    town = Town(playwright, engine, tmp_path_factory.mktemp(f"{engine}-wire"))
    town.server.start()
    with relay.listening(town.server.port) as (address, capture):
        town.address = address
        yield town, capture
        town.close()


@pytest.fixture(scope="module")
def town(wire: tuple[Town, Capture]) -> Town:
    return wire[0]


@pytest.fixture(scope="module")
def numbers(town: Town) -> list[str]:
    """The numbers of two people who have typed all there is to type."""
    philomena, bartholomew = town.phone(PHILOMENA), town.phone(BARTHOLOMEW)
    philomena.start_chat(bartholomew.number)
    philomena.send(BEFORE_LINKING)
    bartholomew.open_chat(PHILOMENA)
    bartholomew.expect_message(BEFORE_LINKING)
    talk_from_a_desktop(town, philomena, bartholomew)
    return [philomena.number, bartholomew.number]


def talk_from_a_desktop(town: Town, phone: Phone, other: Phone) -> None:
    """Links a desktop, which gets the history; then a chat, a group, a draft and a search."""
    desktop = town.desktop(phone.name)
    phone.link_by_text(desktop)
    desktop.open_chat(other.name)
    desktop.expect_message(BEFORE_LINKING)
    desktop.send(FROM_DESKTOP)
    other.expect_message(FROM_DESKTOP)
    phone.create_group(GROUP, [other.number])
    other.open_chat(GROUP)
    other.send(TO_GROUP)
    desktop.open_chat(GROUP)
    desktop.expect_message(TO_GROUP)
    desktop.composer().fill(UNSENT)
    desktop.expect_draft(GROUP, UNSENT)
    desktop.textbox("Search").fill(SEARCHED)
    expect(desktop.chats().get_by_role("listitem")).to_have_count(0)


@pytest.mark.parametrize("word", ["harpsichord", "schöne Grüße"])
def test_a_word_is_found_however_it_is_written(word: str) -> None:
    """Otherwise what is not found might only be written in another way."""
    written = [word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")]
    written += [b64encode(f"{before}{word}, and so on".encode()) for before in ("", "1", "12", "123")]
    for data in written:
        assert leaks([word], b"\x00before" + data + b"behind\xff") != [], data
    assert leaks([word], b"nothing of the kind") == []


def test_the_wire_carries_no_word_of_what_was_typed(
    wire: tuple[Town, Capture], numbers: list[str]
) -> None:
    """What the server must know, the listener finds in both directions; what people wrote, in neither."""
    _, capture = wire
    sent, received = capture.sent(), capture.received()
    for number in numbers:
        assert number.encode() in sent, "the capture shows nothing that browsers send"
    assert NETWORK in received, "the capture shows nothing that the server sends"
    assert leaks(TYPED, sent) == []
    assert leaks(TYPED, received) == []


def test_the_server_keeps_no_word_of_what_was_typed(town: Town, numbers: list[str]) -> None:
    """Its files hold the numbers, but no text, no name and no title; its log neither."""
    town.server.stop()
    try:
        kept = {file: file.read_bytes() for file in town.server.files()}
        assert any(numbers[0].encode() in data for data in kept.values())
        kept[town.server.folder] = town.server.log().encode()
        found = {file: leaks(TYPED, data) for file, data in kept.items()}
        assert {file: words for file, words in found.items() if words} == {}
    finally:
        town.server.start()
