"""Runs the measurements; script/bench builds what they need."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Playwright, expect, sync_playwright

import delivery
import first_load
import linking
from tandem.town import Town

ROOT = Path(__file__).resolve().parents[2]
BENCH = str(ROOT / ".build/release/tandem-bench")


def native(town: Town, measurement: str, *arguments: str) -> None:
    """Runs a measurement that needs no browser."""
    subprocess.run([BENCH, measurement, "--server", town.server.url, *arguments], check=True)


MEASUREMENTS: dict[str, Callable[[Town], None]] = {
    "first-load": first_load.measure,
    "linking": lambda town: linking.measure(town, BENCH),
    "delivery": lambda town: delivery.measure(town, count=200),
    "native-delivery": lambda town: native(town, "delivery"),
    "fan-out": lambda town: native(town, "fan-out", "--database", str(town.server.folder / "data/tandem.sqlite")),
}


def run(playwright: Playwright, name: str) -> None:
    """Takes one measurement, with a server of its own."""
    with tempfile.TemporaryDirectory(prefix="tandem-bench-") as folder:
        town = Town(playwright, os.environ.get("TANDEM_BROWSERS", "chromium"), Path(folder))
        town.server.start()
        try:
            MEASUREMENTS[name](town)
        finally:
            town.close()


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    expect.set_options(timeout=30_000)
    with sync_playwright() as driver:
        for chosen in sys.argv[1:] or MEASUREMENTS:
            run(driver, chosen)
