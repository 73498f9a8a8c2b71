"""What initiatives are now, beside the fields of a draft that would change them."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parley.decisions.queries import value_now
from parley.decisions.terms import EffectField
from parley.kernel.words import folded
from parley.people.queries import names_of
from parley.screens.addresses import key_of
from parley.screens.decisions.drafts import standing_in
from parley.screens.decisions.shown import audience_said, word_said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from parley.roadmap.models import Initiative
    from parley.screens.decisions.draft_forms import EffectForm, OptionForm

SAID = tuple(each for each in EffectField if each is not EffectField.SHIFT)  # a team is lent on top of what is there


def say_what_is(
    options: "Iterable[OptionForm]", titles: "Mapping[int, str]", seen: "QuerySet[Initiative]", labels: dict[str, str]
) -> None:
    """Write into each change the initiative that its option puts first, where it names none, and what that is now.

    One query, and one of names; none while no initiative is named.
    """
    rows = [(each, _key_of(each, option, titles)) for option in options for each in option.effects]
    keys = {key for _form, key in rows if key}
    found = seen.in_bulk(keys) if keys else {}
    owners = names_of([each.owner_id for each in found.values() if each.owner_id]) if found else {}
    for form, key in rows:
        if key in found:
            _say(form, found[key], {str(pk): person.name for pk, person in owners.items()} | labels)


def _key_of(form: "EffectForm", option: "OptionForm", titles: "Mapping[int, str]") -> int:
    text = standing_in(form, "initiative")
    if not text and not form.is_bound and (first := key_of(standing_in(option, "initiative"))):
        form.initial["initiative"] = f"{titles.get(first, '')} ({first})" if first in titles else ""
        return first
    if number := re.search(r"\((\d{1,18})\)$", text):
        return int(number[1])
    named = [key for key, title in titles.items() if folded(title) == folded(text)] if text else []
    return named[0] if len(named) == 1 else 0


def _say(form: "EffectForm", initiative: "Initiative", labels: dict[str, str]) -> None:
    for field in SAID:
        value = value_now(initiative, field)
        if field is EffectField.AUDIENCE:
            words = audience_said(value)
        elif not value:
            words = _("nobody") if field is EffectField.ASSIGNMENT else _("none")
        else:
            words = labels.get(value) or word_said(value)
        form[field].help_text = _("it is: %(value)s") % {"value": words}
