"""The app's views, driven through the names of the user interface, with an engine that follows a script."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Playwright, expect

from tandem import browsers, pages
from tandem.scripted import ANN, BOB, ME, NOON, Engine, chat, chats, message, messages, session

SHOTS = Path(os.environ.get("TANDEM_SCREENSHOTS", pages.ROOT / "screenshots"))
CODE = {"payload": "TANDEM1:abc", "size": 21, "modules": "b" * 111, "validUntil": NOON}
CHAT = "09" * 16
CONTACTS = {
    "type": "contacts",
    "contacts": [
        {"account": ANN, "number": "+4915551111", "name": "Ann Lindqvist"},
        {"account": BOB, "number": "+4915552222", "name": "Bob Okafor"},
    ],
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with pages.serving() as url:
        yield url


@pytest.fixture
def launch(playwright: Playwright, engine: str, address: str, tmp_path):
    """Opens a page of the app in a look; returns the page and the engine behind it."""
    opened: list[browsers.Device] = []

    def open_page(kind: browsers.Kind = "desktop", look: browsers.Look = browsers.Look()) -> Engine:
        folder = tmp_path / str(len(opened))
        device = browsers.launch(playwright, engine, kind, folder, address, look)
        opened.append(device)
        device.page.goto("/phone" if kind == "phone" else "/")
        return Engine(device.page)

    yield open_page
    for device in opened:
        device.close()
        assert device.uncaught == []


def look_at(page: Page, engine: str, name: str) -> None:
    """Keeps a screenshot, and has axe look for what hinders people."""
    SHOTS.mkdir(exist_ok=True)
    page.wait_for_timeout(200)
    page.screenshot(path=SHOTS / f"views-{engine}-{name}.png")
    violations = Axe().run(page).response["violations"]
    assert [(found["id"], [node["target"] for node in found["nodes"]]) for found in violations] == []


def open_chat(script: Engine, *items: dict, unread: int = 0, older: bool = False, **more) -> Page:
    """Shows one chat, open, with its messages."""
    script.say(session(), chats(chat(9, "Ann", "Hello", unread=unread, **more)), CONTACTS)
    script.page.get_by_role("button", name="Ann").first.click()
    script.expect("openChat", chat=CHAT)
    script.say(messages(CHAT, *items, older=older))
    return script.page


def test_link_screen_in_every_state(launch, engine: str) -> None:
    """Each state of linking is told in words, under the agreed names."""
    script = launch()
    page = script.page
    script.say(session(phase="fresh"))
    expect(page.get_by_role("heading", name="Link this browser")).to_be_visible()
    script.expect("startLink", keepSignedIn=True)

    script.say({"type": "link", "state": "shown", **CODE})
    picture = page.get_by_role("img", name="QR code")
    expect(picture).to_have_attribute("data-payload", "TANDEM1:abc")
    assert picture.evaluate("(svg) => svg.viewBox.baseVal.width") == 21 + 8
    page.get_by_role("checkbox", name="Keep me signed in").uncheck()
    script.expect("startLink", keepSignedIn=False)
    page.get_by_role("button", name="Link with a code instead").click()
    expect(page.get_by_text("TANDEM1:abc")).to_be_visible()
    look_at(page, engine, "link")

    script.say({"type": "link", "state": "scanned", "checkCode": "482913"})
    expect(page.get_by_text("Check your phone")).to_be_visible()
    expect(page.get_by_role("status", name="Check code")).to_have_text("482913")
    look_at(page, engine, "scanned")

    for state, words in [("expired", "expired"), ("offline", "network"), ("refused", "cancelled")]:
        script.say({"type": "link", "state": state})
        expect(page.get_by_text(words)).to_be_visible()
        page.get_by_role("button", name="Reload code").click()
    assert len(script.intents("reloadCode")) == 3

    script.say({"type": "link", "state": "syncing"}, {"type": "history", "done": 1, "total": 4, "percent": 25})
    expect(page.get_by_role("progressbar", name="Loading your chats")).to_have_attribute("aria-valuenow", "25")


def test_a_page_at_rest_rests(launch) -> None:
    """What moves without end costs a core's fifth where no graphics card helps: nothing that may last does."""
    endless = """() => document.getAnimations()
      .filter((it) => it.effect.getComputedTiming().endTime === Infinity).map((it) => it.animationName)"""
    script = launch()
    assert script.page.evaluate(endless) == []
    script.say(session(phase="fresh"), {"type": "link", "state": "preparing"})
    expect(script.page.get_by_role("status").first).to_be_visible()
    assert script.page.evaluate("() => document.getAnimations().length") > 0
    assert script.page.evaluate(endless) == []
    script.say({"type": "link", "state": "shown", **CODE})
    expect(script.page.get_by_role("img", name="QR code")).to_be_visible()
    assert script.page.evaluate(endless) == []
    open_chat(script, message(1, "Hello"), message(2, "On its way", sender=ME, state="pending"))
    expect(script.page.get_by_role("article")).to_have_count(2)
    assert script.page.evaluate(endless) == []


