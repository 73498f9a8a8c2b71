"""Insights that say the same: every voice counts for what any of them is linked to, until they are taken apart."""

import pytest

from parley.clients.models import Insight
from parley.clients.queries import insights_visible_to, kept_of, voices_behind, voices_visible_to
from parley.clients.terms import insight_ref
from parley.kernel.refusals import Refused
from parley.roadmap.actions import link_insight, merge_insights, note_for, take_apart, unlink_insight
from parley.roadmap.models import InsightLink
from parley.roadmap.queries import evidence_of
from parley.roadmap.terms import Stance
from tests.cast import history
from tests.roadmap.made import initiative, insight

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def fresh(row):
    return Insight.objects.get(pk=row.pk)


def merge(cast, *rows, into, by=None):
    merge_insights(insights=[fresh(row) for row in rows], into=fresh(into), actor=by or cast.sam, at=cast.at)


def apart(cast, row, by=None):
    take_apart(insight=fresh(row), actor=by or cast.sam, at=cast.at)


def link(cast, row, of, stance=Stance.SUPPORTS, by=None):
    link_insight(initiative=of, insight=fresh(row), stance=stance, actor=by or cast.sam, at=cast.at)


def links():
    rows = InsightLink.objects.order_by("pk")
    return {(each.insight_id, each.initiative_id, each.stance, each.linked_by_id, each.linked_at, each.own)
            for each in rows}  # fmt: skip


def asking(of):
    return evidence_of([of.pk])[of.pk].clients


@pytest.fixture
def three(cast):
    return tuple(insight(cast, name, text=f"{name} says so.") for name in ("Nordbank", "Aldermay", "Corvid"))


def test_what_one_is_linked_to_all_ask_for_and_undoing_it_leaves_what_was_there(cast, three):
    one, two, third = three
    first, second = initiative(cast, "Consent"), initiative(cast, "Deletion")
    link(cast, one, first)
    link(cast, two, second, by=cast.aiko)
    before = links()
    merge(cast, two, third, into=one)
    assert (asking(first), asking(second)) == (3, 3)
    assert before < links()
    assert {fresh(row).kept_id for row in (two, third)} == {one.pk}
    assert history(insight_ref(one.pk))[:2] == [
        f"noted that [insight:{row.pk}] says the same as [insight:{one.pk}]" for row in (third, two)
    ]
    assert [each.pk for each in voices_behind(cast.viewer(cast.omar), one.pk)] == [two.pk, third.pk]
    assert {each.pk for each in insights_visible_to(cast.viewer(cast.omar))} == {one.pk}
    assert {each.pk for each in voices_visible_to(cast.viewer(cast.omar))} == {one.pk, two.pk, third.pk}
    assert kept_of(cast.viewer(cast.omar), third.pk) == one.pk
    apart(cast, two)
    apart(cast, third)
    assert links() == before
    assert (asking(first), asking(second)) == (1, 1)
    assert history(insight_ref(third.pk))[0] == f"took [insight:{third.pk}] apart from [insight:{one.pk}] again"


def test_what_was_merged_before_comes_along_and_goes_with_it(cast, three):
    one, two, third = three
    of = initiative(cast)
    link(cast, third, of)
    merge(cast, third, into=two)
    merge(cast, two, into=one)
    assert [fresh(row).kept_id for row in three] == [None, one.pk, one.pk]
    assert [fresh(row).merged_into_id for row in three] == [None, one.pk, two.pk]
    assert asking(of) == 3
    apart(cast, two)
    assert [fresh(row).kept_id for row in three] == [None, None, two.pk]
    assert asking(of) == 2
    apart(cast, third)
    assert asking(of) == 1


def test_a_link_made_or_undone_later_is_that_of_all_voices(cast, three):
    one, two, _third = three
    of = initiative(cast)
    merge(cast, two, into=one)
    link(cast, two, of)
    assert asking(of) == 2
    assert {(each.insight_id, each.own) for each in InsightLink.objects.all()} == {(one.pk, True), (two.pk, False)}
    link(cast, one, of, Stance.CONTRADICTS)
    assert {each.stance for each in InsightLink.objects.all()} == {Stance.CONTRADICTS}
    with pytest.raises(Refused, match="Only whoever linked it"):
        unlink_insight(initiative=of, insight=fresh(one), actor=cast.omar, at=cast.at)
    unlink_insight(initiative=of, insight=fresh(one), actor=cast.noor, at=cast.at)
    assert not InsightLink.objects.exists()


def test_a_voice_keeps_its_own_stance(cast, three):
    one, two, third = three
    of = initiative(cast)
    link(cast, one, of)
    link(cast, two, of, Stance.CONTRADICTS)
    merge(cast, two, third, into=one)
    found = evidence_of([of.pk])[of.pk]
    assert (found.clients, found.clients_against) == (2, 1)


def test_what_cannot_be_merged_is_refused_with_what_to_do_instead(cast, three):
    one, two, third = three
    merge(cast, two, into=one)
    for row, into, sentence in (
        (one, one, "the same insight"), (two, third, "Undo that first"), (third, two, "leads to the one that was kept"),
        (one, two, "leads to the one that was kept"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=sentence):
            merge(cast, row, into=into)
    with pytest.raises(Refused, match="Only whoever merged it"):
        apart(cast, two, by=cast.omar)
    for by in (cast.noor, cast.ines, cast.sam):
        apart(cast, two, by=by)
        apart(cast, two, by=by)  # once more changes nothing
        assert fresh(two).kept_id is None
        merge(cast, two, into=one)


def test_noting_the_same_for_another_client_merges_it_at_once(cast, three):
    one, two, _third = three
    of = initiative(cast)
    link(cast, one, of)
    given = {"client": two.client, "said_on": two.said_on, "initiative": None, "actor": cast.sam}
    new = note_for(text="As Nordbank does.", same_as=one, at=cast.at, **given)
    assert (new.pk, asking(of)) == (one.pk, 2) or (fresh(new).kept_id, asking(of)) == (one.pk, 2)
    again = note_for(text="As Nordbank does.", same_as=None, at=cast.at, **given)
    assert again == one


def test_the_inbox_holds_what_is_linked_to_nothing_and_merged_into_nothing(cast, three):
    one, two, third = three

    def waiting():
        return {row.pk for row in Insight.objects.filter(waits=True)}

    of = initiative(cast)
    assert waiting() == {one.pk, two.pk, third.pk}
    merge(cast, two, into=one)
    assert waiting() == {one.pk, third.pk}
    link(cast, one, of)
    assert waiting() == {third.pk}
    apart(cast, two)
    assert waiting() == {two.pk, third.pk}
    unlink_insight(initiative=of, insight=fresh(one), actor=cast.sam, at=cast.at)
    assert waiting() == {one.pk, two.pk, third.pk}
