"""A whole meeting in the live room, in three browsers: a facilitator, a loud member, and a quiet one on a phone.

With PARLEY_TOUR set to a folder, its pictures are left there, as those of the ten steps are.
"""

import re
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Served, Visitor
from tests.journeys.test_chain import Tour, somebody
from tests.journeys.test_every_page import faults_of

pytestmark = pytest.mark.journey
FIRST, SECOND = "Can a retailer prove what was deleted?", "Who signs in Korea?"
QUIET = "In Japan the question is where it is stored, not whether it is deleted."
LOUD = "Operations cannot prove it today: we send a screenshot and hope."
MAILED_WITHIN = 60  # seconds
DECIDED = "Provable deletion comes before the household graph."
PROMISED, LATER = "Write down what the regulator asks for", "Who signs for a group of companies?"
SAID = "Our regulator wants the proof within a day."


def test_a_meeting_hears_the_quiet_one_too(chromium: Browser, served: Served) -> None:
    tour = Tour()
    femi = somebody(chromium, served, "Femi Adeyemi")
    noor = somebody(chromium, served, "Noor Haddad")
    aiko = somebody(chromium, served, "Aiko Tanaka", width=360)
    meeting = call_a_meeting(femi.page, served)
    live = f"{meeting}live/"

    for visitor in (femi, aiko):
        visitor.page.goto(live)
    femi.page.get_by_role("button", name="Open the live room").click()
    noor.page.goto(live)  # who comes late sees the present state
    expect(noor.page.locator(".spotlight")).to_contain_text(FIRST)
    expect(aiko.page.locator(".spotlight")).to_contain_text(FIRST, timeout=40_000)

    write_first(femi.page, noor.page, aiko.page, tour)
    ask_the_quiet_one(femi.page, noor.page, aiko.page, tour)
    write_it_down(femi.page, noor.page, tour)
    lose_the_connection_and_come_back(femi.page, aiko)
    look_with_other_eyes(chromium, served, live)
    close_it(femi.page, noor.page, aiko.page, meeting)
    for visitor in (femi, noor, aiko):
        assert not visitor.trouble, visitor.trouble
        visitor.context.close()


def call_a_meeting(page: Page, served: Served, in_minutes: int = 2) -> str:
    """Plan a meeting that begins now, or in so many minutes, with two items, and publish it."""
    page.goto(f"{served.address}/groups/identity/meetings/new/")
    soon = datetime.now(ZoneInfo("Europe/London")) + timedelta(minutes=in_minutes)
    page.get_by_label("What the meeting is called").fill("Proof of deletion")
    page.locator("[name=day]").fill(f"{soon:%Y-%m-%d}")
    page.locator("[name=hour]").fill(f"{soon:%H:%M}")
    page.get_by_label("For how many minutes").fill("40")
    page.get_by_role("button", name="Plan this meeting").click()
    meeting = re.sub(r"[?#].*", "", page.url)
    for title in (FIRST, SECOND):
        page.goto(f"{meeting}items/new/")
        page.get_by_label("What it is about").fill(title)
        page.get_by_label("Why now").fill("Two retailers pause in the first quarter unless a regulator can see it.")
        page.get_by_role("button", name="Put it on the agenda").click()
    page.get_by_text("Publish the agenda").first.click()
    page.get_by_role("button", name="Publish and tell them").click()
    return meeting


def write_first(femi: Page, noor: Page, aiko: Page, tour: Tour) -> None:
    """Everybody writes without a name; nobody reads before the round closes, then all read all."""
    noor.get_by_role("button", name="Raise my hand").click()
    expect(femi.locator(".live-floor")).to_contain_text("Noor Haddad")
    keeps_focus(noor)
    femi.get_by_role("button", name="Let everybody write first").click()
    keeps_focus(femi)
    expect(noor.locator(".live-writing")).to_contain_text("Fewer than five of you are here")
    field, hand = aiko.get_by_label("Your note").bounding_box(), aiko.locator(".live-hand").bounding_box()
    assert field and hand and field["y"] + field["height"] < min(740, hand["y"])  # noqa: PT018 - on a phone, first
    noor.get_by_role("button", name="Hand it in without my name").click()
    expect(noor.locator(".live-writing .field")).to_contain_text("Write your note first")
    expect(noor.get_by_label("Your note")).to_be_focused()
    for page, words in ((noor, LOUD), (aiko, "I am not sure yet."), (aiko, QUIET)):
        page.get_by_label("Your note").fill(words)
        if words == QUIET:
            tour.picture(page, "live-2-note")
        page.get_by_role("button", name="Hand it in without my name").click()
        expect(page.locator(".live-own", has_text=words)).to_be_visible()
        keeps_focus(page)
    aiko.locator(".live-own", has_text="not sure").get_by_role("button", name="Take it back").click()
    expect(aiko.locator(".live-own")).to_have_count(1)
    expect(femi.locator(".live-round")).not_to_contain_text(QUIET)
    expect(noor.locator(".live-round")).not_to_contain_text(QUIET)
    show = femi.get_by_role("button", name="Show them all the same")  # of two notes the others may guess
    expect(show).to_be_visible(timeout=20_000)
    show.click()
    for page in (femi, noor, aiko):
        expect(page.locator(".live-notes .note")).to_have_count(2)
        expect(page.locator(".live-notes")).to_contain_text(QUIET)


