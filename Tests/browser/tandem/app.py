"""The app as people use it, known only by the roles and names that are agreed to stay."""

import re

from playwright.sync_api import Locator, Page, expect

from tandem.browsers import Device

#: How long a message may take from one person to another before a test calls it lost, in milliseconds.
DELIVERY = 20_000


class App:
    """What a phone and a desktop have in common: chats, conversations, settings."""

    def __init__(self, device: Device):
        self.device = device

    @property
    def page(self) -> Page:
        return self.device.page

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def textbox(self, name: str) -> Locator:
        return self.page.get_by_role("textbox", name=name, exact=True)

    # The list of chats

    def chats(self) -> Locator:
        return self.page.get_by_role("list", name="Chats", exact=True)

    def row(self, chat: str) -> Locator:
        """A chat's row: its name begins with the chat's."""
        return self.chats().get_by_role("listitem", name=re.compile(rf"^{re.escape(chat)}\b"))

    def show_chats(self) -> None:
        """Goes back until the chats are in view with nothing over them; Escape closes panels."""
        chats, back = self.chats().filter(visible=True), self.button("Back").filter(visible=True)
        for _ in range(6):
            expect(chats.or_(back).first).to_be_visible()
            if back.count() == 0:
                break
            back.last.click()
        if self.device.kind == "desktop":
            self.page.keyboard.press("Escape")
            self.page.keyboard.press("Escape")
        expect(chats).to_be_visible()

    def start_chat(self, number: str) -> None:
        """Starts a chat with a number, or opens it."""
        self.show_chats()
        self.button("New chat").click()
        self.textbox("Phone number or name").fill(number)
        self.button("Start chat").click()
        expect(self.composer()).to_be_visible()

    def create_group(self, name: str, numbers: list[str]) -> None:
        """Creates a group with the people of the numbers."""
        self.show_chats()
        self.button("New group").first.click()
        self.textbox("Group name").fill(name)
        for count, number in enumerate(numbers, start=1):
            self.textbox("Phone number or name").fill(number)
            self.button("Add member").click()
            members = self.page.get_by_role("list", name="Members").get_by_role("listitem")
            expect(members).to_have_count(count)
        self.button("Create group").click()
        self.expect_open(name)

    def open_chat(self, chat: str) -> None:
        self.show_chats()
        self.row(chat).first.click()
        self.expect_open(chat)

    def expect_open(self, chat: str) -> None:
        expect(self.page.get_by_role("heading", name=chat).first).to_be_visible()
        expect(self.log()).to_be_visible()

    # A conversation

    def log(self) -> Locator:
        return self.page.get_by_role("log", name="Messages")

    def composer(self) -> Locator:
        return self.textbox("Type a message")

    def message(self, text: str) -> Locator:
        return self.log().get_by_role("article", name=re.compile(re.escape(text)))

    def send(self, text: str) -> None:
        self.composer().fill(text)
        self.button("Send").click()
        expect(self.composer()).to_have_value("")

    def expect_message(self, text: str, state: str = "") -> None:
        """Waits until the message is there, once, in the state if one is given."""
        expect(self.message(text)).to_have_count(1, timeout=DELIVERY)
        if state:
            expect(self.message(text)).to_have_accessible_name(
                re.compile(rf"\b({state})\b"), timeout=DELIVERY
            )

    def expect_draft(self, chat: str, text: str) -> None:
        """Waits until the engine has kept what is half typed: the row of the chat shows it then."""
        expect(self.row(chat).first).to_contain_text(text)

    # Settings

    def open_settings(self) -> None:
        self.show_chats()
        self.button("Settings").first.click()

    def reload(self) -> None:
        self.page.reload()
