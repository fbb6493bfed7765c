#!/usr/bin/env python3
"""Writes icons/*.png from icons/tandem.svg, with the Chromium that the tests use."""

import pathlib

from playwright.sync_api import sync_playwright

folder = pathlib.Path(__file__).parent.parent / "icons"
drawing = (folder / "tandem.svg").read_text(encoding="utf-8")
# A mask may cut everything but the middle four fifths: no corners of our own, and a smaller mark.
maskable = drawing.replace(' rx="11"', "").replace("scale(0.74)", "scale(0.6)")
files = {
    "tandem-180.png": (180, maskable),
    "tandem-192.png": (192, drawing),
    "tandem-512.png": (512, drawing),
    "tandem-maskable-512.png": (512, maskable),
}

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    for name, (side, svg) in files.items():
        page = browser.new_page(viewport={"width": side, "height": side})
        page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{svg}")
        page.screenshot(path=folder / name, omit_background=True)
    browser.close()
