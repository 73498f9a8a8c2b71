"""Measured influence in a browser without JavaScript: the page, the lists behind it, one tap, and marking input."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.decisions.queries import options_of
from parley.decisions.terms import decision_ref
from parley.kernel.spans import quarter_of
from parley.reactions.influence import count_influence, draw_credits
from parley.screens.influence import shown
from parley.screens.rendering import environment
from parley.surveys.models.checks import CreditCheck
from parley.surveys.queries.influence import figures_of
from parley.surveys.terms.influence import DEFINITIONS, EVERYBODY, Changed, Perceived
from parley.topics.actions import answer_topic
from parley.voices.actions import credit, say, withdraw_comment
from parley.voices.models import Comment
from parley.voices.terms import Given
from tests.cast import Cast
from tests.decisions.made import QUESTION, decision, settle_and_publish
from tests.surveys.credited import Told, a_quarter
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db]


def text(answer) -> str:
    """The words of a page, as somebody reads them."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def counted(cast: Cast, **given: int) -> Told:
    told = a_quarter(cast, **given)
    for each in told.topics[6:]:
        answer_topic(topic=each, answer="Yes, from January on.", actor=cast.noor, at=cast.at)
    count_influence(cast.at)
    return told


def cost(browser, href: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(href).status_code == 200
    return len(queries)


def test_everybody_reads_the_same_figures_in_a_sentence_with_intervals(cast: Cast) -> None:
    told = counted(cast)
    page = cast.browser(cast.omar).get("/influence/")
    assert page.status_code == 200
    said = text(page)
    assert "Of 8 contributions by 8 people, 100% were answered, 75% are credited in a decision, and 75% changed" in said
    assert f"Measured influence, {told.quarter}" in said
    assert "75% (41 to 93) of 8" in said
    assert "No survey has been released yet" in said
    assert 'href="/influence/"' in page.text
    for each in DEFINITIONS.values():
        assert each in said.replace("&#39;", "'"), "the page says how everything is counted"
    figures = said[said.index("Measured, beside") : said.index("What is counted, and how")]
    assert figures in text(cast.browser(cast.ines).get("/influence/")), "the figures are the company’s, for everybody"


def test_before_anything_is_counted_the_page_says_what_would_be_here(cast: Cast) -> None:
    assert "Nothing has been counted yet" in text(cast.browser(cast.omar).get("/influence/"))
    assert cast.browser(cast.omar).get("/influence/contributions/").status_code == 404


def test_four_givers_show_no_figure_anywhere(cast: Cast) -> None:
    counted(cast, people=4, credited=4)
    page = cast.browser(cast.ines).get("/influence/")
    said = text(page)
    assert "Fewer than five contributions, or by fewer than five people" in said
    assert "as they have fewer than five or would give those away that do" in said
    assert "%" not in said.partition("What is counted, and how")[0].replace("95%", "")
    assert '<svg class="beside' not in page.text
    href = "/influence/contributions/?by=group&value=identity"
    assert cast.browser(cast.ines).get(href).status_code == 404, "nor a list of what a hidden row counts"


def test_a_quarter_that_was_not_counted_is_said_and_another_shown(cast: Cast) -> None:
    counted(cast)
    browser = cast.browser(cast.omar)
    assert "There is no counted quarter “1999-Q1”" in text(browser.get("/influence/?quarter=1999-Q1"))
    now = shown.quarter_key(quarter_of(cast.at.date()))
    assert "This quarter is not over" in text(browser.get(f"/influence/?quarter={now}"))


def test_the_funnel_opens_down_to_what_the_reader_may_see(cast: Cast) -> None:
    told = counted(cast)
    credited = "/influence/contributions/?kind=topic&what=credited"
    member = text(cast.browser(cast.sam).get(credited))
    assert "Does consent cover country 0?" in member
    assert "Does consent cover country 7?" not in member, "it is answered, and credited nowhere"
    assert "Credited in a decision" in member
    stranger = text(cast.browser(cast.omar).get(credited))
    assert "Does consent cover" not in stranger
    assert "Nothing here that you may see" in stranger
    own = text(cast.browser(told.people[3]).get(f"{credited}&by=group&value=identity"))
    assert "Does consent cover country 3?" in own
    assert cast.browser(cast.sam).get(f"{credited}&by=group&value=reporting").status_code == 404
    assert cast.browser(cast.sam).get(f"{credited}&by=side&value=business").status_code == 200
    for odd in ("?kind=note", "?by=kind&value=topic", "?page=x", "?page=99999", "?what=%00", "?by=region&value=%00"):
        assert cast.browser(cast.sam).get(f"/influence/contributions/{odd}").status_code in {200, 404}


def test_comments_of_a_list_stand_where_they_were_said_and_only_for_who_hears_them(cast: Cast) -> None:
    brought = topic(cast, cast.sam)
    said = say(thread=brought.thread, text="Tokyo needs it by March.", actor=cast.aiko, at=cast.at)
    open_one = decision(cast)
    other = say(thread=open_one.thread, text="Legal will not sign this.", actor=cast.aiko, at=cast.at)
    aiko = cast.browser(cast.aiko)
    for comment in (said, other):
        aiko.post(f"/influence/comments/{comment.pk}/", {"as_input": "yes"})
    count_influence(cast.at)
    href = f"/influence/contributions/?kind=comment&quarter={shown.quarter_key(quarter_of(cast.at.date()))}"
    page = cast.browser(cast.femi).get(href)
    assert f'href="/topics/{brought.pk}/#comment-{said.pk}"' in page.text
    assert f'href="/decisions/{open_one.pk}/#comment-{other.pk}"' in page.text
    assert "Legal will not sign" not in cast.browser(cast.omar).get(href).text
    assert "Tokyo needs" not in cast.browser(cast.omar).get(href).text


def test_the_chart_stands_beside_what_people_say_with_its_table(cast: Cast) -> None:
    told = counted(cast)
    figures, names = figures_of(told.quarter, on=cast.at.date()), shown.names_by(cast.viewer(cast.omar))
    perceived = {
        EVERYBODY: Perceived(0.671, 0.6, 0.74, 131, "Autumn 2026"),
        (("group", "identity"),): Perceived(0.4, 0.3, 0.51, 60, "Autumn 2026"),
        (("side", "business"),): Perceived(0.9, 0.8, 0.95, 90, "Autumn 2026"),
        (("group", "reporting"),): Perceived(0.5, 0.4, 0.6, 40, "Autumn 2026"),
    }
    rows = shown.chart(figures, perceived, names)
    assert [each.name for each in rows] == ["Everybody", "Business", "Identity & privacy"]
    assert figures.whole
    said = shown.headline(figures.whole, rows)
    assert "Furthest apart: Identity & privacy, where 40% say they can influence the roadmap and 75% of" in said
    drawn = environment().get_template("influence/chart.html").module
    html = str(drawn.beside_chart(rows, "Autumn 2026"))
    assert "say they can influence the roadmap (Autumn 2026)" in html
    assert "67% (60 to 74) of 131" in html
    assert html.count('class="beside-said"') == html.count('class="beside-measured"') == 3
    assert 'x="0" y="11" width="67.10"' in html
    assert "style=" not in html
    assert "<script" not in html


def test_who_was_credited_answers_with_one_tap_on_today(cast: Cast) -> None:
    told = counted(cast)
    assert draw_credits(cast.at) == 6
    check = CreditCheck.objects.order_by("pk")[0]
    person = check.contribution.person
    browser, href = cast.browser(person), f"/influence/checks/{check.pk}/"
    today = browser.get("/")
    assert "You are credited here. Did it change what you asked for?" in text(today)
    assert f'action="{href}"' in today.text
    asked = text(browser.get(href))
    assert QUESTION in asked
    assert "Does consent cover country" in asked
    assert CreditCheck.objects.get(pk=check.pk).answer is None, "reading answers nothing"
    assert browser.post(href, {"answer": "perhaps"}).status_code == 422
    assert browser.post(href, {"answer": "partly"}).url == "/"
    assert CreditCheck.objects.get(pk=check.pk).answer is Changed.PARTLY
    assert browser.post(href, {"answer": "no"}).status_code == 422
    assert "You are credited here" not in text(browser.get("/"))
    assert "You have answered" in text(browser.get(href))
    other = next(each for each in told.people if each != person)
    for stranger in (other, cast.ines, cast.elena):
        assert cast.browser(stranger).get(href).status_code == 404
        assert cast.browser(stranger).post(href, {"answer": "no"}).status_code == 404


def test_a_comment_is_marked_by_its_author_before_anything_credits_it(cast: Cast) -> None:
    brought = topic(cast, cast.sam)
    said = say(thread=brought.thread, text="Tokyo needs it by March.", actor=cast.aiko, at=cast.at)
    aiko, sam = cast.browser(cast.aiko), cast.browser(cast.sam)
    href = f"/influence/comments/{said.pk}/"
    assert f'action="{href}"' in aiko.get(f"/topics/{brought.pk}/").text
    assert f'action="{href}"' not in sam.get(f"/topics/{brought.pk}/").text
    assert aiko.post(href, {"as_input": "maybe"}).status_code == 422
    assert sam.post(href, {"as_input": "yes"}).status_code == 404
    assert aiko.post(href, {"as_input": "yes"}).url == f"/topics/{brought.pk}/#comment-{said.pk}"
    assert "Input: Aiko Tanaka would like this considered." in text(sam.get(f"/topics/{brought.pk}/"))
    assert aiko.post(href, {"as_input": "no"}).status_code == 302
    assert Comment.objects.get(pk=said.pk).input_at is None
    by = decision(cast)
    settle_and_publish(decision=by, option=options_of(by)[0], actor=cast.elena, at=cast.at)
    credit(
        person=cast.aiko,
        kind=Given.COMMENT,
        given=said.pk,
        credited_by=decision_ref(by.pk),
        actor=cast.elena,
        at=cast.at,
    )
    assert aiko.post(href, {"as_input": "yes"}).status_code == 422
    withdraw_comment(comment=said, actor=cast.aiko, at=cast.at)
    assert aiko.post(href, {"as_input": "yes"}).status_code == 404


def test_pages_cost_the_same_for_few_and_many(cast: Cast) -> None:
    told = counted(cast)
    draw_credits(cast.at)
    browser = cast.browser(cast.ines)
    pages = ("/influence/", "/influence/contributions/?kind=topic", "/influence/contributions/?kind=comment")
    few = [cost(browser, href) for href in pages]
    for n in range(40):
        at = told.topics[0].brought_at + timedelta(minutes=n)
        person = told.people[n % 8]
        made = topic(cast, person, f"Another question {n}?", at=at, answer_by=at.date() + timedelta(days=9))
        say(thread=made.thread, text=f"It matters {n}.", actor=person, at=at)
    count_influence(cast.at)
    assert [cost(browser, href) for href in pages] == few
    assert max(few) <= 15, few