def test_small_screen_chooses(launch, engine: str) -> None:
    """On a small screen without an account people say what it shall be."""
    script = launch(look=browsers.Look(size={"width": 360, "height": 700}))
    page = script.page
    script.say(session(phase="fresh"), {"type": "link", "state": "preparing"})
    expect(page.get_by_role("button", name="Use this phone")).to_be_visible()
    look_at(page, engine, "choose")
    page.get_by_role("button", name="Link to a phone").click()
    expect(page.get_by_role("heading", name="Link this browser")).to_be_visible()
    script.expect("startLink", keepSignedIn=True)


def test_phone_registers(launch, engine: str) -> None:
    """Number, code, name; what goes wrong is said beside the field."""
    script = launch("phone")
    page = script.page
    script.say(session("phone", phase="fresh"))
    page.get_by_role("textbox", name="Phone number").fill("+49 155 5000")
    page.get_by_role("button", name="Next").click()
    script.expect("requestCode", number="+491555000")
    script.say({"type": "problem", "code": "invalidNumber", "intent": "requestCode"})
    expect(page.get_by_role("alert").filter(has_text="full phone number")).to_be_visible()
    look_at(page, engine, "register")

    script.say({"type": "registration", "step": "code", "number": "+491555000"})
    page.get_by_role("textbox", name="Verification code").fill("123456")
    page.get_by_role("button", name="Next").click()
    script.expect("verifyCode", code="123456")

    script.say({"type": "registration", "step": "name", "number": "+491555000"})
    page.get_by_role("textbox", name="Your name").fill("Mia")
    page.get_by_role("button", name="Done").click()
    script.expect("setName", name="Mia")


def test_phone_links_a_device(launch, engine: str) -> None:
    """Settings, linked devices, a pasted text, the check code; and logging out."""
    script = launch("phone")
    page = script.page
    script.say(session("phone"), chats(chat(1, "Ann")))
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("button", name="Linked devices").click()
    script.expect("listDevices")
    desk = {"id": "dd" * 16, "name": "", "browser": "Firefox 153", "system": "Linux", "kind": "desktop"}
    desk |= {"linkedAt": NOON, "lastActive": NOON, "connected": False, "current": False}
    script.say({"type": "devices", "devices": [desk]})
    items = page.get_by_role("list", name="Linked devices").get_by_role("listitem")
    expect(items).to_have_count(1)
    expect(items.first).to_contain_text("Firefox 153 on Linux")
    look_at(page, engine, "devices")
    items.first.get_by_role("button", name="Log out").click()
    script.expect("logOutDevice", device=desk["id"])
    page.get_by_role("button", name="Log out all").click()
    script.expect("logOutAll")

    page.get_by_role("button", name="Link a device").click()
    expect(page.get_by_label("Camera")).to_be_visible()
    page.get_by_role("textbox", name="Link text").fill("TANDEM1:abc")
    page.get_by_role("button", name="Use link text").click()
    script.expect("useLinkText", text="TANDEM1:abc")
    script.say({"type": "linking", "state": "confirm", "browser": "Firefox", "system": "Linux", "sameNetwork": False})
    expect(page.get_by_text("another network")).to_be_visible()
    page.get_by_role("textbox", name="Check code").fill("482 913")
    look_at(page, engine, "confirm")
    page.get_by_role("button", name="Link", exact=True).click()
    script.expect("confirmLink", code="482913")
    script.say({"type": "linking", "state": "done"})
    expect(page.get_by_role("heading", name="Linked devices")).to_be_visible()


