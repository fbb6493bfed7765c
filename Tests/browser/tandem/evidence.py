"""What a person can look at after a run: pictures and words of every screen, and checks for all who cannot see."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page

from tandem import film
from tandem.browsers import Device

FOLDER = Path(__file__).resolve().parents[3] / "screenshots"

#: How much of a log is worth reading after a failure.
LINES = 30

#: What the browser tests promise: WCAG 2.2 A and AA, and what axe holds to be good practice.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def picture(page: Page, *names: str) -> None:
    """Keeps a screenshot under screenshots/, which is not committed."""
    file = FOLDER.joinpath(*names).with_suffix(".png")
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file)


def poster(page: Page, name: str) -> Path:
    """Keeps a screenshot for readers: in few colours, so that it is light."""
    file = (FOLDER / "readme" / name).with_suffix(".png")
    file.parent.mkdir(parents=True, exist_ok=True)
    film.palette(page.screenshot(), file)
    return file


def testimony(device: Device) -> str:
    """What a device shows and complained about, in words, for a log that holds no pictures."""
    complaints = [f"console: {line}" for line in device.complaints[-LINES:]]
    thrown = [f"thrown: {line}" for line in device.uncaught]
    return "\n".join([device.page.url, _words(device.page), *complaints, *thrown])


def tail(text: str) -> str:
    """The last lines of a log."""
    return "\n".join(text.splitlines()[-LINES:])


def _words(page: Page) -> str:
    try:
        return page.locator("body").aria_snapshot(timeout=5_000)
    except Error as error:
        return f"(nothing to read: {error.message.splitlines()[0]})"


def violations(page: Page) -> list[str]:
    """What axe objects to on the page, a line each, with the element that it is about."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{violation['id']}: {violation['help']}: {node['html']}"
        for violation in found
        for node in violation["nodes"]
    ]
