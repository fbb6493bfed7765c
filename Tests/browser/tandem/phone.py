"""A phone: registration, and linking desktops by its camera."""

from playwright.sync_api import Locator, expect

from tandem.app import App
from tandem.browsers import Device
from tandem.desktop import Desktop
from tandem.server import Server


class Phone(App):
    """The phone of one person."""

    def __init__(self, device: Device, server: Server, number: str, name: str):
        super().__init__(device)
        self.server = server
        self.number = number
        self.name = name

    def register(self) -> None:
        """Registers the number, by the code that the server sends to it."""
        self.page.goto("/phone")
        self.textbox("Phone number").fill(self.number)
        self.button("Next").click()
        code = self.textbox("Verification code")
        expect(code).to_be_visible()
        code.fill(self.server.code(self.number))
        self.page.keyboard.press("Enter")
        self.textbox("Your name").fill(self.name)
        self.button("Done").click()
        expect(self.button("New chat").first).to_be_visible()

    def open_linked_devices(self) -> None:
        self.open_settings()
        self.button("Linked devices").click()

    def linked_devices(self) -> Locator:
        return self.page.get_by_role("list", name="Linked devices").get_by_role("listitem")

    def link(self, desktop: Desktop) -> None:
        """Links a desktop by holding the camera before its screen."""
        desktop.open()
        self.open_linked_devices()
        self.button("Link a device").click()
        self.scan(desktop)
        self.textbox("Check code").fill(desktop.check_code())
        self.button("Link").click()
        desktop.expect_linked()

    def scan(self, desktop: Desktop) -> None:
        """Films the code; again if it was replaced meanwhile."""
        assert self.device.camera
        for _ in range(4):
            self.device.camera.show(self.page, desktop.screen_with_code())
            try:
                expect(self.textbox("Check code")).to_be_visible(timeout=10_000)
                return
            except AssertionError:
                continue
        raise AssertionError("the phone read no code from its camera")

    def link_by_text(self, desktop: Desktop) -> None:
        """Links a desktop without a camera, by the text of its code."""
        desktop.open()
        self.open_linked_devices()
        self.button("Link a device").click()
        self.textbox("Link text").fill(desktop.payload())
        self.button("Use link text").click()
        self.textbox("Check code").fill(desktop.check_code())
        self.button("Link").click()
        desktop.expect_linked()
