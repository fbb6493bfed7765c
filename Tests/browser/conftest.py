"""Fixtures that every browser test uses."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Error, Playwright, expect, sync_playwright

from tandem import browsers, pages
from tandem.browsers import Device, Kind, Look
from tandem.evidence import picture, tail, testimony
from tandem.town import Person, Town

# Two busy cores drive six browsers and a server: patience here, figures in Benchmarks/.
expect.set_options(timeout=15_000)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs each test that drives a browser once per engine, one engine after the other."""
    if "engine" in metafunc.fixturenames:
        metafunc.parametrize("engine", browsers.ENGINES, scope="session")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what one engine alone lets a test do, such as taking its disk away, in the others."""
    left_out = [item for item in items if not _is_possible(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def _is_possible(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("only_in")
    return marker is None or item.callspec.params["engine"] in marker.args


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the test pages are, and the app's own with an engine that follows a script."""
    with pages.serving() as url:
        yield url


@pytest.fixture
def opened() -> Iterator[list[Device]]:
    """The browsers of a test that needs no town; they are closed after it, and may have thrown nothing."""
    devices: list[Device] = []
    yield devices
    for device in devices:
        device.close()
    thrown = [device.uncaught for device in devices]
    assert all(errors == [] for errors in thrown), thrown


@pytest.fixture
def open_browser(playwright: Playwright, engine: str, address: str, opened: list[Device], tmp_path):
    """Opens a browser on the test pages, with a profile of its own."""

    def launch(kind: Kind, look: Look = Look()) -> Device:
        folder = tmp_path / f"{kind}-{len(opened)}"
        device = browsers.launch(playwright, engine, kind, folder, address, look)
        opened.append(device)
        return device

    return launch


@pytest.fixture(scope="session")
def town(playwright: Playwright, engine: str, tmp_path_factory) -> Iterator[Town]:
    """A server and the people who use it; tests that break something use people of their own."""
    town = Town(playwright, engine, tmp_path_factory.mktemp(engine))
    town.server.start()
    yield town
    town.close()


@pytest.fixture(scope="session")
def alice(town: Town) -> Person:
    """Somebody with a phone and a desktop, linked by scanning."""
    return town.resident("Alice")


@pytest.fixture(scope="session")
def bob(town: Town) -> Person:
    """Somebody else with a phone and a desktop, linked by scanning."""
    return town.resident("Bob")


@pytest.fixture(scope="session")
def friends(alice: Person, bob: Person) -> tuple[Person, Person]:
    """Alice and Bob with a chat between them, open on Alice's phone."""
    alice.phone.start_chat(bob.number)
    alice.phone.send("Hello Bob, this is Alice")
    bob.phone.open_chat("Alice")
    bob.phone.expect_message("Hello Bob, this is Alice")
    return alice, bob


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Keeps what every device of a test that failed showed: as a picture, and in the report as text."""
    report = yield
    if not report.failed:
        return report
    fixtures = getattr(item, "funcargs", {})
    town = fixtures.get("town")
    devices = town.devices if isinstance(town, Town) else fixtures.get("opened", [])
    for device in devices:
        _photograph(device, item.name)
        report.sections.append((_name(device), testimony(device)))
    if isinstance(town, Town):
        report.sections.append(("Server", tail(town.server.log())))
    return report


def _photograph(device: Device, test: str) -> None:
    try:
        picture(device.page, "failures", test, _name(device))
    except Error:
        pass  # A browser that is gone has nothing to show.


def _name(device: Device) -> str:
    return device.profile.parent.name


@pytest.fixture(autouse=True)
def tidy_town(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test no page may have thrown anything that nobody caught; then visitors leave."""
    yield
    if "town" not in request.fixturenames:
        return
    town: Town = request.getfixturevalue("town")
    thrown = [(_name(device), device.uncaught) for device in town.devices]
    for device in town.devices:
        device.uncaught = []
    town.close_visitors()
    assert all(errors == [] for _, errors in thrown), thrown