def keeps_focus(page: Page) -> None:
    """Whatever was pressed, the focus is somewhere, now and when the part it was in has come anew."""
    for _ in range(2):
        expect(page.locator(":focus")).to_have_count(1)
        page.wait_for_timeout(300)


def ask_the_quiet_one(femi: Page, noor: Page, aiko: Page, tour: Tour) -> None:
    """The quiet one asks to be asked, learns that she is next, and has the floor; the loud one waits."""
    aiko.get_by_role("button", name="I would like to be asked").click()
    keeps_focus(aiko)
    expect(femi.locator(".live-asking .person").first).to_contain_text("asked to be asked")
    femi.get_by_role("button", name=re.compile("Tell them they are next.*Aiko")).click()
    expect(aiko.get_by_role("heading", name="You are being asked next")).to_be_visible()
    tour.picture(aiko, "live-3-next")
    expect(noor.locator(".live-mine")).not_to_contain_text("asked next")
    expect(noor.locator("#main")).not_to_contain_text("Ask next")
    tour.picture(femi, "live-1-facilitator")
    femi.locator(".live-asking").get_by_role("button", name=re.compile("Give the floor.*Aiko")).click()
    for page in (noor, aiko):
        expect(page.locator(".live-floor .person").first).to_contain_text("Aiko Tanaka")
    expect(noor.locator("[data-announcer]")).not_to_be_empty()
    for name in ("Noor", "Ahmed", "Anders", "Antoine"):
        femi.locator(".live-floor, .live-asking").get_by_role(
            "button", name=re.compile(f"Give the floor.*{name}")
        ).first.click()
        expect(noor.locator(".live-floor .person").first).to_contain_text(name)
    expect(noor.locator(".live-floor")).to_contain_text("when no side is one person")  # Noor is all of product so far
    box = femi.locator(".live-floor details", has_text="Give somebody else the floor")
    box.locator("summary").click()
    box.get_by_label("Somebody else").fill("Dario Conti")
    box.get_by_role("button", name="Give the floor").click()
    expect(noor.locator(".live-floor")).to_contain_text("Minutes")  # from five voices on, by side


def write_it_down(femi: Page, noor: Page, tour: Tour) -> None:
    """Notes, and a line of each kind; they stand on everybody's page under the item, with who sees them."""
    femi.get_by_label("What was said").fill("Two retailers pause in the first quarter.")
    femi.get_by_role("button", name="Add it to the notes").click()
    expect(femi.locator(".live-written .minutes")).to_contain_text("first quarter")
    femi.get_by_label("What was said").fill(DECIDED)
    femi.get_by_role("button", name="It is decided").click()
    expect(noor.locator(".live-written")).to_contain_text(DECIDED)
    keeps_focus(femi)
    femi.get_by_role("button", name="+ 5 min").click()
    keeps_focus(femi)
    capture(femi, "Somebody promises something", "Write down the promise", PROMISED, who="Noor Haddad")
    capture(femi, "Something is left for later", "Leave it for later", LATER, who="Aiko Tanaka")
    client = a_client(femi)
    capture(femi, "A client said something", "Note what they said", SAID, who="Noor Haddad", client=client)
    here = noor.locator(".live-written section", has_text="Written down on this item")
    for words in (DECIDED, PROMISED, LATER, SAID, "seen by the group", "seen by everybody in the company"):
        expect(here).to_contain_text(words)
    tour.picture(noor, "live-4-member")


def capture(page: Page, fold: str, button: str, words: str, *, who: str, client: str = "") -> None:
    """Write down one line in the fold that is for it, and see it stand on the page."""
    form = page.locator(".live-capture", has=page.locator("summary", has_text=fold))
    form.locator("summary").click()
    for field, value in (("client", client), ("words", words), ("owner", who), ("who", who)):
        if (box := form.locator(f"[name$='-{field}']")).count():
            box.fill(value)
    form.get_by_role("button", name=button).click()
    expect(page.locator(".live-captures")).to_contain_text(words)


def a_client(page: Page) -> str:
    """The name of a client, as the page suggests it to whoever types."""
    fold = page.locator("summary", has_text="A client said something")
    fold.click()
    page.locator("[name=insight-client]").press_sequentially("Hal")
    option = page.locator("#client-names option").first
    expect(option).to_be_attached()
    name = option.get_attribute("value")
    fold.click()
    return name or ""


