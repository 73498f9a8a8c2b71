"""Digests: what they say, in which order and words."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from parley.decisions.actions import publish_decision
from parley.disclosure.actions import change_regions, move_stage, replan_region
from parley.notifications.queries.said import SPOKEN
from parley.notifications.terms import WaitingThing, Waits
from parley.notifications.terms.digests import Rhythm, Times
from parley.notifications.terms.verbs import VERBS
from parley.people.actions import change_person
from parley.people.models import Person
from parley.reactions.digests import times_said
from parley.reactions.news_words import SENTENCES
from parley.reactions.table import TELLS
from parley.reactions.waiting_words import waiting_said
from parley.roadmap.models import Initiative
from parley.roadmap.queries import viewers_of_initiative
from parley.roadmap.terms import Confidence, Horizon, Plan, Stage, initiative_ref
from parley.screens.today.waiting import href_of
from parley.topics.actions import answer_topic
from parley.voices.actions import say
from parley.voices.models import Comment
from tests.cast import Cast
from tests.decisions.made import QUESTION, REASON
from tests.disclosure.made import Q3, fresh
from tests.reactions.digested import BECAUSE, chosen, digests, followed, moved, one, told
from tests.reactions.test_decided import settled
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db]


@pytest.mark.database
def test_it_says_what_is_new_once_with_its_reason_and_a_way_out(cast: Cast) -> None:
    chosen(cast, cast.sam)
    moved(cast, followed(cast, cast.sam))
    told()
    message = one(cast.sam, planned="2026-01-05T08:00:00+00:00")
    assert message.to == ["sam@parley.example"]
    assert message.subject == "New: Consent signals"
    html = message.alternatives[0][0]
    for words in (
        "Consent signals",
        "It was planned anew.",
        "Noor Haddad",
        BECAUSE,
        "each working day at 08:00 London",
    ):
        assert words in message.body
        assert words in html
    assert message.extra_headers["Message-ID"] == f"<digest-{cast.sam.pk}-20260105T0800Z@127.0.0.1>"
    out = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert out.startswith(f"{settings.PUBLIC_URL}/unsubscribe/")
    assert out in message.body
    assert out in html
    assert digests(cast.sam) == [], "nothing is new since"


def test_first_what_waits_then_what_became_of_it_then_decisions_then_the_rest(cast: Cast) -> None:
    chosen(cast, cast.noor, news=False)
    moved(cast, followed(cast, cast.noor), by=cast.ines)
    found = followed(cast, cast.noor, title="Proof of consent")
    asked = topic(cast, cast.noor, "Can deletion be proven?")
    answer_topic(topic=asked, answer="Yes, by the audit log.", actor=cast.femi, at=cast.at)
    topic(cast, cast.aiko, "Does consent cover Japan?")
    publish_decision(decision=settled(cast, found), credits=[], actor=cast.femi, at=timezone.now())
    told()
    body = one(cast.noor).body
    places = [
        body.index(words)
        for words in ("What waits for you", "Answer Does consent cover Japan?", "What became of what you said",
                      "Your topic Can deletion be proven? has its answer", "Yes, by the audit log.", "Decided, and why",
                      QUESTION, REASON, "What else is new", "Consent signals", "It was planned anew.")
    ]  # fmt: skip
    assert places == sorted(places)
    assert body.count("Can deletion be proven?") == 1, "an answer is said once, not as news again"


def said_of(cast: Cast, row: Initiative, text: str, *, by: Person | None = None) -> Comment:
    """Say something about an initiative, and let people be told."""
    comment = say(thread=row.thread, text=text, on=initiative_ref(row.pk), readers=viewers_of_initiative(row),
                  actor=by or cast.noor, at=timezone.now())  # fmt: skip
    told()
    return comment


@pytest.mark.database
def test_whoever_is_named_in_a_comment_is_told_that_with_its_words_and_the_way_to_it(cast: Cast) -> None:
    chosen(cast, cast.sam, cast.aiko, cast.noor, news=False)
    row = followed(cast, cast.sam, cast.aiko)
    comment = said_of(cast, row, f"@{cast.sam.name}, do **you** know?\n\nIt is about Japan.", by=cast.femi)
    words = f"“@{cast.sam.name}, do you know? It is about Japan.”"
    message = one(cast.sam)
    link = f"{settings.PUBLIC_URL}/comments/{comment.pk}/"
    assert f"- Femi Adeyemi named you: {words} (" in message.body
    assert f"  {link}\n" in message.body
    assert f'<a href="{link}">Femi Adeyemi named you: {words}</a>' in message.alternatives[0][0]
    assert f"- Femi Adeyemi said: {words} (" in one(cast.aiko).body
    assert f"- Femi Adeyemi said: {words} (" in one(cast.noor).body, "who owns it"
    said_of(cast, row, "@Noor Haddad?", by=cast.femi)
    assert "Femi Adeyemi named you: “@Noor Haddad?”" in one(cast.noor).body, "named comes before owning it"


def test_whose_group_is_named_reads_which(cast: Cast) -> None:
    chosen(cast, cast.noor, news=False)
    said_of(cast, followed(cast, cast.noor), f"Hello @{cast.identity.name}", by=cast.femi)
    assert f"Femi Adeyemi named {cast.identity.name}: “Hello @{cast.identity.name}”" in one(cast.noor).body


def test_what_several_said_about_a_thing_is_one_line_that_leads_to_the_first(cast: Cast) -> None:
    chosen(cast, cast.sam)
    row = followed(cast, cast.sam)
    first = said_of(cast, row, "Word " * 50, by=cast.aiko)
    said_of(cast, row, "Later.", by=cast.aiko)
    body = one(cast.sam).body
    assert "Aiko Tanaka wrote 2 comments. The first: “Word Word" in body
    assert "Word…”" in body
    assert len(max(body.splitlines(), key=len)) < 200
    assert f"/comments/{first.pk}/" in body
    for person in (cast.aiko, cast.femi, cast.noor):
        said_of(cast, row, "Once more.", by=person)
    assert "Aiko Tanaka and 2 others wrote 3 comments. The first: “Once more.”" in one(cast.sam).body


def test_what_is_for_other_regions_is_folded_and_alone_makes_no_mail(cast: Cast) -> None:
    chosen(cast, cast.sam)
    far = followed(cast, cast.sam, title="Only for Asia")
    change_regions(initiative=fresh(far), regions=[cast.apac], reason=BECAUSE, actor=cast.noor, at=cast.at)
    told()
    assert digests(cast.sam) == []
    near = followed(cast, cast.sam, title="For everybody")
    moved(cast, near)
    plan = Plan(horizon=Horizon.LATER, window=Q3, confidence=Confidence.LOW)
    replan_region(initiative=fresh(near), region=cast.amer, plan=plan, reason="Otherwise there, because of the law.",
                  actor=cast.noor, at=cast.at)  # fmt: skip
    told()
    body = one(cast.sam).body
    assert "As another region: 2 more" in body
    assert "Only for Asia" not in body
    assert "because of the law" not in body


def test_what_a_decision_changed_is_said_of_whoever_decided_it(cast: Cast) -> None:
    chosen(cast, cast.sam)
    row = followed(cast, cast.sam)
    made = settled(cast, row, later=True)
    publish_decision(decision=made, credits=[], actor=cast.femi, at=timezone.now())
    told()
    body = one(cast.sam).body
    assert "It was planned anew. (Elena Brandt" in body
    assert "Femi Adeyemi" not in body, "she only published it"


def test_a_stage_is_said_by_its_label(cast: Cast) -> None:
    chosen(cast, cast.sam)
    row = followed(cast, cast.sam)
    move_stage(initiative=fresh(row), stage=Stage.BUILD, reason=BECAUSE, without=BECAUSE, actor=cast.noor, at=cast.at)
    told()
    assert "It is at “Build” now." in one(cast.sam).body


def test_an_answer_that_was_under_way_while_the_last_one_was_made_is_what_became_of_it(cast: Cast) -> None:
    chosen(cast, cast.sam, news=False)
    made = topic(cast, cast.sam, "Does consent cover Japan?")
    moved(cast, followed(cast, cast.sam))
    told()
    begun = timezone.now()
    one(cast.sam)
    answer_topic(topic=made, answer="Yes: APPI is covered.", actor=cast.noor, at=begun)
    told()
    body = str(one(cast.sam).body)
    assert "Your topic Does consent cover Japan? has its answer" in body
    assert "It was answered." not in body
    assert digests(cast.sam) == []


def test_what_waits_makes_one_when_something_new_waits(cast: Cast) -> None:
    chosen(cast, cast.noor)
    topic(cast, cast.aiko, "Does consent cover Japan?")
    message = one(cast.noor)
    assert message.subject == "One thing waits for you"
    assert digests(cast.noor) == []
    topic(cast, cast.aiko, "Does consent cover Korea?")
    assert one(cast.noor).subject == "2 things wait for you"


def test_each_thing_that_waits_leads_to_where_it_is_done(cast: Cast) -> None:
    chosen(cast, cast.noor)
    two = [topic(cast, cast.aiko, f"Does consent cover {name}?") for name in ("Japan", "Korea")]
    message = one(cast.noor)
    for each in two:
        link = f"{settings.PUBLIC_URL}/topics/{each.pk}/#answer"
        assert f"  {link}\n" in str(message.body)
        assert f'<a href="{link}">{each.title}</a>' in str(message.alternatives[0][0])
    all_of_it = f"{settings.PUBLIC_URL}/waiting/"
    assert f"See all that waits\n{all_of_it}\n" in str(message.body)
    assert f'<a href="{all_of_it}">See all that waits</a>' in str(message.alternatives[0][0])
    page = cast.browser(cast.noor).get(f"/topics/{two[0].pk}/").content.decode()
    assert 'id="answer"' in page


@pytest.mark.parametrize("waits", Waits)
def test_whatever_waits_is_done_somewhere(waits: Waits) -> None:
    thing = WaitingThing(waits, 7, "Consent", None, None, "Identity", "identity", whom="1")
    link = waiting_said(thing, "Europe/London", timezone.now())["link"]
    assert link == settings.PUBLIC_URL + href_of(thing)
    assert "7" in link or "identity" in link


def test_it_greets_in_the_language_of_its_reader(cast: Cast) -> None:
    chosen(cast, cast.noor)
    topic(cast, cast.aiko)
    with translation.override("de"):
        greeting = translation.gettext("Hello %(name)s,") % {"name": "Noor Haddad"}
    change_person(person=cast.noor, name="Noor Haddad", function=cast.noor.function, region=cast.noor.region,
                  time_zone="Europe/London", language="de", actor=cast.noor, at=cast.at)  # fmt: skip
    assert greeting in one(cast.noor).body
    assert translation.get_language() == "en"


def test_it_costs_the_same_however_much_it_tells(cast: Cast) -> None:
    planned = timezone.now().isoformat()  # of one name, so that each has the way out that the first one made
    chosen(cast, cast.sam, cast.aiko)
    moved(cast, followed(cast, cast.sam))
    told()
    digests(cast.sam, planned=planned)
    moved(cast, followed(cast, cast.aiko, title="Warm"))
    told()
    digests(cast.aiko)  # queries are built
    asked = []
    for many in (1, 9):
        for n in range(many):
            moved(cast, followed(cast, cast.sam, title=f"Thing {many} {n}"))
        told()
        digests(cast.sam, planned=planned)
        for n in range(many):
            moved(cast, followed(cast, cast.sam, title=f"Other {many} {n}"))
        told()
        with CaptureQueriesContext(connection) as queries:
            digests(cast.sam, planned=planned)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_it_costs_the_same_however_much_was_said_that_names_them(cast: Cast) -> None:
    planned, asked = timezone.now().isoformat(), list[int]()
    chosen(cast, cast.sam, news=False)
    row = followed(cast, cast.sam)
    for many in (1, 1, 9):  # the first builds queries
        for n in range(many):
            text = f"@{cast.sam.name} and @{cast.identity.name}: {len(asked)} {n}"
            said_of(cast, row, text, by=(cast.noor, cast.femi)[n % 2])
        with CaptureQueriesContext(connection) as queries:
            assert "named you" in one(cast.sam, planned=planned).body
        asked.append(len(queries))
    assert asked[1] == asked[2]


def test_everything_that_is_told_and_that_waits_has_its_words() -> None:
    assert {*SENTENCES, *SPOKEN, "decision.published", "initiative.stage_moved"} >= set(TELLS)
    assert set(VERBS) == set(Waits)
    assert all(words() for words in SENTENCES.values())


def test_its_times_are_said_as_people_say_them() -> None:
    assert times_said(Times(Rhythm.WEEKLY, (0,), 8), "Asia/Tokyo") == "Mon at 08:00 Tokyo"
    assert times_said(Times(Rhythm.DAYS, (0, 3), 17), "Europe/London") == "Mon and Thu at 17:00 London"
