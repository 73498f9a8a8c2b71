"""Old decisions are found by what they said and changed, and by a question that is like theirs; by nobody else."""

import tomllib
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import parley.seeds
from parley.decisions.actions import settle_decision, withdraw_decision
from parley.decisions.queries import options_of
from parley.decisions.queries.weighed_before import weighed_before
from parley.decisions.terms import OptionDraft
from parley.ledger.terms import MACHINE
from parley.roadmap.terms import Audience
from parley.search.actions import rebuild
from parley.search.queries import found
from parley.search.queries.decided import decided_before
from parley.search.terms import Kind
from tests.decisions.made import QUESTION, REASON, decision, moved, settle_and_publish
from tests.roadmap.made import initiative

pytestmark = [pytest.mark.django_db, pytest.mark.database]

# Questions as somebody would ask them again, each beside words of the old one that should come first.
ASKED_AGAIN = {
    "Should the dashboards on phones wait until the numbers agree with the invoice?": "Numbers that agree",
    "Is it time to put tenders before traders in the auction?": "Do traders or tenders",
    "Can adverts go live without anybody looking at them?": "May an advert run",
    "May we sell store visits as an estimate in France?": "Do we stop selling store visits",
    "Shall we unblock made-for-advertising sites for performance clients?": "Do we block made-for-advertising",
    "Which comes first, one invoice for every region or automatic credit notes?": "One invoice for all regions",
}


def questions(cast, person, asked, **more):
    return [each.decision.question for each in decided_before(cast.viewer(person), asked, **more)]


def searched(cast, person, words):
    return [find.title for find in found(cast.viewer(person), words, kinds=[Kind.DECISION, Kind.EFFECT])]


def told(cast, row, by=None):
    settle_and_publish(decision=row, option=options_of(row)[0], reason=REASON, actor=by or cast.elena, at=cast.at)
    return row


def test_held_out_questions_of_the_sample_find_theirs_first(cast):
    story = tomllib.loads((Path(parley.seeds.__file__).parent / "story.toml").read_text())
    for each in story["decision"]:
        drafts = [OptionDraft(title, why) for title, why in each["options"]]
        decision(cast, question=each["question"], context=each.get("context", ""), options=drafts)
    decision(cast)
    rebuild()
    first = {asked: questions(cast, cast.sam, asked)[:1] for asked in ASKED_AGAIN}
    assert {asked: old[0][: len(ASKED_AGAIN[asked])] for asked, old in first.items() if old} == ASKED_AGAIN
    assert questions(cast, cast.sam, "Who pays for lunch on Fridays?") == []
    assert questions(cast, cast.sam, "") == questions(cast, cast.sam, "?! – 'or'") == []


def test_only_what_somebody_may_see_is_like_their_question(cast):
    hidden = decision(cast)
    old = told(cast, decision(cast, question="Which audited clients go first in spring?"))
    let_go = decision(cast, question="Do audited clients go first in Japan?")
    withdraw_decision(decision=let_go, reason="Japan has no audits this year.", actor=cast.elena, at=cast.at)
    rebuild()
    assert set(questions(cast, cast.sam, "Audited clients first?")) == {hidden.question, old.question}
    assert questions(cast, cast.sam, "Audited clients first?", but=[old.pk]) == [hidden.question]
    assert questions(cast, cast.omar, "Audited clients first?") == []
    assert questions(cast, cast.sam, "What of losing a quarter of delay on the household graph?")[0] == old.question


def test_other_scripts_are_like_each_other_too(cast):
    decision(cast, question="監査を受ける顧客を先にしますか")
    rebuild()
    assert questions(cast, cast.sam, "顧客の監査はいつですか") == ["監査を受ける顧客を先にしますか"]
    assert questions(cast, cast.sam, "ꙮdecision") == []


def test_it_takes_the_same_queries_however_many_are_found(cast):
    def asked():
        viewer = cast.viewer(cast.sam)
        with CaptureQueriesContext(connection) as queries:
            found_now = decided_before(viewer, "Do audited clients go first?", most=30)
        return len(found_now), len(queries)

    decision(cast)
    rebuild()
    assert asked() == (1, 3)
    for n in range(29):
        decision(cast, question=f"Do audited clients go first in case {n}?")
    rebuild()
    many, queries = asked()
    assert many == 25
    assert queries == 3


def test_decisions_are_found_by_what_they_say_and_change_and_a_draft_by_nothing(cast):
    seen = initiative(cast, "Consent ledger")
    hidden = initiative(cast, "Household graph", audience=Audience.PRODUCT_TEAM)
    row = decision(cast, moved(seen), moved(hidden, new="Q4 2088"))
    settle_decision(option=options_of(row)[0], reason="Zanzibar has the auditors.", review_on=None, seen_version=None,
                    decision=row, actor=cast.elena, at=cast.at)  # fmt: skip
    rebuild()
    for words in ("audited clients", "lose spend", "nobody promised", "q3 2087", "graph 2088"):
        assert QUESTION in searched_text(cast, cast.noor, words), words
    assert searched(cast, cast.elena, "zanzibar") == []
    assert searched(cast, cast.sam, "audited clients")
    assert searched(cast, cast.sam, "q3 2087")
    assert searched(cast, cast.sam, "graph 2088") == []  # he is in the group, which does not see it
    assert searched(cast, cast.omar, "audited clients") == []


def searched_text(cast, person, words):
    return ["".join(piece.text for piece in title) for title in searched(cast, person, words)]


def test_the_same_initiatives_were_weighed_before(cast):
    one, two, three = initiative(cast), initiative(cast, "Household graph"), initiative(cast, "Clean rooms")
    about_one = decision(cast, initiatives=[one], question="When does the first begin?")
    about_both = decision(cast, initiatives=[one, two], question="Which of the two begins?")
    decision(cast, initiatives=[three], question="When does the third begin?")
    viewer = cast.viewer(cast.sam)
    assert weighed_before(viewer, (one.pk, two.pk), most=5) == [about_both, about_one]
    assert weighed_before(cast.viewer(cast.omar), (one.pk, two.pk), most=5) == weighed_before(viewer, (), most=5) == []


class Editor:
    """What a migration is given, without what SQLite refuses inside a test's transaction."""

    connection = connection

    def execute(self, sql, given):
        with connection.cursor() as cursor:
            cursor.execute(sql, given)


def test_decisions_that_were_indexed_before_are_marked(cast):
    from importlib import import_module  # noqa: PLC0415 - its name begins with a number

    decision(cast)
    rebuild()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("UPDATE parley_indexed SET words = to_tsvector('simple', 'audited clients')")
        else:
            cursor.execute("UPDATE parley_indexed_words SET body = 'audited clients'")
    assert questions(cast, cast.sam, QUESTION) == []
    import_module("parley.migrations.0038_decisions_marked").mark(None, Editor())
    assert questions(cast, cast.sam, QUESTION) == [QUESTION]
    assert MACHINE