def test_chat_list(launch, engine: str) -> None:
    """Rows say their name first, then what is new; tabs and search narrow the list."""
    script = launch()
    page = script.page
    script.say(
        session(),
        chats(
            chat(3, "Ann", "See you", unread=2),
            chat(2, "Choir", "Scores", kind="group", sender="Bob", favourite=True),
            chat(1, "Bob", "Thanks", own=True, draft="half a word"),
        ),
    )
    items = page.get_by_role("list", name="Chats").get_by_role("listitem")
    expect(items).to_have_count(3)
    assert items.first.get_attribute("aria-label").startswith("Ann, 2 unread messages, See you")
    expect(items.nth(2)).to_contain_text("half a word")
    look_at(page, engine, "list")
    for tab, count in [("Unread", 1), ("Favourites", 1), ("Groups", 1), ("All", 3)]:
        page.get_by_role("tab", name=tab).click()
        expect(items).to_have_count(count)
    page.get_by_role("textbox", name="Search").fill("SCORES")
    expect(items).to_have_count(1)


def test_conversation(launch, engine: str) -> None:
    """Messages are articles that say sender, text, time and state; what is typed is sent and kept."""
    script = launch()
    page = open_chat(script, message(1, "Hello"), message(2, "Hi", sender=ME, state="delivered"))
    expect(page.get_by_role("heading", name="Ann")).to_be_visible()
    articles = page.get_by_role("log", name="Messages").get_by_role("article")
    expect(articles).to_have_count(2)
    label = articles.nth(1).get_attribute("aria-label")
    assert label.startswith("You, Hi, ") and label.endswith(", delivered")

    box = page.get_by_role("textbox", name="Type a message")
    box.fill("How are you?")
    script.expect("saveDraft", chat=CHAT, text="How are you?")
    script.expect("typing", chat=CHAT, active=True)
    box.press("Enter")
    script.expect("send", chat=CHAT, text="How are you?")
    expect(box).to_have_value("")
    script.expect("saveDraft", chat=CHAT, text="")

    articles.first.hover()
    articles.first.get_by_role("button", name="Message actions").click()
    look_at(page, engine, "menu")
    page.get_by_role("menuitem", name="Reply").click()
    box.fill("Answer")
    page.get_by_role("button", name="Send").click()
    script.expect("send", text="Answer", replyTo=message(1, "")["id"])

    script.say(messages(CHAT, message(3, "Lost", sender=ME, state="failed"), reset=False))
    page.get_by_role("button", name="Try again").click()
    script.expect("retry", message=message(3, "")["id"])


