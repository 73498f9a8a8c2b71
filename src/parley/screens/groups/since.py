"""What changed in a group since its last meeting, told to whoever asks."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from markupsafe import escape

from parley.decisions.queries import reason_told, talk_heard
from parley.groups.terms import area_ref
from parley.kernel.words import shortened
from parley.ledger.queries import Told
from parley.ledger.terms import Ref, refs_in
from parley.notifications.queries import changes_in_group
from parley.people.terms import Side
from parley.screens.asking import Asked
from parley.screens.decided_by import by_whom, deciders_in
from parley.screens.rendering import ago
from parley.screens.telling import GUARDED, Line, filled, titles_for

LATELY = timedelta(days=30)  # for whoever may not know when the group met, and where it never did
TOLD = 8


def since_last_meeting(request: Asked, area: Any) -> list[Line]:
    """Tell at most eight changes of an area with its figures, newest first. Two queries, up to four.

    A line that names something out of the reader's sight is left out: more people read a group's page than may see
    all that its history speaks of.
    """
    since = area.last_held or request.now - LATELY
    told = changes_in_group(request.viewer, area=area.pk, since=since)
    home = area_ref(area.pk)
    named = {each.entry: {each.event.about()[0], *refs_in(each.sentence)} - {home} for each in told}
    people = {Ref("person", each.actor) for each in told if each.actor}
    wanted = [*people, *(ref for refs in named.values() for ref in refs)]
    titles = (titles_for(request, wanted) if wanted else {}) | {home: escape(area.name)}

    in_sight = [each for each in told if all(ref in titles for ref in named[each.entry] if ref.kind in GUARDED)][:TOLD]
    deciders, heard = deciders_in(in_sight, titles), talk_heard(request.viewer, in_sight)

    def line(each: Told) -> Line:
        actor = titles.get(Ref("person", each.actor or 0), escape(_("Parley")))
        who = by_whom(deciders[each.entry], actor.striptags()) if each.entry in deciders else actor
        return Line(
            each.entry,
            each.at,
            ago(each.at),
            who,
            Side.NEITHER,
            filled(each.sentence, titles),
            shortened(reason_told(each, titles, heard), 160),
        )

    return [line(each) for each in in_sight]
