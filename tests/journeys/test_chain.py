"""One need walks through every link of the chain, in ten steps, in a real browser: docs/tour.md shows the same ten.

With PARLEY_TOUR set to a folder, each step leaves its picture there (`tools/tour` does that).
"""

import os
import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Served, Visitor

pytestmark = pytest.mark.journey
TITLE = "Delivery reports that a pharmacist may sign"
SAID = "Our regulator wants a signed delivery report for every campaign, and you send us a spreadsheet."
QUESTION = "Who signs when the campaign ran in two countries?"
ASKED = "Which goes first with the Consent team: signed delivery reports or clean rooms?"
WHY = {
    "because": "Eight clients in health must file a signed report for each campaign, and retype our spreadsheet.",
    "who_benefits": "Health clients in APAC and EMEA, and their account managers.",
    "budget": "120,000 EUR, one team for a quarter",
    "expected_return": "Eight renewals, about 1.4m EUR a year",
    "return_basis": "The renewals that name it in their notes",
    "instead": "Scheduled exports stay as they are",
}
OPTIONS = (
    ("Signed reports first", "The regulator's date is fixed, and the same page serves eight clients."),
    ("Clean rooms first", "The retailer pays more than the eight together, if it signs."),
)
PROMISED = "Ask two regulators whether one name per country is enough"
REASON = "A regulator's date cannot be moved, and eight clients are waiting for the same page."


class Tour:
    """Takes a picture of each step, when pictures are wanted."""

    def __init__(self) -> None:
        self.folder = os.environ.get("PARLEY_TOUR", "")

    def picture(self, page: Page, name: str) -> None:
        """Keep the page as it is as a picture of that name."""
        if self.folder:
            Path(self.folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(Path(self.folder) / f"{name}.png"))


def somebody(chromium: Browser, served: Served, name: str, *, width: int = 1360) -> Visitor:
    """Give one of the cast at a browser of their own: account managers on a phone, the others at a desk."""
    context = chromium.new_context(viewport={"width": width, "height": 900 if width > 400 else 740})
    visitor = Visitor(context, served)
    visitor.become(name)
    return visitor


def test_one_need_walks_through_the_whole_chain(chromium: Browser, served: Served) -> None:
    tour = Tour()
    aiko = somebody(chromium, served, "Aiko Tanaka", width=360)
    noor = somebody(chromium, served, "Noor Haddad")
    femi = somebody(chromium, served, "Femi Adeyemi")
    elena = somebody(chromium, served, "Elena Brandt", width=360)

    note_what_a_client_said(aiko, tour)
    initiative = write_the_initiative_with_its_why(noor, tour)
    link_the_insight(noor, initiative, tour)
    bring_a_topic(aiko, initiative, tour)
    meeting = put_it_on_the_agenda(femi, tour)
    hold_the_meeting(femi, meeting, tour)
    decision = put_up_the_decision(noor, initiative, tour)
    decide_with_a_reason(elena, decision, tour)
    publish_the_decision(femi, decision)
    see_the_roadmap_change(noor, initiative, tour)
    see_what_became_of_it(aiko, tour)

    for visitor in (aiko, noor, femi, elena):
        assert not visitor.trouble, visitor.trouble
        visitor.context.close()


def note_what_a_client_said(aiko: Visitor, tour: Tour) -> None:
    """1. Two fields and ten seconds, on a phone."""
    page = aiko.page
    page.get_by_role("link", name="Note").locator("visible=true").first.click()
    client = page.locator("#client-names option").first.get_attribute("value")
    page.get_by_label("Client", exact=True).fill(client or "")
    page.get_by_label("What they said").fill(SAID)
    tour.picture(page, "01-insight")
    page.get_by_role("button", name="Note it").click()
    expect(page.locator("#messages")).not_to_be_empty()


def write_the_initiative_with_its_why(noor: Visitor, tour: Tour) -> str:
    """2. Nobody beyond the product team sees it without a complete why; a refusal says what is missing."""
    page = noor.page
    noor.go("/groups/identity/")
    page.get_by_role("link", name="Add an initiative").click()
    page.get_by_label("Title", exact=True).fill(TITLE)
    page.locator("[name=audience][value=group]").check()
    page.get_by_role("button", name="Add it to the roadmap").click()
    expect(page.get_by_role("alert").first).to_contain_text("why")
    for name, text in WHY.items():
        page.locator(f"[name={name}]").fill(text)
    tour.picture(page, "02-why")
    page.get_by_role("button", name="Add it to the roadmap").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    return page.url


def link_the_insight(noor: Visitor, initiative: str, tour: Tour) -> None:
    """3. What the client said speaks for it."""
    page = noor.page
    noor.go("/insights/")
    page.locator("li", has_text=SAID[:40]).get_by_role("link", name="Say what it speaks for").first.click()
    page.get_by_label("Initiative", exact=True).fill(TITLE)
    page.get_by_role("button", name="Link it").click()
    page.goto(initiative)
    expect(page.locator("#main")).to_contain_text(SAID)
    tour.picture(page, "03-initiative")


def bring_a_topic(aiko: Visitor, initiative: str, tour: Tour) -> None:
    """4. Business brings topics as easily as product."""
    page = aiko.page
    page.goto(initiative)
    page.get_by_role("link", name="Raise a topic").first.click()
    page.get_by_label("What is it about?").fill(QUESTION)
    page.get_by_label("Why does it matter?").fill(
        "Two of my clients run one campaign in Japan and Korea, and each regulator wants one name on the page."
    )
    tour.picture(page, "04-topic")
    page.get_by_role("button", name="Bring this topic").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(QUESTION)


