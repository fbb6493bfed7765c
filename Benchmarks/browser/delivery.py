"""How long a text takes from the key that sends it to the other person's screen."""

from figures import Quantiles
from tandem.app import App
from tandem.town import Town

#: Texts that are sent before it counts: the first makes the group.
WARM_UP = 10
#: How long everybody rests before the next text, in milliseconds: receipts of the one before are still on their way.
REST = 250

#: Notes when Enter was pressed, and when each message came into view, on one clock for all pages of a machine.
CLOCK = "const clock = () => performance.timeOrigin + performance.now();"
WATCH_KEYS = f"""() => {{
  {CLOCK}
  window.pressed = [];
  addEventListener('keydown', (event) => event.key === 'Enter' && window.pressed.push(clock()), true);
}}"""
WATCH_LOG = f"""() => {{
  {CLOCK}
  window.seen = {{}};
  new MutationObserver(() => {{
    for (const article of document.querySelectorAll('[role=log] [role=article], [role=log] article')) {{
      const text = article.textContent.match(/Measured \\d+;/)?.[0];
      if (text) window.seen[text] ??= clock();
    }}
  }}).observe(document.body, {{ childList: true, subtree: true }});
}}"""


def measure(town: Town, count: int) -> None:
    """Prints the time from Alice's desktop to Bob's, one text after the other; their phones are off."""
    alice, bob = town.person("Alice"), town.person("Bob")
    alice.desktop.start_chat(bob.number)
    for person in (alice, bob):
        town.close_device(person.phone.device)
    for number in range(WARM_UP):
        alice.desktop.send(f"Warm {number}")
    bob.desktop.open_chat("Alice")
    bob.desktop.expect_message(f"Warm {WARM_UP - 1}")
    alice.desktop.page.evaluate(WATCH_KEYS)
    bob.desktop.page.evaluate(WATCH_LOG)
    for number in range(count):
        alice.desktop.page.wait_for_timeout(REST)
        _send(alice.desktop, f"Measured {number};")
        bob.desktop.page.wait_for_function("(text) => window.seen[text]", arg=f"Measured {number};")
    pressed = alice.desktop.page.evaluate("window.pressed")
    seen = bob.desktop.page.evaluate("window.seen")
    times = [seen[f"Measured {number};"] - pressed[number] for number in range(count)]
    print(Quantiles(times).line(f"Enter on one desktop → on the other's screen, {count} texts"))


def _send(app: App, text: str) -> None:
    app.composer().fill(text)
    app.composer().press("Enter")
