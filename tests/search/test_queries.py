"""Asking the index: everything is found by whoever may see it, and by nobody else, on both databases."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from parley.groups.actions import change_group
from parley.groups.queries import viewer_of
from parley.ledger.terms import MACHINE, Ref
from parley.search.actions import rebuild, refresh
from parley.search.models import Indexed
from parley.search.queries import found, titles_seen_by
from parley.search.terms import Kind
from tests.clients.made import hartmann, said
from tests.meetings.made import soon
from tests.roadmap.made import initiative
from tests.test_visibility import AT, KINDS, build, plans, sees_meeting
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refs(finds):
    return [str(find.ref) for find in finds]


def ask(cast, person, words, **more):
    return refs(found(cast.viewer(person), words, **more))


@pytest.fixture
def company(cast):
    client = hartmann(cast)
    said(cast, client, "Proof of deletion for audits, please. 東京都の監査")
    initiative(cast, "Right to be forgotten")
    topic(cast, cast.sam, "Does consent cover Japan?")
    rebuild()
    return cast


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("hartmann", "client"), ("SOHNE", "client"), ("söh", "client"), ("deletion", "insight"),
        ("audits proof", "insight"),
        ("東京", "insight"), ("東京都", "insight"), ("都", "insight"), ("監", "insight"), ("forgotten", "initiative"),
        ("forgot right", "initiative"), ("deletions", "insight"), ("audit proofs", "insight"),
        ("noor", "person"), ("noor@parley.example", "person"), ("identity", "area"), ("cover jap", "topic"),
    ],
)  # fmt: skip
def test_things_are_found_by_their_words(company, words, first):
    assert ask(company, company.noor, words)[0].startswith(first + ":")


@pytest.mark.parametrize("words", ["deletion hartmann", "arget", "京東", "xyzzy", "gotten right"])
def test_all_words_must_be_there(company, words):
    assert ask(company, company.noor, words) == []


def test_a_title_weighs_more_than_a_text(company):
    client = hartmann(company, name="Forgotten Ltd")
    refresh([Ref("client", client.pk)])
    said(company, client, "We were forgotten")
    rebuild()
    kinds = [ref.split(":")[0] for ref in ask(company, company.noor, "forgotten")]
    assert kinds[-1] == "insight"
    assert set(kinds) == {"client", "initiative", "insight"}


def test_a_stranger_finds_nothing_of_a_group(company):
    assert ask(company, company.omar, "forgotten") == []
    assert ask(company, company.omar, "japan") == []
    assert ask(company, company.sam, "japan")


def test_kinds_can_be_chosen(company):
    assert ask(company, company.noor, "identity", kinds=[Kind.PERSON]) == []


@pytest.mark.parametrize(
    "words",
    ['"', "*", "AND OR NOT", "NEAR(a b)", "\x00", "a\x00b", "x" * 10_000, "a " * 5_000, "🙂", "東" * 5_000, "'; --",
     "-a", "^a", "title:a", "a:*", "\\", "%", "{}", "ｱ", "\ud83d", "<->", "!a", "ß", "½", "\u200b"],
)  # fmt: skip
def test_no_question_fails(company, words):
    ask(company, company.noor, words)


def test_what_was_sought_is_marked(company):
    (find,) = found(company.viewer(company.noor), "deletion aud")
    assert [piece.text for piece in find.excerpt if piece.sought] == ["deletion", "audits"]


def test_a_change_is_found_after_a_refresh_and_the_old_words_are_not(company):
    change_group(area=company.identity, name="Privacy", charter="Nothing else.", answer_days=14, actor=MACHINE,
                 at=company.at)  # fmt: skip
    refresh([Ref("area", company.identity.pk), Ref("region", 1)])
    ref = f"area:{company.identity.pk}"
    assert ref in ask(company, company.omar, "nothing")
    assert ref not in ask(company, company.omar, "identity")


def test_refreshing_and_rebuilding_again_changes_nothing(company):
    before = list(Indexed.objects.order_by("pk").values_list())
    refresh([Ref(row.kind.value, row.key) for row in Indexed.objects.exclude(kind=Kind.AGENDA_ITEM)])
    assert rebuild() == len(before)
    assert list(Indexed.objects.order_by("pk").values_list()) == before
    assert ask(company, company.noor, "forgotten")


def test_what_is_gone_leaves_the_index(company):
    row = Indexed.objects.create(kind=Kind.CLIENT, key=99_999, page=99_999, title="Ghost")
    assert rebuild() == Indexed.objects.count()
    assert not Indexed.objects.filter(pk=row.pk).exists()
    Indexed.objects.create(kind=Kind.CLIENT, key=99_999, page=99_999, title="Ghost")
    refresh([Ref("client", 99_999)])
    assert not Indexed.objects.filter(key=99_999).exists()


def test_asking_takes_one_query(company):
    viewer = company.viewer(company.omar)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found(viewer, "a")
    assert len(queries) == 1


def test_titles_are_for_those_who_may_see_the_thing(company):
    hidden = initiative(company, "Household graph")
    client = hartmann(company, name="Orbit")
    asked = [Ref("initiative", hidden.pk), Ref("client", client.pk), Ref("area", company.identity.pk),
             Ref("person", company.gone.pk), Ref("region", company.emea.pk), Ref("nothing", 1),
             Ref("client", 0)]  # fmt: skip
    seen = titles_seen_by(company.viewer(company.omar), asked)
    assert {str(ref): title for ref, title in seen.items()} == {
        f"client:{client.pk}": "Orbit",
        f"area:{company.identity.pk}": "Identity & privacy",
        f"person:{company.gone.pk}": "Grace Gone",
        f"region:{company.emea.pk}": "EMEA",
    }
    assert titles_seen_by(company.viewer(company.noor), asked)[Ref("initiative", hidden.pk)] == "Household graph"
    assert titles_seen_by(company.viewer(company.noor), []) == {}


WORDS = {
    "people": "p",
    "clients": "c",
    "insights": "t",
    "initiatives": "i",
    "topics": "t",
    "decisions": "d",
    "meetings": "m",
}
FOUND_AS = {"people": Kind.PERSON, "clients": Kind.CLIENT, "insights": Kind.INSIGHT, "initiatives": Kind.INITIATIVE,
            "topics": Kind.TOPIC, "decisions": Kind.DECISION, "meetings": Kind.MEETING}  # fmt: skip


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(plan=plans)
def test_in_random_companies_exactly_what_may_be_seen_is_found(plan: dict[str, Any]) -> None:
    with transaction.atomic():
        made = build(plan=plan, actor=MACHINE, at=AT)
        rebuild()
        for person in (each for each in made.people if each.left_on is None):
            viewer = viewer_of(person)
            for kind, found_as in FOUND_AS.items():
                may_see = KINDS[kind][2]
                finds = found(viewer, WORDS[kind], limit=1000, kinds=[found_as])
                assert {find.ref.key for find in finds} == {
                    thing.pk for thing in getattr(made, kind) if may_see(made, person, thing)
                }
            lines = found(viewer, "l", limit=1000, kinds=[Kind.AGENDA_ITEM])
            assert all(viewer.operations or find.page.key in {
                meeting.pk for meeting in made.meetings
                if sees_meeting(made, person, meeting)
            } for find in lines)  # fmt: skip
        transaction.set_rollback(True)


def test_meetings_of_a_series_are_told_apart_by_their_day(cast):
    meeting = soon(cast, time_zone="Europe/London")
    rebuild()
    here = meeting.starts_at.astimezone(ZoneInfo(cast.viewer(cast.aiko).time_zone))
    called = f"{meeting.title}, {here.day} {here:%b %Y}"
    ref = Ref("meeting", meeting.pk)
    assert titles_seen_by(cast.viewer(cast.ines), [ref])[ref].startswith(f"{meeting.title}, ")
    seen = titles_seen_by(cast.viewer(cast.aiko), [ref])
    assert seen == {ref: called}
    assert "".join(piece.text for piece in found(cast.viewer(cast.aiko), "extra")[0].title) == called
