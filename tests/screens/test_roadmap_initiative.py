"""The page of an initiative, and what people do on it: talk, follow, link what clients said."""

import pytest

from parley.clients.actions import note_insight
from parley.disclosure.actions import change_regions, move_stage, replan, replan_region, stop
from parley.kernel.spans import window_of
from parley.ledger.terms import Ref
from parley.roadmap.actions import link_insight, rename_stage, show_to
from parley.roadmap.queries import links_of
from parley.roadmap.rules import bound_of
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan, Stage, Stance, Why
from parley.voices.actions import credit, say
from parley.voices.queries import comments_in, follows
from parley.voices.terms import Given
from tests.roadmap.made import WHY, initiative, insight

pytestmark = pytest.mark.django_db


def at(row, rest=""):
    return f"/initiatives/{row.pk}/{rest}"


def read(cast, person, row, rest=""):
    answer = cast.browser(person).get(at(row, rest))
    assert answer.status_code == 200, answer
    return " ".join(answer.content.decode().split())


def post(cast, person, row, rest, **given):
    return cast.browser(person).post(at(row, rest), given)


def test_the_page_says_why_and_how_far_and_when(cast):
    row = initiative(cast, window=window_of("Q2 2087"), confidence=Confidence.MEDIUM, owner=cast.noor)
    html = read(cast, cast.aiko, row)
    for words in (
        WHY.because, "Written by Noor Haddad", "budget: Two teams", "Household graph v2 waits", "Now, Q2 2087",
        "Medium confidence", "Applies to all regions", "Elena Brandt decides", "owns it",
    ):  # fmt: skip
        assert words in html, words


def test_a_stranger_meets_nothing_of_it(cast):
    row = initiative(cast)
    for person in (cast.omar, cast.lena, cast.petra):
        browser = cast.browser(person)
        for rest in ("", "why/", "plan/", "stage/", "regions/", "audience/", "title/", "stop/", "insights/"):
            answer = browser.get(at(row, rest))
            assert answer.status_code == 404, rest
            assert row.title not in answer.content.decode()
        for rest in ("comments/", "following/", "insights/", "why/", "plan/", "override/", "stop/"):
            assert browser.post(at(row, rest), {"text": "Hello"}).status_code == 404, rest
    assert not comments_in(row.thread_id)


def test_a_stage_is_named_as_the_company_names_it(cast):
    row = initiative(cast)
    rename_stage(stage=Stage.BETA, label="Pilot", actor=cast.ines, at=cast.at)
    html = read(cast, cast.aiko, row)
    assert "Pilot" in html
    assert ">Beta<" not in html


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.GATHER, "At Gather insights no client hears of it."),
        (Stage.BETA, "the clients in its Beta"),
        (Stage.BUILD, "any client may hear of it, with a quarter, never a day"),
        (Stage.LAUNCH, "with a day"),
    ],
)
def test_the_page_says_what_may_be_said_to_a_client(cast, stage, words):
    html = read(cast, cast.aiko, initiative(cast, stage=stage, audience=bound_of(stage)))
    assert "What you may say to a client" in html
    assert words in html
    assert "Don’t mention to clients yet" in html


def test_an_incomplete_why_says_what_is_missing(cast):
    row = initiative(cast, why=Why(because="Audits fail in EMEA."), audience=Audience.PRODUCT_TEAM)
    html = read(cast, cast.noor, row)
    assert "Still missing in this why: who benefits, the budget" in html
    html = read(cast, cast.noor, initiative(cast, title="Bare", why=Why(), audience=Audience.PRODUCT_TEAM))
    assert "Nobody has written yet which problem this solves" in html


def test_an_override_is_shown_with_its_name_and_reason(cast):
    row = initiative(cast)
    show_to(
        initiative=row, audience=Audience.COMPANY, override_reason="Sales calls open with audits.",
        actor=cast.noor, at=cast.at,
    )  # fmt: skip
    html = read(cast, cast.omar, row)
    assert "Shown further than its stage allows" in html
    assert "Sales calls open with audits." in html
    assert "Noor Haddad" in html
    assert "End this override" not in html
    assert "End this override" in read(cast, cast.noor, row)


def test_a_stage_that_moved_back_says_that_fewer_see_it(cast):
    row = initiative(cast, stage=Stage.BUILD, audience=Audience.COMPANY)
    move_stage(initiative=row, stage=Stage.BETA, reason="The audit failed.", actor=cast.noor, at=cast.at)
    assert "It was to be shown to the whole company, but at Beta only its group sees it." in read(cast, cast.aiko, row)
    assert cast.browser(cast.omar).get(at(row)).status_code == 404


