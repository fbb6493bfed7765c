"""The messages of a chat: shown as typed, read when seen, still while others come."""

from playwright.sync_api import expect

from tandem.scripted import ANN, ME, arriving, chat, chats, message, messages, older_ones
from tandem.stage import CHAT, open_chat


def test_text_is_never_markup(launch) -> None:
    """What people type is shown as typed, and nothing of it runs."""
    nasty = "<img src=x onerror=alert(1)> <script>alert(1)</script> https://example.org/<b>"
    script = launch()
    page = open_chat(script, message(1, nasty, name="<b>Ann</b>"))
    expect(page.get_by_role("article")).to_contain_text(nasty)
    assert page.get_by_role("log").locator("img, script, b").count() == 0
    expect(page.get_by_role("link")).to_have_attribute("href", "https://example.org/")


def test_unread_divider_and_reading(launch) -> None:
    """A chat opens at its first unread message; opening it reads it, and what is below is counted."""
    items = [message(number, f"Message {number}\n" * 4) for number in range(1, 41)]
    script = launch()
    page = open_chat(script, *items, unread=20)
    expect(page.get_by_text("Unread messages", exact=True)).to_be_visible()
    jump = page.get_by_role("button", name="Jump to latest")
    expect(jump).to_be_visible()
    script.expect("markRead", chat=CHAT, order=40)
    script.say(arriving(CHAT, message(41, "later")))
    page.wait_for_timeout(200)
    assert script.expect("markRead")["order"] == 40
    jump.click()
    script.expect("markRead", chat=CHAT, order=41)
    expect(jump).to_be_hidden()


def test_a_chat_opens_at_its_first_unread_message_however_far_back(launch) -> None:
    """Older messages are loaded until the first unread one is there, with the divider above it."""
    script = launch()
    page = open_chat(script, *[message(number, f"Message {number}") for number in range(51, 101)], unread=70, older=True)
    script.expect("loadOlder", chat=CHAT)
    expect(page.get_by_role("article")).to_have_count(0)
    script.say(older_ones(CHAT, *[message(number, f"Message {number}") for number in range(1, 51)], more=False))
    divider = page.get_by_text("Unread messages", exact=True)
    expect(divider).to_be_in_viewport()
    following = divider.locator("xpath=ancestor::*[contains(@class, 'unread-divider')]/following-sibling::*[1]")
    expect(following).to_contain_text("Message 31")


def test_what_arrives_in_an_open_chat_is_read(launch) -> None:
    """Also as the first message of all, and behind own ones that wait, which stand at the end (and
    whose time here is none that a calendar has)."""
    waiting = message(2**52, "waiting", sender=ME, state="pending")
    script = launch()
    page = open_chat(script)
    script.say(arriving(CHAT, waiting))
    script.say(arriving(CHAT, message(64, "first")))
    script.expect("markRead", chat=CHAT, order=64)
    expect(page.get_by_role("article").last).to_contain_text("waiting")
    script.say(arriving(CHAT, message(128, "second")))
    script.expect("markRead", chat=CHAT, order=128)


def test_an_opened_chat_waits_for_its_messages(launch) -> None:
    """What was shown when the chat was last open is not taken for what there is now."""
    script = launch()
    page = open_chat(script, message(1, "old"))
    page.keyboard.press("Escape")
    script.expect("closeChat", chat=CHAT)
    script.say(chats(chat(9, "Ann", "new", unread=1), reset=False))
    page.get_by_role("button", name="Ann, 1 unread message").click()
    expect(page.get_by_role("log")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(0)
    script.say(messages(CHAT, message(1, "old"), message(2, "new")))
    expect(page.get_by_text("Unread messages", exact=True)).to_be_visible()


def test_new_messages_do_not_move_what_is_read(launch) -> None:
    """At the end the log follows; above it, it stays and counts."""
    items = [message(number, f"Message {number}\n" * 3) for number in range(1, 60)]
    script = launch()
    page = open_chat(script, *items)
    log = page.get_by_role("log")
    script.say(arriving(CHAT, message(60, "newest")))
    expect(page.get_by_role("article", name="newest")).to_be_in_viewport()
    log.evaluate("(it) => it.scrollTop -= 1500")
    page.wait_for_timeout(100)
    before = log.evaluate("(it) => it.scrollTop")
    script.say(arriving(CHAT, message(61, "unseen")))
    expect(page.get_by_role("button", name="Jump to latest, 1 new message")).to_be_visible()
    assert abs(log.evaluate("(it) => it.scrollTop") - before) < 1


def test_older_messages_are_asked_for_after_one_arrived(launch) -> None:
    """What arrives says nothing of older ones: they go on loading until there are none."""
    script = launch()
    page = open_chat(script, *[message(number, f"Message {number}\n" * 4) for number in range(51, 101)], older=True)
    script.say(arriving(CHAT, message(101, "newest")))
    expect(page.get_by_role("article", name="newest")).to_be_in_viewport()
    assert script.intents("loadOlder") == []
    page.get_by_role("log").evaluate("(it) => it.scrollTop = 0")
    script.expect("loadOlder", chat=CHAT)
    script.say(older_ones(CHAT, *[message(number, f"Message {number}") for number in range(1, 51)], more=False))
    expect(page.get_by_role("article", name="Message 50")).to_be_attached()
    page.get_by_role("log").evaluate("(it) => it.scrollTop = 0")
    expect(page.get_by_role("article", name="Ann, Message 1,")).to_be_attached()
    assert len(script.intents("loadOlder")) == 1


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
