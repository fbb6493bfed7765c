"""The app's views, driven through the names of the user interface, with an engine that follows a script."""

from collections.abc import Callable

import pytest

from tandem.browsers import Device, Kind, Look
from tandem.scripted import Engine


@pytest.fixture
def launch(open_browser: Callable[..., Device]):
    """Opens a page of the app in a look; returns the engine behind it, which knows the page."""

    def open_page(kind: Kind = "desktop", look: Look = Look()) -> Engine:
        device = open_browser(kind, look)
        device.page.goto("/phone" if kind == "phone" else "/")
        return Engine(device.page)

    return open_page