def test_a_region_reads_its_own_plan(cast):
    row = initiative(cast, window=window_of("Q2 2087"))
    plan = Plan(horizon=Horizon.LATER, window=window_of("Q4 2087"), confidence=None)
    replan_region(
        initiative=row, region=cast.apac, plan=plan, reason="Tokyo needs an audit.", actor=cast.noor, at=cast.at
    )
    html = read(cast, cast.aiko, row)
    assert "When, for APAC" in html
    assert "Later, Q4 2087" in html
    assert "Elsewhere: now, Q2 2087." in html
    assert "In APAC: later, Q4 2087." in read(cast, cast.sam, row)
    change_regions(initiative=row, regions=[cast.emea], reason="The law is EU law.", actor=cast.noor, at=cast.at)
    assert "It does not apply to your region." in read(cast, cast.aiko, row)


def test_the_history_is_told_with_its_reasons(cast):
    row = initiative(cast, window=window_of("Q2 2087"))
    plan = Plan(horizon=Horizon.NOW, window=window_of("Q3 2087"), confidence=None)
    replan(initiative=row, plan=plan, reason="Two teams were lent.", actor=cast.noor, at=cast.at)
    html = read(cast, cast.aiko, row)
    assert "Moved it from Q2 2087 to Q3 2087" in html
    assert "Two teams were lent." in html
    assert "Wrote the why of it" in html
    assert 'to the roadmap of <a href="/groups/identity/">Identity &amp; privacy</a>' in html


def test_a_decision_that_its_reader_may_not_see_is_not_named(cast):
    row = initiative(cast, stage=Stage.BUILD, audience=Audience.COMPANY)
    move_stage(
        initiative=row, stage=Stage.LAUNCH, reason="Audits passed.", decided_in=Ref("decision", 99),
        actor=cast.elena, at=cast.at,
    )  # fmt: skip
    assert "as decided in something for fewer people" in read(cast, cast.omar, row)


def test_a_long_history_is_read_in_full_when_asked(cast):
    row = initiative(cast)
    for n in range(15):
        window = window_of(f"{2027 + n}")
        plan = Plan(horizon=Horizon.NOW, window=window, confidence=None)
        replan(initiative=row, plan=plan, reason=f"Audit {n} slipped.", actor=cast.noor, at=cast.at)
    assert "Audit 0 slipped." not in read(cast, cast.aiko, row)
    assert "Audit 0 slipped." in read(cast, cast.aiko, row, "?history=all")


def test_both_sides_speak_and_a_credit_is_shown(cast):
    row = initiative(cast)
    answer = post(cast, cast.aiko, row, "comments/", text="Does this help Tokyo? <b>")
    (said,) = comments_in(row.thread_id)
    assert answer.url == f"{at(row)}#comment-{said.pk}"
    say(thread=row.thread, text="From January on.", actor=cast.noor, at=cast.at)
    credit(
        person=cast.aiko, kind=Given.COMMENT, given=said.pk, credited_by=Ref("decision", 4), actor=cast.noor, at=cast.at
    )
    html = read(cast, cast.sam, row)
    assert "Does this help Tokyo? &lt;b&gt;" in html
    assert "talk-business" in html
    assert "talk-product" in html
    assert "Credited" in html
    assert "Take it back" not in html


@pytest.mark.parametrize("text", ["", "   ", "x" * 10_001, "a\0b"])
def test_a_comment_that_cannot_be_kept_is_refused_with_a_sentence(cast, text):
    row = initiative(cast)
    answer = post(cast, cast.aiko, row, "comments/", text=text)
    assert answer.status_code == 422
    assert "Not sent yet" in answer.content.decode()
    assert not comments_in(row.thread_id)


def test_a_comment_is_taken_back_by_its_author_alone(cast):
    row = initiative(cast)
    said = say(thread=row.thread, text="Too early.", actor=cast.aiko, at=cast.at)
    answer = cast.browser(cast.sam).post(f"/comments/{said.pk}/withdrawal/")
    assert answer.status_code == 422
    assert "Only whoever wrote a comment" in answer.content.decode()
    assert cast.browser(cast.omar).post(f"/comments/{said.pk}/withdrawal/").status_code == 404
    assert cast.browser(cast.aiko).post(f"/comments/{said.pk}/withdrawal/").url == f"{at(row)}#said"
    assert not comments_in(row.thread_id)


def test_a_long_conversation_is_read_from_its_end(cast):
    row = initiative(cast)
    said = [say(thread=row.thread, text=f"Word {n:02}.", actor=cast.aiko, at=cast.at) for n in range(32)]
    html = read(cast, cast.aiko, row)
    assert "Word 31." in html
    assert "Word 01." not in html
    assert f"?before={said[2].pk}#comment-{said[2].pk}" in html
    assert "Word 01." in read(cast, cast.aiko, row, f"?before={said[2].pk}")
    assert "Word 31." in read(cast, cast.aiko, row, "?before=💥")


def test_following_and_no_longer(cast):
    row = initiative(cast)
    assert ">Follow<" in read(cast, cast.aiko, row)
    post(cast, cast.aiko, row, "following/", level="everything")
    assert follows(cast.viewer(cast.aiko), row.thread_id)
    assert ">You hear: Everything<" in read(cast, cast.aiko, row)
    post(cast, cast.aiko, row, "following/", level="usual")
    assert not follows(cast.viewer(cast.aiko), row.thread_id)


