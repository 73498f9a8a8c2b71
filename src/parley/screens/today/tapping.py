"""What is done from the list with one tap: where it is sent, and the buttons that send it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from parley.notifications.terms import WaitingThing, Waits


@dataclass(frozen=True, slots=True)
class Tap:
    """A button; `value` is what it answers, empty where there is nothing to choose between."""

    words: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Taps:
    """The buttons of one thing, and where they send; `fields` go with them."""

    href: str
    buttons: tuple[Tap, ...]
    fields: Mapping[str, str] = field(default_factory=dict)


def taps_of(thing: WaitingThing, today: date) -> Taps | None:
    """Give the buttons of a thing; None for what takes more than a tap."""
    match thing.waits:
        case Waits.PROMISE:
            return Taps(reverse("promise_kept", args=[thing.key]), (Tap(_("Done")),))
        case Waits.ASKED:
            href = reverse("run_answer", args=[thing.key])
            return Taps(href, (Tap(_("Yes, I run it"), "yes"), Tap(_("I cannot"), "no")))
        case Waits.HEARD:
            answers = (Tap(_("Yes"), "yes"), Tap(_("Partly"), "partly"), Tap(_("No"), "no"))
            return Taps(reverse("credit_check", args=[thing.key]), answers)
        case Waits.CONSENT:
            return Taps(reverse("trial_agreement", args=[thing.key]), (Tap(_("Yes, they may be invited")),))
        case Waits.THANK:
            heard = {"told_on": today.isoformat(), "without": "yes"}
            return Taps(reverse("place_thanks", args=[thing.key]), (Tap(_("They were thanked")),), heard)
        case Waits.SHIFT if thing.by and thing.by <= today:
            return Taps(reverse("end_shift", args=[thing.key]), (Tap(_("Yes, it is back")),))
        case _:
            return None