def test_what_could_not_be_kept_is_given_back(launch) -> None:
    """A full disk, or a refusal: the text stands in the box again; what stands in the log does not."""
    script = launch()
    page = open_chat(script, message(1, "Hello"))
    box = page.get_by_role("textbox", name="Type a message")
    refs = []
    for text in ("kept", "first lost", "second lost"):
        box.fill(text)
        box.press("Enter")
        refs.append(script.expect("send", text=text)["ref"])
    kept = messages(CHAT, message(2, "kept", sender=ME, state="pending"), reset=False)
    script.say({**kept, "ref": refs[0]}, {"type": "problem", "code": "storageFull"})
    expect(page.get_by_role("alert").filter(has_text="storage is full")).to_be_visible()
    expect(box).to_have_value("first lost\nsecond lost")

    box.fill("far too long")
    box.press("Enter")
    ref = script.expect("send", text="far too long")["ref"]
    script.say({"type": "problem", "code": "tooLong", "intent": "send", "ref": ref})
    expect(page.get_by_role("alert").filter(has_text="too long")).to_be_visible()
    expect(box).to_have_value("far too long")


def test_text_is_never_markup(launch) -> None:
    """What people type is shown as typed, and nothing of it runs."""
    nasty = "<img src=x onerror=alert(1)> <script>alert(1)</script> https://example.org/<b>"
    script = launch()
    page = open_chat(script, message(1, nasty, name="<b>Ann</b>"))
    expect(page.get_by_role("article")).to_contain_text(nasty)
    assert page.get_by_role("log").locator("img, script, b").count() == 0
    expect(page.get_by_role("link")).to_have_attribute("href", "https://example.org/")


def test_composer_grows_to_nine_lines(launch) -> None:
    """The text box grows with its text, up to nine lines, and then scrolls."""
    page = open_chat(launch(), message(1, "Hello"))
    box = page.get_by_role("textbox", name="Type a message")
    heights = []
    for lines in (1, 5, 9, 30):
        box.fill("\n".join(["line"] * lines))
        heights.append(box.bounding_box()["height"])
    assert heights[0] < heights[1] < heights[2]
    assert abs(heights[2] - heights[3]) < 12
    assert box.evaluate("(it) => it.scrollHeight > it.clientHeight")


def test_unread_divider_and_reading(launch) -> None:
    """A chat opens at its first unread message; opening it reads it, and what is below is counted."""
    items = [message(number, f"Message {number}\n" * 4) for number in range(1, 41)]
    script = launch()
    page = open_chat(script, *items, unread=20)
    expect(page.get_by_text("Unread messages", exact=True)).to_be_visible()
    jump = page.get_by_role("button", name="Jump to latest")
    expect(jump).to_be_visible()
    script.expect("markRead", chat=CHAT, order=40)
    script.say(messages(CHAT, message(41, "later"), reset=False))
    page.wait_for_timeout(200)
    assert script.expect("markRead")["order"] == 40
    jump.click()
    script.expect("markRead", chat=CHAT, order=41)
    expect(jump).to_be_hidden()


def test_what_arrives_in_an_open_chat_is_read(launch) -> None:
    """Also as the first message of all, and behind own ones that wait, which stand at the end (and
    whose time here is none that a calendar has)."""
    waiting = message(2**52, "waiting", sender=ME, state="pending")
    script = launch()
    page = open_chat(script)
    script.say(messages(CHAT, waiting, reset=False))
    script.say(messages(CHAT, message(64, "first"), reset=False))
    script.expect("markRead", chat=CHAT, order=64)
    expect(page.get_by_role("article").last).to_contain_text("waiting")
    script.say(messages(CHAT, message(128, "second"), reset=False))
    script.expect("markRead", chat=CHAT, order=128)


def test_an_opened_chat_waits_for_its_messages(launch) -> None:
    """What was shown when the chat was last open is not taken for what there is now."""
    script = launch()
    page = open_chat(script, message(1, "old"))
    page.keyboard.press("Escape")
    script.expect("closeChat", chat=CHAT)
    script.say(chats(chat(9, "Ann", "new", unread=1), reset=False))
    page.get_by_role("button", name="Ann").first.click()
    expect(page.get_by_role("log")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(0)
    script.say(messages(CHAT, message(1, "old"), message(2, "new")))
    expect(page.get_by_text("Unread messages", exact=True)).to_be_visible()


def test_focus_goes_into_a_panel_and_back(launch) -> None:
    """Whoever uses the keyboard is taken along."""
    script = launch()
    page = script.page
    script.say(session(), chats(chat(1, "Ann")))
    page.get_by_role("button", name="Settings").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Settings")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Settings")).to_be_focused()


