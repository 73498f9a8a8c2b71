"""Product operations plan a survey and bring one in that was asked elsewhere, at a desk and on a phone."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.test_every_page import faults_of

pytestmark = pytest.mark.journey
RANKED = "Shorter meetings\nMinutes the same day\nMore clients in trials\nEarlier words\nFewer topics"
ONWARDS = re.compile("^(I agree|Next|Check my answers|Go on without an answer)$")
TOTALS = """wave,closed,question,cut,value,agree,answered,invited
{wave},{closed},influence,,,60,100,140
{wave},{closed},influence,side,Business,30,60,80
{wave},{closed},influence,side,Product,30,40,60
"""


def days_of(visitor: Visitor) -> tuple[date, date]:
    """Days of its own for each width: nobody is asked by two waves at once."""
    first = date.today() + timedelta(days=90 if visitor.phone else 120)  # noqa: DTZ011 - any day will do
    return first, first + timedelta(days=10)


def test_a_wave_is_planned_added_to_and_looked_at_as_who_is_asked(visitor: Visitor) -> None:
    page, name = visitor.page, f"Winter {'phone' if visitor.phone else 'desk'}"
    visitor.become("Ines Costa")
    visitor.go("/company/surveys/")
    first, last = days_of(visitor)
    for called in (name, "At the same time"):
        page.get_by_role("link", name="Plan a wave").click()
        page.get_by_label("What it is called").fill(called)
        page.get_by_label("Opens on").fill(first.isoformat())
        page.get_by_label("Closes on").fill(last.isoformat())
        page.get_by_label("Everybody in the company").check()
        page.get_by_role("button", name="Plan it").click()
        if called == name:
            expect(page.locator("main")).to_contain_text("as things are now")
            visitor.go("/company/surveys/")
    expect(page.locator("main")).to_contain_text(f"“{name}” asks some of these people at the same time")
    expect(page.get_by_label("What it is called")).to_have_value("At the same time")
    visitor.go("/company/surveys/")
    page.get_by_role("link", name=name).click()
    page.get_by_role("link", name="Ask something besides").click()
    page.get_by_label("Tap your top three").check()
    page.get_by_label("The question").fill("What would help you most?")
    page.get_by_label("What is ranked").fill(RANKED)
    page.get_by_role("button", name="Add this question").click()
    expect(page.locator("main")).to_contain_text("Minutes the same day")
    faults = faults_of(page, "the plan", name)
    page.get_by_role("link", name="Look at it as who is asked").click()
    for number in range(1, 7):
        expect(page.locator("main")).to_contain_text("counts for nothing")
        expect(page.locator("main")).to_contain_text(f"Question {number} of 6")
        faults += faults_of(page, f"question {number} as who is asked", name)
        page.get_by_role(
            "button", name=re.compile("^(I agree|Next|Check my answers|Go on without an answer)$")
        ).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    page.get_by_text("Give this wave up").click()
    page.get_by_label("Why?").fill("It was tried out.")
    page.get_by_role("button", name="Give it up").click()
    expect(page.locator("#messages")).to_contain_text("nobody has read it")
    assert not faults, "\n" + "\n".join(faults)


def test_a_wave_that_was_asked_elsewhere_is_looked_at_brought_in_and_taken_out(visitor: Visitor) -> None:
    page, name = visitor.page, f"Years ago {'phone' if visitor.phone else 'desk'}"
    text = TOTALS.format(wave=name, closed="2019-04-12" if visitor.phone else "2020-04-12")
    visitor.become("Ines Costa")
    visitor.go("/company/surveys/")
    page.get_by_role("link", name="Bring past waves in").click()
    for content, said in ((text.replace("60,100", "101,100"), "Line 2"), (text, "What would come in")):
        page.set_input_files(
            "input[type=file]", {"name": "totals.csv", "mimeType": "text/csv", "buffer": content.encode()}
        )
        page.get_by_role("button", name="Look at it").click()
        expect(page.locator("main")).to_contain_text(said)
    faults = faults_of(page, "what would come in", name)
    page.get_by_role("button", name="Take them in").click()
    page.get_by_role("link", name=name).click()
    expect(page.locator("main")).to_contain_text("whom another system asked")
    page.get_by_role("link", name="See what it found").click()
    expect(page.locator("main")).to_contain_text("60% say they can influence the roadmap")
    expect(page.locator("main")).to_contain_text("100 of 140 answered")
    faults += faults_of(page, "its results", name)
    visitor.go("/company/surveys/")
    page.get_by_role("link", name=name).click()
    page.get_by_text("Take this wave out again").click()
    page.get_by_label("Why?").fill("The wrong file.")
    page.get_by_role("button", name="Take it out").click()
    expect(page.locator("#messages")).to_contain_text("The wave is out again")
    assert not faults, "\n" + "\n".join(faults)
