"""Browsers as the devices of a person: each with a profile of its own on disk, each phone with a camera."""

import base64
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Playwright

from tandem import film

Kind = Literal["phone", "desktop"]

#: What the tests drive, in turn; TANDEM_BROWSERS=firefox chooses one.
ENGINES = os.environ.get("TANDEM_BROWSERS", "chromium,firefox").split(",")

CHROMIUM = "/usr/bin/chromium"
FIREFOX = "/usr/bin/firefox-esr"

VIEWPORTS = {"phone": {"width": 390, "height": 780}, "desktop": {"width": 1280, "height": 800}}

#: Firefox takes no film from a file, so its phone gets a camera that draws one; see Camera.show.
FIREFOX_CAMERA = """
(() => {
  if (!navigator.mediaDevices) return;  // a blank page has none
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [%d, %d];
  const context = canvas.getContext('2d');
  let frame;
  const draw = () => {
    if (frame) context.drawImage(frame, 0, 0);
    else context.fillRect(0, 0, canvas.width, canvas.height);
  };
  globalThis.filmForTests = async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    frame = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
  };
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    if (!constraints.video) throw new DOMException('no such device', 'NotFoundError');
    draw();
    setInterval(draw, 100);
    return canvas.captureStream(10);
  };
})();
""" % (film.WIDTH, film.HEIGHT)


@dataclass(frozen=True)
class Look:
    """How a device shows things."""

    dark: bool = False
    locale: str = "en-GB"
    size: dict[str, int] | None = None
    #: Pixels of the screen for each of the page, in Chromium.
    scale: float = 1


class Camera:
    """What a phone is held before."""

    def __init__(self, engine: str, folder: Path):
        self.engine = engine
        self.file = folder / "camera.y4m"
        if engine == "chromium":
            film.shoot(film.dark(), self.file)

    def show(self, page: Page, screenshot: bytes, take: film.Take = film.Take()) -> None:
        """Holds the phone before a screen that shows the screenshot (PNG)."""
        if self.engine == "chromium":
            film.shoot(screenshot, self.file, take)
        else:
            frame = base64.b64encode(film.still(screenshot, take)).decode()
            page.evaluate("(frame) => filmForTests(frame)", frame)


#: The style that axe adds to measure a page, which the page's policy rightly refuses: no fault of the page.
AXE_STYLE = "sha256-YjaKGiklmzC6wjXA513HAMmzus8VE61XCOT+SmwNZWA="


@dataclass
class Device:
    """A browser with its own profile, showing one page."""

    engine: str
    kind: Kind
    context: BrowserContext
    page: Page
    profile: Path
    camera: Camera | None
    #: What the pages threw and nobody caught.
    uncaught: list[str] = field(default_factory=list)
    #: What the browser complained about in the console: refused scripts, failed requests.
    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Collects what goes wrong on a page."""
        page.on("pageerror", self._catch)
        page.on("console", self._listen)

    def _catch(self, error: Error) -> None:
        if AXE_STYLE not in str(error):
            self.uncaught.append(str(error))

    def _listen(self, line: ConsoleMessage) -> None:
        if line.type == "error" and AXE_STYLE not in line.text:
            self.complaints.append(line.text)

    def new_tab(self) -> Page:
        """Another tab of the same profile."""
        page = self.context.new_page()
        self.watch(page)
        return page

    def close(self) -> None:
        """Closes the browser; its profile stays on disk."""
        self.context.close()


def launch(
    playwright: Playwright,
    engine: str,
    kind: Kind,
    folder: Path,
    url: str,
    look: Look = Look(),
) -> Device:
    """Opens a browser with the profile in `folder`, new or kept, on a blank page."""
    profile = folder / "profile"
    profile.mkdir(parents=True, exist_ok=True)
    camera = Camera(engine, folder) if kind == "phone" else None
    start = {"chromium": _chromium, "firefox": _firefox}[engine]
    context = start(playwright, kind, profile, url, look, camera)
    context.set_default_timeout(20_000)
    page = context.pages[0] if context.pages else context.new_page()
    device = Device(engine, kind, context, page, profile, camera)
    device.watch(page)
    return device


def _chromium(
    playwright: Playwright, kind: Kind, profile: Path, url: str, look: Look, camera: Camera | None
) -> BrowserContext:
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    if camera:
        arguments += [
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={camera.file}",
        ]
    return playwright.chromium.launch_persistent_context(
        profile,
        executable_path=CHROMIUM,
        args=arguments,
        base_url=url,
        viewport=look.size or VIEWPORTS[kind],
        device_scale_factor=look.scale,
        is_mobile=kind == "phone",
        has_touch=kind == "phone",
        color_scheme="dark" if look.dark else "light",
        locale=look.locale,
    )


def _firefox(
    playwright: Playwright, kind: Kind, profile: Path, url: str, look: Look, camera: Camera | None
) -> BrowserContext:
    # Colours and languages by preference: this driver's own emulation does nothing in a stock Firefox.
    context = playwright.firefox.launch_persistent_context(
        profile,
        channel="moz-firefox",
        executable_path=FIREFOX,
        base_url=url,
        viewport=look.size or VIEWPORTS[kind],
        firefox_user_prefs={
            "ui.systemUsesDarkTheme": int(look.dark),
            "layout.css.prefers-color-scheme.content-override": 0 if look.dark else 1,
            "intl.accept_languages": look.locale,
        },
    )
    if camera:
        context.add_init_script(FIREFOX_CAMERA)
    return context
