"""Where a tab is: keyboard and focus, Back, reloads, other tabs."""

from playwright.sync_api import expect

from tandem.scripted import ME, chat, chats, message, messages, session
from tandem.stage import CHAT, look_at, open_chat


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


def test_what_a_panel_covers_cannot_be_reached(launch) -> None:
    """The list under New chat is inert: Tab never gets there; closed, the keyboard is back in it."""
    script = launch()
    page = script.page
    script.say(session(), chats(chat(1, "Ann")))
    opener = page.get_by_role("button", name="New chat")
    entry = page.get_by_role("textbox", name="Phone number or name")
    opener.click()
    expect(entry).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    opener.click()
    expect(entry).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert not page.evaluate("() => document.activeElement.closest('.chat-list')")


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
