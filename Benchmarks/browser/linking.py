"""How long a newly linked desktop takes, from the phone's yes to a list of chats that can be used."""

import subprocess

from playwright.sync_api import expect

from tandem.desktop import Desktop
from tandem.phone import Phone
from tandem.town import Town

#: Who wrote how much of the history.
PEOPLE, TEXTS = 20, 500

#: Notes when the phone's button "Link" is pressed.
WATCH_BUTTON = """() => addEventListener('click', (event) => {
  if (event.target.closest('button')?.textContent.trim() === 'Link') window.accepted ??= Date.now();
}, true)"""

#: Notes when the list of chats has its rows, and when the history is complete.
WATCH_LIST = """(rows) => {
  const look = () => {
    const list = document.querySelector('[role=list][aria-label=Chats]');
    if (!list || list.closest('[inert]') || list.childElementCount < rows) return;
    window.usable ??= Date.now();
    const loading = document.querySelector('[role=progressbar]');
    if (!loading) window.complete ??= Date.now();
    else window.complete = undefined;
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true });
}"""


def measure(town: Town, bench: str) -> None:
    """Prints the times with no history and with 10,000 messages."""
    _time(town, town.phone("Nora"), 0, "no history")
    phone = town.phone("Olga")
    seeding = [bench, "seed", "--server", town.server.url, "--to", phone.number]
    subprocess.run([*seeding, "--people", str(PEOPLE), "--texts", str(TEXTS)], check=True)
    phone.show_chats()
    unread = phone.chats().get_by_role("listitem").filter(has_text=str(TEXTS))
    expect(unread).to_have_count(PEOPLE, timeout=120_000)
    desktop = _time(town, phone, PEOPLE, f"{PEOPLE * TEXTS:,} messages")
    rows = desktop.stored()["tandem-desktop/messages"]
    assert rows >= PEOPLE * TEXTS, f"only {rows} messages have come"


def _time(town: Town, phone: Phone, rows: int, what: str) -> Desktop:
    desktop = town.desktop(phone.name)
    desktop.open()
    phone.open_linked_devices()
    phone.button("Link a device").click()
    phone.textbox("Link text").fill(desktop.payload())
    phone.button("Use link text").click()
    phone.textbox("Check code").fill(desktop.check_code())
    phone.page.evaluate(WATCH_BUTTON)
    desktop.page.evaluate(WATCH_LIST, rows)
    phone.button("Link").click()
    desktop.page.wait_for_function("() => window.usable", timeout=60_000)
    desktop.page.wait_for_timeout(1_000)
    desktop.page.wait_for_function("() => window.complete", timeout=120_000)
    accepted = phone.page.evaluate("window.accepted")
    usable, complete = desktop.page.evaluate("[window.usable, window.complete]")
    print(
        f"accepted → list of chats, {what}: {(usable - accepted) / 1000:.2f} s, "
        f"history complete after {(complete - accepted) / 1000:.2f} s"
    )
    return desktop
