"""The app's pages with an engine that says what a test tells it to (pages/worker/worker.js)."""

import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from tandem import shapes

ANN, BOB, CARA, ME = ("a1" * 16, "b7" * 16, "c4" * 16, "11" * 16)
NOON = 1_790_000_000_000

#: The worker may start after the page: what is asked is asked again until it answers.
LISTEN = """async () => {
  const script = new BroadcastChannel('script');
  const intents = () => new Promise((resolve) => {
    const ask = () => script.postMessage({ ask: 'intents' });
    const again = setInterval(ask, 50);
    script.onmessage = ({ data }) => {
      clearInterval(again);
      resolve(data.intents);
    };
    ask();
  });
  const say = (them) => them.forEach((notification) => script.postMessage({ notification }));
  await intents();
  globalThis.scriptForTests = { say, intents };
}"""


@dataclass
class Engine:
    """What stands behind one page; `page` must be on the app already."""

    page: Page
    listening: bool = field(default=False)

    def say(self, *notifications: dict[str, Any]) -> None:
        """Has the engine say something to every tab; only what the real one could say."""
        for notification in notifications:
            shapes.check(notification)
        self.tell(*notifications)

    def tell(self, *notifications: dict[str, Any]) -> None:
        """Has the worker say something of its own to every tab."""
        self._listen()
        self.page.evaluate("(them) => scriptForTests.say(them)", list(notifications))

    def intents(self, kind: str) -> list[dict[str, Any]]:
        """The intents of one type that have come so far."""
        self._listen()
        every = self.page.evaluate("() => scriptForTests.intents()")
        return [intent for intent in every if intent["type"] == kind]

    def expect(self, kind: str, **values: Any) -> dict[str, Any]:
        """Waits for an intent that carries the values."""
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            for intent in reversed(self.intents(kind)):
                if values.items() <= intent.items():
                    return intent
            self.page.wait_for_timeout(30)
        raise AssertionError(f"no {kind} with {values}, but {self.intents(kind)}")

    def _listen(self) -> None:
        if not self.page.evaluate("() => 'scriptForTests' in globalThis"):
            self.page.evaluate(LISTEN)


def session(kind: str = "desktop", phase: str = "ready", **more: Any) -> dict[str, Any]:
    """Where a device stands."""
    account = {"id": ME, "number": "+4915550000", "name": "Mia Meer"} if phase == "ready" else None
    return {
        "type": "session",
        "phase": phase,
        "connection": "online",
        "account": account,
        "device": "d0" * 16,
        "kind": kind,
        **more,
    }


def chat(number: int, title: str, text: str = "", **more: Any) -> dict[str, Any]:
    """A chat of the list; higher numbers are newer."""
    own = more.pop("own", False)
    state = more.pop("state", "read")
    sender = more.pop("sender", title)
    preview = {"text": text, "sender": sender, "own": own, "state": state}
    return {
        "id": f"{number:02x}" * 16,
        "kind": "direct",
        "title": title,
        "order": number,
        "at": more.pop("at", NOON + number * 60_000),
        "unread": 0,
        "ownRole": "member",
        "preview": preview,
        "draft": "",
        "favourite": False,
        "mutedUntil": 0,
        "canSend": True,
        **more,
    }


def message(order: int, text: str, sender: str = ANN, name: str = "Ann", **more: Any) -> dict[str, Any]:
    """A message; `ME` as the sender makes it an own one."""
    return {
        "id": f"{order:032x}",
        "order": order,
        "at": more.pop("at", NOON + order * 60_000),
        "sender": {"account": sender, "name": name, "own": sender == ME},
        "kind": "text",
        "text": text,
        "state": "read",
        **more,
    }


def chats(*items: dict[str, Any], reset: bool = True) -> dict[str, Any]:
    """The list, anew."""
    return {"type": "chats", "reset": reset, "chats": list(items), "removed": []}


def messages(chat: str, *items: dict[str, Any], older: bool = False) -> dict[str, Any]:
    """The answer to openChat."""
    return {"type": "messages", "chat": chat, "reset": True, "messages": list(items), "hasOlder": older}


def arriving(chat: str, *items: dict[str, Any]) -> dict[str, Any]:
    """What comes later, or has changed: it says nothing of older ones."""
    return {"type": "messages", "chat": chat, "messages": list(items)}


def older_ones(chat: str, *items: dict[str, Any], more: bool) -> dict[str, Any]:
    """The answer to loadOlder."""
    return {"type": "messages", "chat": chat, "messages": list(items), "hasOlder": more}