def test_what_a_client_said_is_linked_and_taken_off(cast):
    row, said = initiative(cast), insight(cast, text="Nordbank pauses in Q1.")
    html = read(cast, cast.aiko, row, "insights/?q=nordbank")
    assert "Nordbank pauses in Q1." in html
    post(cast, cast.aiko, row, "insights/", insight=said.pk, stance="contradicts")
    assert links_of(row.pk).get().stance is Stance.CONTRADICTS
    html = read(cast, cast.aiko, row)
    assert "against it" in html
    assert "1 insight speaks against it</a>, of 1 client." in html
    assert post(cast, cast.sam, row, f"insights/{said.pk}/removal/").status_code == 422
    assert post(cast, cast.noor, row, f"insights/{said.pk}/removal/").status_code == 302
    assert not links_of(row.pk)
    assert post(cast, cast.noor, row, f"insights/{said.pk}/removal/").status_code == 404


@pytest.mark.parametrize("given", [{}, {"insight": "x", "stance": "supports"}, {"insight": "1", "stance": "maybe"}])
def test_nonsense_links_nothing(cast, given):
    row = initiative(cast)
    assert post(cast, cast.aiko, row, "insights/", **given).status_code == 422
    assert not links_of(row.pk)


def test_who_is_asking_is_said_with_its_meaning(cast):
    row = initiative(cast)
    assert "No client has asked yet, as far as anybody noted." in read(cast, cast.aiko, row)
    for name, region in (("Nordbank", cast.emea), ("Tokyo Ads", cast.apac)):
        said = insight(cast, name, region=region)
        link_insight(initiative=row, insight=said, stance=Stance.SUPPORTS, actor=cast.aiko, at=cast.at)
    insight(cast, "Silent plc")
    html = read(cast, cast.aiko, row)
    for words in (
        "2 of 3", "50% of what was said", "Too little evidence", "Only 2 requests so far.", "2.0",
        "What some of those who ask bring is not known.", "3 of 3 clients said anything at all within a year.",
    ):  # fmt: skip
        assert words in html, words


@pytest.mark.parametrize("person", ["aiko", "noor", "omar"])
def test_the_page_takes_the_same_few_queries_with_1_and_30(cast, person, django_assert_max_num_queries):
    row = initiative(cast, stage=Stage.BUILD, audience=Audience.COMPANY, regions=[cast.emea], owner=cast.noor)
    browser = cast.browser(getattr(cast, person))
    said = insight(cast)
    counts = []
    for rows in (1, 29):
        for n in range(rows):
            text = f"What {rows}-{n} said."
            more = note_insight(client=said.client, text=text, said_on=said.said_on, actor=cast.aiko, at=cast.at)
            link_insight(initiative=row, insight=more, stance=Stance.SUPPORTS, actor=cast.aiko, at=cast.at)
            say(thread=row.thread, text=f"Word {n}.", actor=cast.aiko, at=cast.at)
            plan = Plan(horizon=Horizon.NOW, window=window_of(f"{2030 + rows + n}"), confidence=None)
            replan(initiative=row, plan=plan, reason=f"Audit {n} slipped.", actor=cast.noor, at=cast.at)
        with django_assert_max_num_queries(15) as asked:
            browser.get(at(row))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_insights_take_the_same_few_queries_with_1_and_30(cast, django_assert_max_num_queries):
    row, said = initiative(cast), insight(cast)
    browser = cast.browser(cast.aiko)
    counts = []
    for rows in (1, 29):
        for n in range(rows):
            text = f"What {rows}-{n} said."
            more = note_insight(client=said.client, text=text, said_on=said.said_on, actor=cast.aiko, at=cast.at)
            link_insight(initiative=row, insight=more, stance=Stance.SUPPORTS, actor=cast.aiko, at=cast.at)
        with django_assert_max_num_queries(15) as asked:
            browser.get(at(row, "insights/"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_who_is_not_signed_in_is_asked_to(cast, client):
    row = initiative(cast)
    assert client.get(at(row)).status_code == 302
    assert client.post(at(row, "comments/"), {"text": "Hello"}).status_code == 302
    assert not comments_in(row.thread_id)


def test_a_get_changes_nothing(cast):
    row = initiative(cast)
    browser = cast.browser(cast.aiko)
    for rest in ("comments/", "following/", "override/"):
        assert browser.get(at(row, rest)).status_code == 302


def test_a_stopped_initiative_says_why_first_and_is_not_planned_any_more(cast):
    row = initiative(cast, window=window_of("Q2 2031"))
    stop(initiative=row, reason="The regulator withdrew the rule.", actor=cast.noor, at=cast.at)
    page = read(cast, cast.aiko, row)
    assert page.index("The regulator withdrew the rule.") < page.index("Why it was worth doing")
    assert "Stopped at Beta by Noor" in page
    assert "It was planned for Q2 2031 before it stopped." in page
    assert "Now, Q2 2031" not in page
