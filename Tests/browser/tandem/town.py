"""A server and the people who use it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright

from tandem.browsers import Device, Kind, Look, launch
from tandem.desktop import Desktop
from tandem.phone import Phone
from tandem.server import Server


@dataclass
class Person:
    """Somebody with a phone, and a desktop if it was linked."""

    phone: Phone
    desktop: Desktop

    @property
    def name(self) -> str:
        return self.phone.name

    @property
    def number(self) -> str:
        return self.phone.number


class Town:
    """Everybody of one test run in one engine; each device is a browser with its own profile."""

    def __init__(self, playwright: Playwright, engine: str, folder: Path):
        self.engine = engine
        self.folder = folder
        self.server = Server(folder / "server")
        #: Where the browsers find it; somebody may stand between.
        self.address = self.server.url
        self.devices: list[Device] = []
        self._residents: list[Person] = []
        self._playwright = playwright
        self._count = 0

    def phone(self, name: str, look: Look = Look()) -> Phone:
        """A registered phone of somebody new."""
        self._count += 1
        device = self.launch("phone", name, look)
        phone = Phone(device, self.server, f"+4915112345{self._count:03}", name)
        phone.register()
        return phone

    def desktop(self, name: str, look: Look = Look()) -> Desktop:
        """A desktop that is not linked yet."""
        return Desktop(self.launch("desktop", name, look))

    def person(self, name: str) -> Person:
        """Somebody new whose desktop was linked by scanning its code."""
        phone, desktop = self.phone(name), self.desktop(name)
        phone.link(desktop)
        phone.show_chats()
        return Person(phone, desktop)

    def resident(self, name: str) -> Person:
        """Somebody whose browsers stay open from test to test."""
        person = self.person(name)
        self._residents.append(person)
        return person

    def close_visitors(self) -> None:
        """Quits the browsers of everybody but the residents: each costs memory and time."""
        staying = [
            app.device for person in self._residents for app in (person.phone, person.desktop)
        ]
        for device in [device for device in self.devices if device not in staying]:
            self.close_device(device)

    def launch(self, kind: Kind, name: str, look: Look = Look()) -> Device:
        folder = self.folder / f"{name}-{kind}"
        device = launch(self._playwright, self.engine, kind, folder, self.address, look)
        self.devices.append(device)
        return device

    def close_device(self, device: Device) -> None:
        """Quits a browser; `launch` with the same name and kind opens it again with what it stored."""
        device.close()
        self.devices.remove(device)

    def close(self) -> None:
        closing: list[Callable[[], None]] = [device.close for device in self.devices]
        for close in [*closing, self.server.stop]:
            close()