def test_new_messages_do_not_move_what_is_read(launch) -> None:
    """At the end the log follows; above it, it stays and counts."""
    items = [message(number, f"Message {number}\n" * 3) for number in range(1, 60)]
    script = launch()
    page = open_chat(script, *items)
    log = page.get_by_role("log")
    script.say(messages(CHAT, message(60, "newest"), reset=False))
    expect(page.get_by_role("article", name="newest")).to_be_in_viewport()
    log.evaluate("(it) => it.scrollTop -= 1500")
    page.wait_for_timeout(100)
    before = log.evaluate("(it) => it.scrollTop")
    script.say(messages(CHAT, message(61, "unseen"), reset=False))
    expect(page.get_by_role("button", name="Jump to latest, 1 new message")).to_be_visible()
    assert abs(log.evaluate("(it) => it.scrollTop") - before) < 1


def test_long_history_stays_light_and_still(launch) -> None:
    """100,000 messages: few elements in the page, and no jump while older ones come in."""
    script = launch()
    page = open_chat(script, message(100_000, "last"), older=True)
    page.evaluate(
        """([chat, account]) => {
          const texts = ['ok', 'a longer line of text that may wrap on a narrow screen', 'three\\nshort\\nlines'];
          const messages = Array.from({ length: 100000 }, (_, order) => ({
            id: String(order), order, at: 1.79e12 + order * 60000, kind: 'text', state: 'read',
            sender: { account, name: 'Ann', own: order % 3 === 0 }, text: `${order} ${texts[order % 3]}`,
          }));
          scriptForTests.say([{ type: 'messages', chat, reset: true, messages, hasOlder: false }]);
        }""",
        [CHAT, ANN],
    )
    expect(page.get_by_text("99999", exact=False).last).to_be_visible()
    drift = page.get_by_role("log").evaluate(
        """async (log) => {
          const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
          let worst = 0;
          for (let turn = 0; turn < 40; turn += 1) {
            const box = log.getBoundingClientRect();
            const seen = [...log.querySelectorAll('article')].find((it) => it.getBoundingClientRect().top > box.top + 50);
            const before = seen.getBoundingClientRect().top;
            log.scrollTop -= 300;
            await frame();
            worst = Math.max(worst, Math.abs(seen.getBoundingClientRect().top - before - 300));
          }
          return worst;
        }"""
    )
    assert drift <= 1
    assert page.evaluate("() => document.querySelectorAll('*').length") < 1500


def test_new_chat_and_new_group(launch, engine: str) -> None:
    """A chat by number or name; a group by contacts and numbers."""
    script = launch()
    page = script.page
    script.say(session(), chats(chat(1, "Ann")), CONTACTS)
    page.get_by_role("button", name="New chat").click()
    box = page.get_by_role("textbox", name="Phone number or name")
    box.fill("+49 155 5999")
    page.get_by_role("button", name="Start chat").click()
    asked = script.expect("startChat", number="+491555999")
    script.say({"type": "problem", "code": "unknownNumber", "intent": "startChat", "ref": asked["ref"]})
    expect(page.get_by_role("alert").filter(has_text="not on Tandem")).to_be_visible()
    look_at(page, engine, "new-chat")
    box.fill("bob")
    page.get_by_role("button", name="Start chat").click()
    asked = script.expect("startChat", number="+4915552222")
    script.say(chats(chat(7, "Bob Okafor"), reset=False), {"type": "opened", "chat": "07" * 16, "ref": asked["ref"]})
    expect(page.get_by_role("heading", name="Bob Okafor")).to_be_visible()

    page.get_by_role("button", name="New group").click()
    page.get_by_role("textbox", name="Group name").fill("Choir")
    page.get_by_role("button", name="Ann Lindqvist").click()
    page.get_by_role("textbox", name="Phone number or name").fill("+491555777")
    page.get_by_role("button", name="Add member").click()
    asked = script.expect("findContact", number="+491555777")
    cara = {"account": "c4" * 16, "number": "+491555777", "name": "Cara"}
    script.say({"type": "contact", **cara, "ref": asked["ref"]})
    look_at(page, engine, "new-group")
    page.get_by_role("button", name="Create group").click()
    assert script.expect("createGroup", title="Choir")["members"] == [ANN, "c4" * 16]


