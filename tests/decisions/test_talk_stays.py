"""What a group said before a decision was published stays with those who could see it then."""

from datetime import timedelta

import pytest
from django.core import mail

from parley.decisions import actions as does
from parley.decisions.models import Decision
from parley.decisions.queries import Way, options_of, positions_on
from parley.decisions.queries.handing_out import anyone_of
from parley.roadmap.terms import Audience, Stage
from parley.search.actions import rebuild
from parley.voices.actions import let_in
from tests.cast import Cast
from tests.decisions.made import REASON, decision
from tests.reactions.later import work_off
from tests.roadmap.made import initiative
from tests.screens.decision_pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WORDS = (
    "Between us: Secret Two is dead anyway.",  # on the decision
    "Secret Two pays for this option.",  # on an option
    "Secret Two coming back would change my mind.",
    "Secret Two is dead for Sam, and for Aiko it is not.",  # why it was escalated
    "Secret Two can wait, we agree.",
)
DISSENT = "Two clients leave before autumn."


def talked_over(cast: Cast) -> Decision:
    """A decision that only weighs what the whole company sees, and that its group talked over."""
    row = decision(cast, initiatives=[initiative(cast, "One", audience=Audience.COMPANY, stage=Stage.BUILD)])
    first = options_of(row)[0]
    now = {"at": cast.at}
    does.say_about(decision=row, text=WORDS[0], actor=cast.sam, **now)
    does.say_about(decision=row, option=first, text=WORDS[1], actor=cast.sam, **now)
    does.lean(decision=row, option=first, would_change=WORDS[2], actor=cast.sam, **now)
    does.dissent(decision=row, text=DISSENT, actor=cast.sam, **now)
    does.escalate_decision(decision=row, reason=WORDS[3], actor=cast.femi, **now)
    does.record_agreement(decision=row, option=first, reason=WORDS[4], actor=cast.femi, **now)
    return row


def publish(cast: Cast, row: Decision) -> None:
    does.settle_decision(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.elena, at=cast.at)
    does.publish_decision(decision=row, actor=cast.femi, at=cast.at)


def pages(cast: Cast, person: object, row: Decision) -> str:
    """All that somebody reads of it, in one."""
    rebuild()
    found = [read(cast, person, name, row.pk) for name in ("decision", "decision_options", "decision_history")]
    found += [read(cast, person, "today"), read(cast, person, "group", "identity")]
    found.append(read(cast, person, "search", query="?q=Secret+Two"))
    return " ".join(found)


def test_the_company_reads_reason_whys_and_dissent_and_nothing_that_the_group_said(cast: Cast) -> None:
    row = talked_over(cast)
    let_in(thread=row.thread, person=cast.petra, on=None, actor=cast.femi, at=cast.at)
    publish(cast, row)
    later = cast.at + timedelta(minutes=1)
    does.say_about(decision=row, text="Thank you for telling us why.", actor=cast.sam, at=later)
    work_off()
    outside = pages(cast, cast.omar, row)
    assert [each for each in WORDS if each in outside] == []
    assert REASON in outside
    assert DISSENT in outside
    assert "Thank you for telling us why." in outside
    for person in (cast.sam, cast.femi, cast.elena, cast.petra, cast.ines):
        inside = pages(cast, person, row)
        assert [each for each in WORDS if each not in inside] == [], person.name
    assert not [each for each in mail.outbox if each.to == [cast.omar.email] and "Secret Two" in each.body]


def test_what_was_said_while_publishing_waited_for_its_turn_stays_too(cast: Cast) -> None:
    row = talked_over(cast)
    does.settle_decision(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.elena, at=cast.at)
    moment = cast.at + timedelta(seconds=2)
    does.say_about(decision=row, text="Not for everybody.", actor=cast.sam, at=moment)
    does.publish_decision(decision=row, actor=cast.femi, at=cast.at)
    assert "Not for everybody." not in read(cast, cast.omar, "decision", row.pk)


def test_files_hold_what_their_audience_hears(cast: Cast) -> None:
    row = talked_over(cast)
    publish(cast, row)
    ways = {audience: {each.way for each in positions_on(anyone_of(audience, cast.identity.pk), row.pk)}
            for audience in (Audience.GROUP, Audience.COMPANY)}  # fmt: skip
    assert ways == {Audience.GROUP: {Way.LEANS, Way.DISSENTS}, Audience.COMPANY: {Way.DISSENTS}}


def test_who_publishes_looks_at_the_names_in_all_that_is_read_then(cast: Cast) -> None:
    row = talked_over(cast)
    initiative(cast, "Secret Two", audience=Audience.GROUP)
    initiative(cast, "Third", audience=Audience.GROUP)
    does.dissent(decision=row, text="Third goes first for our clients.", actor=cast.sam, at=cast.at)
    does.settle_decision(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.elena, at=cast.at)
    page = read(cast, cast.femi, "decision", row.pk)
    check = page[page.index("Who will read what") : page.index("Publish this decision")]
    assert "What the group said stays with it" in check
    assert "Third</a>: an initiative that some who will read this may not see" in check
    assert "Secret Two" not in check, "it is named only in what stays with the group"