def lose_the_connection_and_come_back(femi: Page, aiko: Visitor) -> None:
    """A phone without a connection misses a line, and has it soon after the connection is back."""
    aiko.context.set_offline(True)
    expect(aiko.page.locator("[data-state]")).to_contain_text("connection was lost", timeout=4_000)
    femi.get_by_label("What was said").fill("Japan asks about storage.")
    femi.get_by_role("button", name="Add it to the notes").click()
    expect(femi.locator(".live-written")).to_contain_text("Japan asks about storage.")
    aiko.context.set_offline(False)
    expect(aiko.page.locator(".live-written")).to_contain_text("Japan asks about storage.", timeout=15_000)
    expect(aiko.page.locator("[data-state]")).to_be_hidden()
    femi.get_by_label("What was said").fill(f"See https://example.com/{'deleted' * 30}")
    femi.get_by_role("button", name="Add it to the notes").click()
    expect(aiko.page.locator(".live-written")).to_contain_text("deleteddeleted")
    assert aiko.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "a long word widens nothing"
    aiko.trouble[:] = [each for each in aiko.trouble if "ERR_INTERNET_DISCONNECTED" not in each]


def look_with_other_eyes(chromium: Browser, served: Served, live: str) -> None:
    """No fault for axe, nothing wider than the screen, at a desk and on a phone."""
    for name, width in (("Femi Adeyemi", 360), ("Sam Okafor", 1360)):
        context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme="dark", bypass_csp=True)
        visitor = Visitor(context, served)
        visitor.become(name)
        visitor.page.goto(live)
        assert faults_of(visitor.page, live, f"by {name} at {width}") == []
        context.close()


def close_it(femi: Page, noor: Page, aiko: Page, meeting: str) -> None:
    """On to the second item everywhere; then the meeting is closed, and so is the room."""
    femi.get_by_role("button", name=re.compile("Next item")).click()
    for page in (femi, noor, aiko):
        expect(page.locator(".spotlight")).to_contain_text(SECOND)
    femi.get_by_role("link", name="Close the meeting").click()
    femi.get_by_text("Close the meeting").first.click()
    femi.get_by_role("button", name="Close it").click()
    for page in (noor, aiko):
        expect(page.locator("#main")).to_contain_text("This live room has ended", timeout=15_000)
    for asked in ("I could say what I wanted", "It was worth my time"):
        aiko.get_by_role("group", name=asked).get_by_label("yes").click()
    expect(aiko.locator("#messages")).to_contain_text("nobody can tell which were yours")
    for page in (femi, noor):
        page.goto(meeting)
        lines = page.locator("#main li.agenda-item", has_text=FIRST).locator(".result")
        expect(lines).to_contain_text([f"Decided: {DECIDED}", PROMISED, LATER, SAID])
    femi.get_by_role("link", name="Publish the minutes").click()
    expect(femi.get_by_label(re.compile("Aiko Tanaka: a topic"))).to_be_checked()
    femi.get_by_role("button", name="Publish the minutes").click()
    aiko.goto(meeting)
    expect(aiko.locator("#main")).to_contain_text("Aiko Tanaka (a topic)")
    aiko.get_by_role("link", name=LATER).first.click()
    expect(aiko.locator("h1")).to_contain_text(LATER)


def test_an_invitation_is_answered_from_its_mail(chromium: Browser, served: Served) -> None:
    femi = somebody(chromium, served, "Femi Adeyemi")
    before = len(served.post.mails)  # mails of other meetings are there
    call_a_meeting(femi.page, served, in_minutes=90)
    link = mailed_link(served, r"/invitations/[\w-]+/\?coming=yes", before)
    femi.context.clear_cookies()  # whoever reads mail on a phone is not signed in there
    femi.page.set_viewport_size({"width": 360, "height": 740})
    femi.page.goto(f"{served.address}{link}")
    expect(femi.page.locator("main")).to_contain_text("Not sent yet.")
    assert not faults_of(femi.page, link, "as nobody")
    femi.page.get_by_role("button", name="I come").click()
    expect(femi.page.locator("main")).to_contain_text("Noted: you come.")
    femi.context.close()
    assert not femi.trouble, femi.trouble


def mailed_link(served: Served, pattern: str, before: int, to: str = "") -> str:
    """Wait for a mail after so many that holds such a link, in its text; give that of the newest to that address."""
    until = time.monotonic() + MAILED_WITHIN
    while time.monotonic() < until:
        if found := served.post.links(pattern, before, to):
            return found[-1]
        time.sleep(0.2)
    pytest.fail(f"no mail with {pattern}")