def test_chat_info_and_security_code(launch, engine: str) -> None:
    """Mute, favourite, the security code; members and what an admin may do."""
    script = launch()
    page = open_chat(script, message(1, "Hello"), kind="group")
    page.get_by_role("button", name="Chat info").click()
    people = [
        {"account": ME, "name": "Mia", "role": "admin", "own": True, "devices": 2},
        {"account": BOB, "name": "Bob", "role": "member", "own": False, "devices": 2},
    ]
    info = {"type": "chatInfo", "chat": CHAT, "kind": "group", "title": "Ann", "ownRole": "admin"}
    script.say({**info, "participants": people})
    page.get_by_role("switch", name="Mute").click()
    assert script.expect("mute", chat=CHAT)["until"] > NOON
    page.get_by_role("button", name="Actions for Bob").click()
    look_at(page, engine, "chat-info")
    page.get_by_role("menuitem", name="Make admin").click()
    script.expect("makeAdmin", account=BOB)
    page.get_by_role("button", name="Leave group").click()
    script.expect("leaveGroup", chat=CHAT)

    script.say({**info, "kind": "direct", "participants": people})
    page.get_by_role("button", name="Security code").click()
    script.expect("securityCode", account=BOB)
    digits = {"name": "Bob", "digits": "0123456789" * 6}
    script.say({"type": "securityCode", "chat": CHAT, "account": BOB, **digits, **CODE})
    expect(page.get_by_text("56789").first).to_be_visible()
    look_at(page, engine, "security-code")


def test_settings_and_log_out(launch, engine: str) -> None:
    """Theme, language, shortcuts; logging out shows the link screen and says why."""
    script = launch()
    page = script.page
    script.say(session(), chats(chat(1, "Ann")))
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("combobox", name="Theme").select_option("dark")
    look_at(page, engine, "settings-dark")
    page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(page.get_by_role("heading", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Language").select_option("he")
    expect(page.get_by_role("heading", name="הגדרות")).to_be_visible()
    assert page.locator("html").get_attribute("dir") == "rtl"
    look_at(page, engine, "settings-hebrew")
    page.get_by_role("combobox", name="שפה").select_option("en")
    page.get_by_role("button", name="Log out").click()
    script.expect("logOut")
    script.say(session(phase="loggedOut", reason="self"))
    expect(page.get_by_role("heading", name="Link this browser")).to_be_visible()
    expect(page.get_by_text("You have logged out")).to_be_visible()
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0


def test_keyboard(launch) -> None:
    """Everything without a pointer: shortcuts, the list of chats, the messages and their menu."""
    script = launch()
    page = open_chat(script, message(1, "first"), message(2, "second"))
    page.keyboard.press("Control+Alt+n")
    expect(page.get_by_role("textbox", name="Phone number or name")).to_be_focused()
    page.keyboard.press("Escape")
    page.get_by_role("article").last.focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("article", name="first")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Reply")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Copy")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("article", name="first")).to_be_focused()


