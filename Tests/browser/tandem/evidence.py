"""What a person can look at after a run: pictures of every screen, and checks for all who cannot see them."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

FOLDER = Path(__file__).resolve().parents[3] / "screenshots"

#: What the browser tests promise: WCAG 2.2 A and AA, and what axe holds to be good practice.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def picture(page: Page, *names: str) -> None:
    """Keeps a screenshot under screenshots/, which is not committed."""
    file = FOLDER.joinpath(*names).with_suffix(".png")
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file)


def violations(page: Page) -> list[str]:
    """What axe objects to on the page, a line each, with the element that it is about."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{violation['id']}: {violation['help']}: {node['html']}"
        for violation in found
        for node in violation["nodes"]
    ]
