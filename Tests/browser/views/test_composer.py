"""Where messages are written: what is typed is sent and kept, or given back."""

from playwright.sync_api import expect

from tandem.scripted import ME, arriving, message
from tandem.stage import CHAT, look_at, open_chat


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

    script.say(arriving(CHAT, message(3, "Lost", sender=ME, state="failed")))
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
    kept = arriving(CHAT, message(2, "kept", sender=ME, state="pending"))
    script.say({**kept, "ref": refs[0]}, {"type": "problem", "code": "storageFull"})
    expect(page.get_by_role("alert").filter(has_text="storage is full")).to_be_visible()
    expect(box).to_have_value("first lost\nsecond lost")

    box.fill("far too long")
    box.press("Enter")
    ref = script.expect("send", text="far too long")["ref"]
    script.say({"type": "problem", "code": "tooLong", "intent": "send", "ref": ref})
    expect(page.get_by_role("alert").filter(has_text="too long")).to_be_visible()
    expect(box).to_have_value("far too long")


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
