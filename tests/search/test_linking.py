"""What else could be linked to an initiative: found by its words, or by its client's name, wherever they stand."""

import pytest

from parley.roadmap.actions import link_insight, merge_insights
from parley.roadmap.queries import said_in
from parley.roadmap.terms import Stance
from parley.search.actions import rebuild
from parley.search.queries.linking import held_elsewhere
from tests.clients.made import hartmann, said
from tests.roadmap.made import initiative

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def found(cast, row, words):
    viewer = cast.viewer(cast.aiko)
    return [each.text for each in said_in(viewer, held_elsewhere(viewer, row.pk, words, most=10))]


def test_others_are_found_by_words_by_the_clients_name_or_by_both(cast, django_assert_max_num_queries):
    row, client, nord = initiative(cast), hartmann(cast), hartmann(cast, name="Söder & Nordbank")
    first = said(cast, client, "Deleted profiles must be gone, auditors say.", days_ago=9)
    said(cast, nord, "Profiles of auditors are mixed up.")
    said(cast, nord, "The invoice is late.")
    rebuild()
    newest_first = ["Profiles of auditors are mixed up.", first.text]
    assert found(cast, row, "auditor profile") == found(cast, row, "PROFILES") == newest_first
    assert found(cast, row, "soder nordbank") == ["The invoice is late.", "Profiles of auditors are mixed up."]
    assert found(cast, row, "nordbank profiles") == ["Profiles of auditors are mixed up."]
    assert found(cast, row, "nordbank deleted") == found(cast, row, "?!") == found(cast, row, "%") == []
    viewer = cast.viewer(cast.aiko)
    with django_assert_max_num_queries(3):
        held_elsewhere(viewer, row.pk, "auditors nordbank", most=10)


def test_what_is_linked_or_merged_is_not_offered(cast):
    row, client = initiative(cast), hartmann(cast)
    linked, kept, merged = (said(cast, client, f"Auditors ask, {n}") for n in ("one", "two", "three"))
    link_insight(initiative=row, insight=linked, stance=Stance.SUPPORTS, actor=cast.aiko, at=cast.at)
    merge_insights(insights=[merged], into=kept, actor=cast.noor, at=cast.at)
    rebuild()
    assert found(cast, row, "auditors") == [kept.text]
