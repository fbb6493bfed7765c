"""What the worker stores, in a real IndexedDB."""

import pytest
from playwright.sync_api import expect

from tandem.browsers import Device


@pytest.fixture
def desktop(open_browser) -> Device:
    return open_browser("desktop")


def test_keeps_rows_as_every_store_must(desktop: Device) -> None:
    """The rules that the memory store passes hold in the browser's database, too."""
    desktop.page.goto("/storage/")
    expect(desktop.page.get_by_role("status", name="Rules")).to_have_text("all hold", timeout=30_000)


def test_values_are_illegible_and_outlive_the_page(desktop: Device) -> None:
    """A row is read again after a reload, though nothing of its value shows in the database."""
    desktop.page.goto("/storage/")
    disk = desktop.page.get_by_role("status", name="Disk")
    expect(disk).to_have_text("stored, illegible, key kept", timeout=30_000)
    desktop.page.reload()
    expect(disk).to_have_text("read, illegible, key kept", timeout=30_000)
