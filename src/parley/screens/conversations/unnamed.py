"""Whom a comment was to tell and does not: what stands in it after an @ and names nobody who may read it."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parley.screens.asking import Asked
from parley.screens.frame import say
from parley.search.queries.conversations import readers_of
from parley.voices.queries.naming import named_by
from parley.voices.rules.naming import tried_names

if TYPE_CHECKING:
    from parley.ledger.terms import Ref
    from parley.voices.models import Comment


def say_who_is_not_told(request: Asked, said: "Comment", on: "Ref") -> None:
    """Tell whoever wrote a comment which names in it tell nobody; not whether somebody else is called so.

    Four queries at most, none for a comment without an @.
    """
    if not tried_names(said.text):
        return
    named = named_by(said.text, readers_of(request.viewer, on, said))
    if named.nobody:
        text = _("Nobody who can see this, and no group, is called %(names)s: they are not told.")
        say(request, text % {"names": _listed(named.nobody)}, level="warn")
    if named.several:
        text = _("More than one who can see this is called %(names)s: the e-mail after the @ tells one of them.")
        say(request, text % {"names": _listed(named.several)}, level="warn")


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"@{each}" for each in names)
