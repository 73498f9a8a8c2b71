"""Asking the index: everything is found by whoever may see it, and by nobody else, on both databases."""

from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.clients.models import Client
from parley.decisions.actions import dissent
from parley.groups.actions import change_group, remove_member
from parley.ledger.terms import MACHINE, Ref
from parley.meetings.actions import drop_point, promise
from parley.reactions.worker import Worker
from parley.search import queries
from parley.search.actions import rebuild, refresh
from parley.search.models import Indexed
from parley.search.queries import found, found_of_each, meant, titles_seen_by
from parley.search.terms import Kind
from parley.topics.actions import merge_topic, support_topic
from parley.trials.actions import give_up_trial
from parley.trials.terms import trial_ref
from parley.voices.actions import say, withdraw_comment
from tests.clients.made import hartmann, said
from tests.decisions.made import decision
from tests.meetings.made import published, soon
from tests.roadmap.made import initiative
from tests.topics.made import topic
from tests.trials.feedback_made import ASKS, CODE_NAME, trial

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
    parts = {Kind.AGENDA_ITEM: "meeting", Kind.COMMENT: "thread"}
    refresh([Ref(parts.get(row.kind, row.kind.value), row.page) for row in Indexed.objects.all()])
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


def test_asking_takes_two_queries_however_many_kinds_are_found(company):
    viewer = company.viewer(company.omar)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len({find.ref.kind for find in found(viewer, "a")}) > 1
    assert len(queries) == 2  # what is found, and how it stands


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


def test_a_trial_is_found_by_its_code_name_by_whoever_sees_its_initiative(cast):
    made = trial(cast)
    rebuild()
    mark = str(trial_ref(made.pk))
    for words in (CODE_NAME, CODE_NAME[:4], "auditors accept", ASKS):
        assert mark in ask(cast, cast.aiko, words), words
        assert mark not in ask(cast, cast.omar, words)
    (find,) = found(cast.viewer(cast.noor), CODE_NAME)
    assert (find.standing.whose, find.standing.state) == (made.initiative.title, "open")
    give_up_trial(trial=made, reason="The regulator withdrew the rule.", actor=cast.noor, at=cast.at)
    Worker().work_off()
    (find,) = found(cast.viewer(cast.noor), CODE_NAME)
    assert find.standing.state == "given_up"


def test_what_is_rare_is_found_among_what_is_not(company, monkeypatch):
    client = Client.objects.get()
    for n in range(12):
        said(company, client, f"A deletion audit, please, for the {n}th time.")
    rebuild()
    groups = ((Kind.INSIGHT,), (Kind.INITIATIVE,), (Kind.TOPIC,))
    of_each = found_of_each(company.viewer(company.noor), "deletion", groups, most=2)
    kinds = [find.ref.kind for find in of_each.finds]
    assert kinds.count("insight") == 2
    assert of_each.whole
    assert (of_each.count((Kind.INSIGHT,)) or 0) >= 12
    monkeypatch.setattr(queries, "MOST_COUNTED", 3)
    few = found_of_each(company.viewer(company.noor), "deletion", groups, most=2)
    assert not few.whole
    assert few.count((Kind.INSIGHT,)) is None
    assert {find.ref.kind for find in few.finds} == set(kinds)


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


def test_what_is_said_is_found_once_it_happened_and_no_longer_once_it_is_taken_back(company):
    asked = topic(company, company.sam, "Whom to ask?")
    comment = say(thread=asked.thread, text="Marigold", actor=company.sam, at=company.at)
    support_topic(topic=asked, why="Periwinkle", actor=company.aiko, at=company.at)
    open_one = decision(company)
    dissent(decision=open_one, text="Foxglove is what everybody else in the trade has chosen.", actor=company.sam,
            at=company.at)  # fmt: skip
    Worker().work_off()
    assert ask(company, company.noor, "marigold") == [f"comment:{comment.pk}"]
    assert found(company.viewer(company.noor), "marigold")[0].page == Ref("topic", asked.pk)
    assert ask(company, company.noor, "periwinkle") == [f"topic:{asked.pk}"]
    assert ask(company, company.noor, "foxglove") == [f"decision:{open_one.pk}"]
    assert not any(ask(company, company.omar, words) for words in ("marigold", "periwinkle", "foxglove"))
    told = list(Indexed.objects.order_by("kind", "key").values_list("kind", "key", "page", "title", "body"))
    rebuild()
    assert list(Indexed.objects.order_by("kind", "key").values_list("kind", "key", "page", "title", "body")) == told
    withdraw_comment(comment=comment, actor=company.sam, at=company.at)
    support_topic(topic=asked, why="Bluebell", actor=company.aiko, at=company.at)
    Worker().work_off()
    assert not Indexed.objects.filter(kind=Kind.COMMENT).exists()
    assert ask(company, company.noor, "periwinkle") == []
    assert ask(company, company.noor, "bluebell") == [f"topic:{asked.pk}"]


def test_a_promise_leads_to_its_meeting_or_for_an_owner_who_does_not_see_that_nowhere(company):
    meeting = published(company)
    later = meeting.starts_at
    point = promise(meeting=meeting, text="Send the tulip list", owner=company.aiko, due_on=later.date(),
                    actor=company.femi, at=later)  # fmt: skip
    remove_member(area=company.identity, person=company.aiko, actor=company.femi, at=later)
    Worker(clock=lambda: later).work_off()
    ref = f"action_point:{point.pk}"
    for person, page in ((company.sam, Ref("meeting", meeting.pk)), (company.aiko, None)):
        (find,) = found(company.viewer(person), "tulip")
        assert (str(find.ref), find.page, find.standing.state) == (ref, page, "promised")
        assert find.standing.whose == company.aiko.name
    assert ask(company, company.petra, "tulip") == []
    drop_point(point=point, reason="The larkspur list says it all.", actor=company.aiko, at=later)
    Worker(clock=lambda: later).work_off()
    assert ask(company, company.sam, "larkspur") == [ref]


def test_the_why_of_a_topic_that_became_part_of_another_is_found_there_only(company):
    first = topic(company, company.sam, "Whom to ask?")
    second = topic(company, company.omar, "Who is asked?", why="Snowdrop is asked for every day.")
    support_topic(topic=second, why="Crocus", actor=company.aiko, at=company.at)
    merge_topic(topic=second, into=first, actor=company.femi, at=company.at)
    Worker().work_off()
    assert ask(company, company.sam, "snowdrop") == [f"topic:{second.pk}"]
    assert set(ask(company, company.sam, "crocus")) == {f"topic:{first.pk}", f"topic:{second.pk}"}


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("hartman", []), ("harttmann", ["hartmann"]), ("harmann", ["hartmann"]), ("hratmann", ["hartmann"]),
     ("delition", ["deletion"]), ("audits delition", ["audits deletion"]), ("delition xyzzy", []), ("xyzzyx", []),
     ("aus", []), ("東京部", []), ("12345", []), ("a b c d delition", []), ("delition' *", ["deletion"])],
)  # fmt: skip
def test_another_spelling_is_offered_when_it_finds_something(company, typed, offered):
    assert meant(company.viewer(company.noor), typed) == offered


def test_no_spelling_is_offered_that_stands_only_in_what_is_hidden(company):
    assert meant(company.viewer(company.noor), "forgoten") == ["forgotten"]
    assert meant(company.viewer(company.omar), "forgoten") == []