def test_one_pane_and_back(launch, engine: str) -> None:
    """On the phone one pane is shown at a time; Back, and the browser's own, lead to the one before."""
    script = launch("phone")
    page = script.page
    script.say(session("phone"), chats(chat(9, "Ann", "Hello")))
    page.get_by_role("button", name="Ann").first.click()
    script.say(messages(CHAT, message(1, "Hello"), message(2, "سلام", sender=ME)))
    expect(page.get_by_role("list", name="Chats")).to_be_hidden()
    look_at(page, engine, "phone-chat")
    script.say(session("phone", connection="offline"))
    expect(page.get_by_role("status").filter(has_text="You are offline").filter(visible=True)).to_have_count(1)
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("list", name="Chats")).to_be_visible()
    page.get_by_role("button", name="Ann").first.click()
    expect(page.get_by_role("log")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("list", name="Chats")).to_be_visible()


def test_escape_in_haste_never_leaves_the_app(launch) -> None:
    """The browser goes back after a while only: a key pressed meanwhile must not go back once more."""
    script = launch()
    page = open_chat(script, message(1, "Hello"))
    page.evaluate(
        """() => [1, 2, 3].forEach(() =>
          dispatchEvent(new KeyboardEvent('keydown', { code: 'Escape', key: 'Escape' })))"""
    )
    expect(page.get_by_role("log")).to_have_count(0)
    page.wait_for_timeout(500)
    expect(page.get_by_role("list", name="Chats")).to_be_visible()
    page.get_by_role("button", name="Ann").first.click()
    expect(page.get_by_role("log")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("list", name="Chats")).to_be_visible()


def test_reload_keeps_the_place(launch) -> None:
    """After a reload the same chat is open again, with its draft."""
    script = launch()
    page = open_chat(script, message(1, "Hello"), draft="half a thought")
    expect(page.get_by_role("textbox", name="Type a message")).to_have_value("half a thought")
    page.reload()
    script.say(session(), chats(chat(9, "Ann", "Hello", draft="half a thought")))
    script.expect("openChat", chat=CHAT)
    expect(page.get_by_role("heading", name="Ann")).to_be_visible()
    expect(page.get_by_role("textbox", name="Type a message")).to_have_value("half a thought")


def test_two_tabs(launch, engine: str) -> None:
    """Each tab has its own place; both follow the same engine."""
    script = launch()
    page = open_chat(script, message(1, "Hello"))
    other = page.context.new_page()
    other.goto("/")
    expect(other.get_by_role("list", name="Chats")).to_be_visible()
    expect(other.get_by_role("log")).to_have_count(0)
    script.say(chats(chat(5, "Bob"), reset=False))
    for tab in (page, other):
        expect(tab.get_by_role("list", name="Chats").get_by_role("listitem")).to_have_count(2)


@pytest.mark.parametrize("language", ["en-GB", "ar"])
@pytest.mark.parametrize("dark", [False, True])
def test_narrow_dark_and_right_to_left(launch, engine: str, language: str, dark: bool) -> None:
    """Nothing is wider than a narrow screen, whatever the colours and the direction."""
    script = launch(look=browsers.Look(dark=dark, locale=language, size={"width": 360, "height": 700}))
    page = script.page
    wide = "https://example.org/" + "w" * 200
    script.say(session(), chats(chat(9, "Ann " * 30, "x" * 200, unread=2000)))
    name = f"narrow-{language}-{'dark' if dark else 'light'}"
    look_at(page, engine, f"{name}-list")
    page.locator(".chat-button").click()
    script.say(messages(CHAT, message(1, wide), message(2, "مرحبا", sender=ME), message(3, "word " * 40)))
    look_at(page, engine, f"{name}-chat")
    assert page.evaluate("() => document.scrollingElement.scrollWidth") <= 360
    for bubble in page.locator(".bubble").all():
        meta = bubble.locator(".message-meta").bounding_box()
        box = bubble.bounding_box()
        assert box["x"] <= meta["x"] and meta["x"] + meta["width"] <= box["x"] + box["width"]
        assert meta["y"] + meta["height"] <= box["y"] + box["height"]
