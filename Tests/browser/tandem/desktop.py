"""A desktop: the link screen, and then the chats."""

import re

from playwright.sync_api import Locator, expect

from tandem.app import App

#: How much of the screen around the code the phone sees, in CSS pixels.
MARGIN = 90


class Desktop(App):
    """A browser tab on a computer."""

    def open(self) -> None:
        self.page.goto("/")

    def code(self) -> Locator:
        return self.page.get_by_role("img", name="QR code")

    def expect_link_screen(self) -> None:
        expect(self.page.get_by_role("heading", name="Link this browser")).to_be_visible()

    def payload(self) -> str:
        """The text of the code that is shown."""
        expect(self.code()).to_have_attribute("data-payload", re.compile(r"^\S+$"))
        return self.code().get_attribute("data-payload") or ""

    def screen_with_code(self) -> bytes:
        """A screenshot (PNG) of the code and what lies around it."""
        self.payload()
        box = self.code().bounding_box()
        size = self.page.viewport_size
        assert box and size
        left, top = max(0, box["x"] - MARGIN), max(0, box["y"] - MARGIN)
        right = min(size["width"], box["x"] + box["width"] + MARGIN)
        bottom = min(size["height"], box["y"] + box["height"] + MARGIN)
        clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
        return self.page.screenshot(clip=clip)

    def check_code(self) -> str:
        """The digits to type on the phone."""
        status = self.page.get_by_role("status", name="Check code")
        expect(status).to_have_text(re.compile(r"\d"))
        return re.sub(r"\D", "", status.inner_text())

    def expect_linked(self) -> None:
        expect(self.chats()).to_be_visible(timeout=30_000)

    def log_out(self) -> None:
        self.open_settings()
        self.button("Log out").click()

    def stored(self) -> dict[str, int]:
        """How many things the page's storages hold, by storage; caches hold the app itself and do not count."""
        return self.page.evaluate(
            """async () => {
              const found = { localStorage: localStorage.length, sessionStorage: sessionStorage.length };
              for (const { name } of await indexedDB.databases()) {
                const database = await new Promise((resolve, reject) => {
                  const request = indexedDB.open(name);
                  request.onsuccess = () => resolve(request.result);
                  request.onerror = () => reject(request.error);
                });
                for (const store of database.objectStoreNames) {
                  found[`${name}/${store}`] = await new Promise((resolve, reject) => {
                    const request = database.transaction(store).objectStore(store).count();
                    request.onsuccess = () => resolve(request.result);
                    request.onerror = () => reject(request.error);
                  });
                }
                database.close();
              }
              return found;
            }"""
        )
