"""Fixtures that every browser test uses."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tandem import browsers


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs each test that drives a browser once per engine, one engine after the other."""
    if "engine" in metafunc.fixturenames:
        metafunc.parametrize("engine", browsers.ENGINES, scope="session")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver
