"""What the worker stores, in a real IndexedDB."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, expect

from tandem import browsers, pages


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with pages.serving() as url:
        yield url


@pytest.fixture
def desktop(playwright: Playwright, engine: str, address: str, tmp_path) -> Iterator[browsers.Device]:
    device = browsers.launch(playwright, engine, "desktop", tmp_path, address)
    yield device
    device.close()


def test_keeps_rows_as_every_store_must(desktop: browsers.Device) -> None:
    """The rules that the memory store passes hold in the browser's database, too."""
    desktop.page.goto("/storage/")
    expect(desktop.page.get_by_role("status", name="Rules")).to_have_text("all hold", timeout=30_000)


def test_values_are_illegible_and_outlive_the_page(desktop: browsers.Device) -> None:
    """A row is read again after a reload, though nothing of its value shows in the database."""
    desktop.page.goto("/storage/")
    disk = desktop.page.get_by_role("status", name="Disk")
    expect(disk).to_have_text("stored, illegible, key kept", timeout=30_000)
    desktop.page.reload()
    expect(disk).to_have_text("read, illegible, key kept", timeout=30_000)
    assert desktop.uncaught == []