def put_it_on_the_agenda(femi: Visitor, tour: Tour) -> str:
    """5. A topic that waits stands on top of what may go onto the agenda; nobody is told before it is published."""
    page = femi.page
    femi.go("/groups/identity/meetings/")
    page.get_by_role("link", name="Plan one extra meeting").click()
    soon = datetime.now(ZoneInfo("Europe/London")) + timedelta(hours=1)
    page.get_by_label("What the meeting is called").fill("Half an hour about signatures")
    page.locator("[name=day]").fill(f"{soon:%Y-%m-%d}")
    page.locator("[name=hour]").fill(f"{soon:%H:%M}")
    page.get_by_label("For how many minutes").fill("30")
    page.get_by_role("button", name="Plan this meeting").click()
    page.get_by_role("link", name=re.compile("Put something on")).first.click()
    option = page.locator("[name=thing] option", has_text=QUESTION).first.get_attribute("value")
    page.locator("[name=thing]").select_option(option)
    page.get_by_role("button", name="Put it on the agenda").click()
    tour.picture(page, "05-agenda")
    page.get_by_text("Publish the agenda").first.click()
    page.get_by_role("button", name="Publish and tell them").click()
    expect(page.locator("#main")).to_contain_text(QUESTION)
    return page.url


def hold_the_meeting(femi: Visitor, meeting: str, tour: Tour) -> None:
    """6. Minutes, a promise with a day, and the meeting is closed."""
    page = femi.page
    page.goto(f"{meeting}?show=minutes")
    page.locator("textarea[name$=-notes]").first.fill(
        "Each country's page carries the name of whoever holds the contract there. Noor writes the two sentences."
    )
    page.get_by_role("button", name="Write it down").first.click()
    page.goto(f"{meeting}?show=minutes")
    page.locator("textarea[name=text]").fill(PROMISED)
    noor = page.locator("select[name=owner] option", has_text="Noor Haddad").get_attribute("value")
    page.locator("select[name=owner]").select_option(noor)
    page.locator("[name=due_on]").fill(f"{datetime.now(ZoneInfo('Europe/London')).date() + timedelta(days=10)}")
    page.locator(".card", has=page.locator("textarea[name=text]")).get_by_role("button").click()
    page.goto(f"{meeting}?show=minutes")
    expect(page.locator("#main")).to_contain_text(PROMISED)
    tour.picture(page, "06-meeting")
    page.get_by_text("Close the meeting").first.click()
    page.get_by_role("button", name="Close it").click()
    expect(page.locator("#main")).to_contain_text("Each country's page")


def put_up_the_decision(noor: Visitor, initiative: str, tour: Tour) -> str:
    """7. Two options, their whys side by side, and what each would change."""
    page = noor.page
    key = initiative.rstrip("/").rsplit("/", 1)[1]
    noor.go("/decisions/new/?group=identity")
    page.locator("[name=question], [name$=-question]").first.fill(ASKED)
    for place, (title, why) in enumerate(OPTIONS):
        page.locator(f"[name=option-{place}-title]").fill(title)
        page.locator(f"[name=option-{place}-why]").fill(why)
    page.get_by_text("What it changes on the roadmap").first.click()
    page.locator("[name=option-0-effect-0-initiative]").fill(f"{TITLE} ({key})")
    page.locator("[name=option-0-effect-0-window]").fill("Q2 2087")
    page.locator("[name$=decide_by]").fill(f"{datetime.now(ZoneInfo('Europe/London')).date() + timedelta(days=5)}")
    topic = page.get_by_label(QUESTION)
    if topic.count():
        topic.check()
    page.get_by_role("button", name="Ask for this decision").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(ASKED)
    tour.picture(page, "07-options")
    return page.url


def decide_with_a_reason(elena: Visitor, decision: str, tour: Tour) -> None:
    """8. One page, on a phone, in two minutes."""
    page = elena.page
    page.goto(decision)
    page.get_by_role("radio", name=re.compile(re.escape(OPTIONS[0][0]))).check()
    page.get_by_label("Your reason").fill(REASON)
    tour.picture(page, "08-decide")
    page.get_by_role("button", name="Decide so").click()
    expect(page.locator("#main")).to_contain_text(REASON)


def publish_the_decision(femi: Visitor, decision: str) -> None:
    """A facilitator looks at who reads what, and publishes; whoever contributed is credited."""
    page = femi.page
    page.goto(decision)
    expect(page.locator("#to-publish")).to_contain_text(REASON)
    page.get_by_role("button", name="Publish this decision").click()
    expect(page.get_by_text("Published").first).to_be_visible()


def see_the_roadmap_change(noor: Visitor, initiative: str, tour: Tour) -> None:
    """9. The effect is on the roadmap, and the history says why."""
    page = noor.page
    page.goto(initiative)
    expect(page.locator("#main")).to_contain_text("Q2 2087")
    expect(page.locator("#main")).to_contain_text(REASON)
    tour.picture(page, "09-history")


def see_what_became_of_it(aiko: Visitor, tour: Tour) -> None:
    """10. Whoever contributed sees what became of it."""
    page = aiko.page
    aiko.go("/")
    became = page.locator("section, .card", has_text="What became of what you said").last
    expect(became).to_contain_text(re.compile("credited|decided|answered", re.IGNORECASE))
    became.scroll_into_view_if_needed()
    tour.picture(page, "10-became")
