"""What the figures of influence count, as a list says it: whose words, where, when, and what came of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from parley.people.queries import names_of
from parley.people.terms import Viewer
from parley.screens.influence.shown import opens, outcome_words
from parley.surveys.queries.opened import UNANSWERED, Wanted, opened
from parley.surveys.terms.influence import Outcome
from parley.voices.terms import Given


@dataclass(frozen=True, slots=True)
class Line:
    """One contribution as it is listed."""

    words: str
    href: str
    where: str
    who: str
    side: str
    at: datetime
    outcomes: list[str]


def lines_of(viewer: Viewer, wanted: Wanted) -> tuple[list[Line], bool]:
    """Give a page of contributions, and whether there is another. Four queries at most."""
    rows, more = opened(viewer, wanted)
    people = names_of(each.by for each in rows)
    words = outcome_words()
    return [
        Line(
            words=each.words,
            href=_href(each.of.kind, each.of.key, each.key if wanted.kind is Given.COMMENT else 0),
            where=each.where,
            who=people[each.by].name,
            side=people[each.by].side.value,
            at=each.at,
            outcomes=[words[outcome] for outcome in Outcome if outcome in each.outcomes],
        )
        for each in rows
    ], more


def _href(kind: str, key: int, comment: int) -> str:
    if not kind:
        return ""
    return reverse(kind, args=[key]) + (f"#comment-{comment}" if comment else "")


def ways(wanted: Wanted, kinds: Mapping[str, str], *, more: bool) -> dict[str, object]:
    """Give the ways from one list to the others: by kind, by what came of it, and to the pages beside this one."""
    choices = {"given": _("All that was given"), **{key.value: name for key, name in outcome_words().items()},
               UNANSWERED: _("Not answered")}  # fmt: skip
    now = replace(wanted, what=wanted.what if wanted.what in choices else "given")
    here = opens(now)
    return {
        "title": choices[now.what],
        "kinds": [(name, opens(replace(now, kind=Given(key))), key == now.kind.value) for key, name in kinds.items()],
        "choices": [(name, opens(replace(now, what=key)), key == now.what) for key, name in choices.items()],
        "before": f"{here}&page={wanted.page - 1}" if wanted.page > 1 else "",
        "after": f"{here}&page={wanted.page + 1}" if more else "",
    }
