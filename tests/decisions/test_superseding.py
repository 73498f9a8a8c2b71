"""A decision takes the place of another and says what changed; the line of them is read from each, old to new."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.decisions import rules
from parley.decisions.actions import change_decision
from parley.decisions.models import Decision
from parley.decisions.queries import line_of, newer_than, options_of
from parley.decisions.terms import DecisionState, decision_ref
from parley.kernel.refusals import Refused
from parley.ledger.door import unsigned
from parley.meetings.actions.dissolving import dissolve_area
from parley.roadmap.terms import Audience, Stage
from parley.voices.actions import open_thread
from tests.cast import Cast, history
from tests.decisions.made import CHANGED, REASON, decision, moved, options, settle_and_publish
from tests.roadmap.made import initiative

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def publish(cast: Cast, row: Decision) -> Decision:
    settle_and_publish(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.elena, at=cast.at)
    row.refresh_from_db()
    return row


def line(cast: Cast, count: int, **last: Any) -> list[Decision]:
    """So many decisions, each in the place of the one before."""
    made = [publish(cast, decision(cast))]
    for n in range(1, count):
        given = last if n == count - 1 else {}
        made.append(publish(cast, decision(cast, supersedes=made[-1], question=f"Again {n}: who goes first?", **given)))
    for each in made:
        each.refresh_from_db()
    return made


@pytest.mark.parametrize(("text", "said"), [("", "Nothing is written yet"), ("strategic", "does not say why"),
                                            ("Who goes first?", "does not say why")])  # fmt: skip
def test_what_changed_is_held_to_the_standard_of_a_reason(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said) as refused:
        rules.what_changed_of(text, "Who goes first?")
    assert refused.value.field == "what_changed"
    assert rules.what_changed_of(f" {CHANGED} ", "Who goes first?") == CHANGED


def test_nobody_decides_anew_without_saying_what_changed_and_it_may_be_written_anew(cast: Cast) -> None:
    old = publish(cast, decision(cast))
    with pytest.raises(Refused, match="Write what is true now"):
        decision(cast, supersedes=old, what_changed="")
    new = decision(cast, supersedes=old)
    given: dict[str, Any] = {"decision": new, "question": new.question, "decide_by": new.decide_by,
                             "options": options(), "actor": cast.noor, "at": cast.at}  # fmt: skip
    change_decision(**given)
    with pytest.raises(Refused, match="Write what is true now"):
        change_decision(**given, what_changed=" ")
    change_decision(**given, what_changed="A third client left as well.")
    assert history(decision_ref(new.pk))[0].startswith("changed the account of what changed of")
    change_decision(**given, supersedes_still=False, what_changed="A third client left as well.")
    new.refresh_from_db()
    assert (new.supersedes, new.first, new.what_changed) == (None, None, "")
    assert history(decision_ref(new.pk))[0].startswith("changed the predecessor of")


def test_what_a_dissolved_area_decided_is_decided_anew_by_its_heir(cast: Cast) -> None:
    old = publish(cast, decision(cast))
    now: dict[str, Any] = {"actor": cast.ines, "at": cast.at}
    dissolve_area(area=cast.identity, heir=cast.reporting, reason="Both areas do the same work now.", **now)
    old.refresh_from_db()
    page = cast.browser(cast.ines).get(f"/decisions/{old.pk}/").content.decode()
    assert f"?supersedes={old.pk}" in page
    draft = cast.browser(cast.ines).get(f"/decisions/new/?supersedes={old.pk}")
    assert draft.status_code == 200
    assert cast.reporting.name in draft.content.decode()
    new = decision(cast, area=cast.reporting, supersedes=old, question="Again: who goes first?", **now)
    settle_and_publish(decision=new, option=options_of(new)[0], actor=new.decider, at=cast.at)
    old.refresh_from_db()
    assert old.state is DecisionState.SUPERSEDED


def test_the_line_is_the_same_from_each_of_its_decisions_and_says_what_is_beside_it(cast: Cast) -> None:
    first, second, third = line(cast, 3)
    viewer = cast.viewer(cast.sam)
    for row, older, newer in ((first, None, second), (second, first, third), (third, second, None)):
        found = line_of(viewer, row)
        assert (found.links, found.older, found.newer) == ((first, second, third), older, newer)
    assert [each.what_changed for each in (first, second, third)] == ["", CHANGED, CHANGED]
    assert [each.state for each in (first, second, third)] == [DecisionState.SUPERSEDED] * 2 + [DecisionState.PUBLISHED]
    assert newer_than(viewer, [first, second, third]) == {first.pk: second, second.pk: third}
    next_one = decision(cast, supersedes=third)
    assert line_of(viewer, first).links == (first, second, third, next_one)
    assert line_of(cast.viewer(cast.omar), first).links[-1] is None, "a stranger hears of no draft"
    alone = publish(cast, decision(cast))
    assert line_of(viewer, alone).links == ()


def test_of_links_that_somebody_may_not_see_they_learn_that_there_are_some(cast: Cast) -> None:
    shown = initiative(cast, audience=Audience.COMPANY, stage=Stage.BUILD)
    hidden = initiative(cast, "Household graph")
    first = publish(cast, decision(cast, initiatives=[shown]))
    second = publish(cast, decision(cast, moved(hidden, new="Q3 2087"), supersedes=first, question="Again: who waits?"))
    third = publish(cast, decision(cast, moved(hidden, new="Q4 2087"), supersedes=second, question="Who waits now?"))
    fourth = publish(cast, decision(cast, initiatives=[shown], supersedes=third, question="And who waits today?"))
    stranger = cast.viewer(cast.omar)
    for row in (first, fourth):
        row.refresh_from_db()
        found = line_of(stranger, row)
        assert found.links == (first, None, fourth), "two side by side are one"
        assert (found.older, found.newer) == (None, None)
    assert newer_than(stranger, [first]) == {}
    for row in (first, fourth):
        html = cast.browser(cast.omar).get(f"/decisions/{row.pk}/").text
        assert "Decided here too, for fewer people to see." in html
        assert "fewer people may see" in html
        for secret in (second.question, third.question, f"/decisions/{second.pk}/", f"/decisions/{third.pk}/"):
            assert secret not in html
    assert line_of(cast.viewer(cast.sam), first).links == (first, second, third, fourth)


def test_a_line_is_one_query_however_long(cast: Cast, django_assert_num_queries: Any) -> None:
    for count in (2, 30):
        made = _written(first=publish(cast, decision(cast)), count=count, actor=cast.elena, at=cast.at)
        viewer = cast.viewer(cast.sam)
        with django_assert_num_queries(1):
            assert len(line_of(viewer, made[-1]).links) == count
        with django_assert_num_queries(1):
            assert len(newer_than(viewer, made)) == count - 1
    draft = decision(cast, supersedes=made[-1], question="Who waits now?")
    for row in (made[0], made[-1], draft):
        browser = cast.browser(cast.sam)
        with CaptureQueriesContext(connection) as asked:
            html = browser.get(f"/decisions/{row.pk}/").text
        assert "all 31" in html
        assert len(asked) <= 15


@unsigned
def _written(*, first: Decision, count: int, actor: Any, at: Any) -> list[Decision]:
    """A line as it would be after so many publications, which a test of its length need not wait for."""
    made = [first]
    for n in range(1, count):
        row = Decision.objects.get(pk=first.pk)
        row.pk, row.thread, row.question = None, open_thread(actor=actor, at=at), f"Again {n}: who goes first?"
        row._state.adding = True
        row.supersedes, row.first, row.what_changed = made[-1], first, CHANGED
        row.save()
        made.append(row)
    Decision.objects.filter(pk__in=[each.pk for each in made[:-1]]).update(state=DecisionState.SUPERSEDED)
    return [Decision.objects.get(pk=each.pk) for each in made]
