"""Before there is an account, and devices joining it: the link screen, the first run, linked devices."""

from playwright.sync_api import expect

from tandem import browsers
from tandem.scripted import ME, NOON, arriving, chat, chats, message, session
from tandem.stage import CHAT, CODE, look_at, open_chat


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


def test_what_keeps_the_engine_from_running_is_told(launch, engine: str) -> None:
    """Above whatever screen there is, until it runs; a window that keeps nothing says so all the time."""
    script = launch()
    page = script.page
    told = page.get_by_role("alert")
    script.tell({"type": "host", "trouble": "engineMissing"})
    expect(told.filter(has_text="could not be loaded")).to_be_visible()
    script.tell({"type": "host", "trouble": "notKept"})
    script.say(session(), chats(chat(1, "Ann")))
    expect(told.filter(has_text="keeps nothing")).to_be_visible()
    look_at(page, engine, "not-kept")
    script.tell({"type": "host", "trouble": None})
    expect(told.filter(has_text="keeps nothing")).not_to_be_visible()


def test_why_a_phone_was_logged_out_is_told(launch) -> None:
    """A phone whose account is elsewhere says so; one that expired or was removed says that."""
    script = launch("phone")
    for reason, words in [
        ("registeredElsewhere", "registered on another phone"),
        ("expired", "has expired"),
        ("removed", "logged this browser out"),
        ("self", "You have logged out"),
    ]:
        script.say(session("phone", "loggedOut", reason=reason))
        expect(script.page.get_by_role("status").filter(has_text=words)).to_be_visible()


def test_what_was_said_does_not_outlive_the_account(launch) -> None:
    """After a log-out neither a message nor a place of the last account is left in the page, for nobody and for the next."""
    script = launch()
    page = open_chat(script, message(1, "Hello"))
    news = message(2, "a secret")
    script.say({"type": "arrived", "chat": CHAT, "title": "Ann", "message": news}, arriving(CHAT, news))
    expect(page.locator("[aria-live=polite]").filter(has_text="a secret")).to_be_attached()
    page.get_by_role("button", name="Chat info").click()
    script.say(session(phase="loggedOut", reason="self"))
    expect(page.get_by_role("heading", name="Link this browser")).to_be_visible()
    assert "a secret" not in page.locator("body").text_content()
    script.say(session(device="d1" * 16), chats(chat(9, "Ann", "Hello")))
    expect(page.get_by_role("list", name="Chats").get_by_role("listitem")).to_have_count(1)
    expect(page.get_by_text("Choose a chat", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Chat info")).not_to_be_visible()


def test_half_a_code_and_a_double_click_send_nothing_more(launch) -> None:
    """Tries are few: a code that lacks digits is not sent, and what is pressed twice is sent once."""
    script = launch("phone")
    page = script.page
    script.say(session("phone", phase="fresh"))
    page.get_by_role("textbox", name="Phone number").fill("0049 155 5000")
    page.get_by_role("button", name="Next").dblclick()
    script.expect("requestCode", number="+491555000")
    assert len(script.intents("requestCode")) == 1
    script.say({"type": "registration", "step": "code", "number": "+491555000"})
    page.get_by_role("textbox", name="Verification code").fill("12345")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("alert").filter(has_text="six digits")).to_be_visible()
    page.get_by_role("textbox", name="Verification code").fill("123456")
    page.get_by_role("button", name="Next").click()
    script.expect("verifyCode", code="123456")
    assert len(script.intents("verifyCode")) == 1
