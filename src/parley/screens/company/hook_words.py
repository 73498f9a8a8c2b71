"""How a web hook fares and how far a message is, in words with a tone."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parley.notifications.queries.hooks import pauses_until
from parley.notifications.terms.hooks import TEST, DeliveryState, OffBecause
from parley.screens.company.hook_forms import KINDS
from parley.screens.rendering import moment

if TYPE_CHECKING:
    from parley.notifications.models.hooks import Hook

Said = tuple[str, str]  # words, and the tone of a chip


def standing_of(hook: "Hook", at: datetime) -> Said:
    """Say how a web hook fares."""
    if hook.off_at is not None:
        return {
            OffBecause.GONE: (_("Off: its receiver wants no more"), "bad"),
            OffBecause.DAYS: (_("Off: it failed for days"), "bad"),
            OffBecause.TRIES: (_("Off: it failed too often in a row"), "bad"),
        }.get(hook.off_because or OffBecause.ASKED, (_("Off: somebody turned it off"), "plain"))
    until = pauses_until(hook, at)
    if until:
        return _("Fails, and is left alone until %(moment)s") % {"moment": moment(until)}, "warn"
    if hook.health.failures:
        waits = hook.waiting  # type: ignore[attr-defined]  # an annotation
        return _("Fails, and is tried again") if waits else _("The last try failed; nothing waits"), "warn"
    return (_("Works"), "good") if hook.health.done_at else (_("Nothing sent yet"), "plain")


def delivery_words() -> dict[DeliveryState, Said]:
    """Say how far messages are."""
    return {
        DeliveryState.WAITING: (_("waits for its next try"), "warn"),
        DeliveryState.DONE: (_("taken"), "good"),
        DeliveryState.FAILED: (_("failed"), "bad"),
        DeliveryState.DROPPED: (_("not sent: it is not for the whole company any more"), "plain"),
    }


def kind_words() -> dict[str, str]:
    """Say each kind of event in words; a test as one."""
    return {each.value: str(label) for each, label in KINDS} | {TEST: _("a test")}


def kinds_said(kinds: Collection[str]) -> list[str]:
    """Say some kinds of events in words."""
    words = kind_words()
    return [words.get(each, each) for each in kinds]
