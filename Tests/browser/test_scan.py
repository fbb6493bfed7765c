"""From a film of a code to its text: the camera, the worker and the decoder, under the strict policy."""

import subprocess

import pytest
from playwright.sync_api import Page, expect

from tandem.browsers import Device
from tandem.film import Take

TEXT = "TANDEM1:" + "q83vEjRWeJCrze8S" * 6
LATER = "TANDEM1:" + "NFZ4kKvN7xI0VniQ" * 6


@pytest.fixture
def phone(open_browser) -> Device:
    return open_browser("phone")


def code(text: str) -> bytes:
    """A screenshot of a code, drawn by someone else."""
    command = ["qrencode", "-s", "6", "-m", "8", "-o", "-", text]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


def output(page: Page, name: str):
    return page.get_by_role("status", name=name)


def test_reads_what_the_camera_sees_and_follows_it(phone: Device) -> None:
    """A code that is filmed is read; when the screen shows another, that is read too, once each."""
    phone.page.goto("/scan/")
    text = output(phone.page, "Text")
    for payload, take in [(TEXT, Take()), (LATER, Take(degrees=-9, tilt=0.05, noise=20))]:
        phone.camera.show(phone.page, code(payload), take)
        expect(text).to_contain_text(payload)
    phone.page.wait_for_timeout(1000)
    assert text.inner_text().split() == [TEXT, LATER]
    assert phone.complaints == []


def test_lets_the_camera_go(phone: Device) -> None:
    """After stopping, nothing is read any more and the camera is released."""
    phone.page.goto("/scan/")
    phone.camera.show(phone.page, code(TEXT))
    expect(output(phone.page, "Text")).to_contain_text(TEXT)
    phone.page.get_by_role("button", name="Stop").click()
    assert phone.page.locator("video").evaluate("(video) => video.srcObject === null")
    phone.camera.show(phone.page, code(LATER))
    phone.page.wait_for_timeout(1500)
    assert LATER not in output(phone.page, "Text").inner_text()


#: Replaces the camera by an error whose name stands in the address.
REFUSING_CAMERA = """
(() => {
  const name = location.hash.slice(1);
  if (name === 'hidden') {
    Object.defineProperty(navigator, 'mediaDevices', { value: undefined });
  } else if (navigator.mediaDevices) {
    navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', name); };
  }
})();
"""


def test_names_what_is_wrong_with_the_camera(phone: Device) -> None:
    """Each way in which a browser refuses the camera has its own name."""
    phone.context.add_init_script(REFUSING_CAMERA)
    problems = {
        "NotFoundError": "missing",
        "OverconstrainedError": "missing",
        "NotAllowedError": "denied",
        "NotReadableError": "busy",
        "hidden": "insecure",
    }
    for error, problem in problems.items():
        phone.page.goto("about:blank")
        phone.page.goto(f"/scan/#{error}")
        expect(output(phone.page, "Problem")).to_have_text(problem)


def test_says_that_the_decoder_did_not_load(phone: Device) -> None:
    """Without the decoder the scan ends, and says so."""
    phone.context.route("**/scan.wasm", lambda route: route.abort())
    phone.page.goto("/scan/")
    expect(output(phone.page, "Problem")).to_have_text("failed")
    assert phone.page.locator("video").evaluate("(video) => video.srcObject === null")
