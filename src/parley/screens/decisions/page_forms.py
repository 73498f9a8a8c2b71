"""The forms on the page of a decision: each made when the page shows it, with what stands in it already."""

from typing import TYPE_CHECKING, Any

from parley.decisions.queries import Way
from parley.decisions.terms import UNPUBLISHED
from parley.screens.decisions.checking import Check
from parley.screens.decisions.forms import (
    AgreeForm,
    DeciderForm,
    DissentForm,
    EscalateForm,
    PublishForm,
    ReviewForm,
    SendBackForm,
    SettleForm,
    WithdrawForm,
)
from parley.screens.decisions.given import gave
from parley.screens.posting import when_shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from parley.decisions.models import Agreement, Decision, Option
    from parley.decisions.queries import Giver, Position
    from parley.people.terms import Viewer

# By what the page shows these forms.
PLACES = {
    "settle": "decides",
    "publish": "publishes",
    "send_back": "publishes",
    "agree": "may_agree",
    "escalate": "may_escalate",
    "withdraw": "may_withdraw",
}


def forms_of(
    row: "Decision",
    viewer: "Viewer",
    options: "Sequence[Option]",
    positions: "Iterable[Position]",
    agreed: "Agreement | None",
) -> dict[str, Any]:
    """Give all of them by their places, but the one that publishes."""
    own = (each.text for each in positions if each.way is Way.DISSENTS and each.person == viewer.person)
    read = {"version": row.version}
    choices = [(each.pk, each.title) for each in options]
    return when_shown(
        dissent=lambda: DissentForm(initial={"text": next(own, "")}, auto_id="dissent_%s"),
        decider=lambda: DeciderForm(auto_id="decider_%s"),
        withdraw=lambda: WithdrawForm(auto_id="withdraw_%s"),
        review=lambda: ReviewForm(initial=read, auto_id="review_%s"),
        escalate=lambda: EscalateForm(auto_id="escalate_%s"),
        send_back=lambda: SendBackForm(initial=read, auto_id="return_%s"),
        settle=lambda: settle_form(row, options, agreed),
        agree=lambda: AgreeForm(options=choices, initial=read, auto_id="agree_%s"),
    )


def has_place(name: str, shown: "Mapping[str, Any]") -> bool:
    """Whether the page shows a form, once somebody may have done something meanwhile."""
    row: Decision = shown["decision"]
    match name:
        case "dissent":
            return row.state in UNPUBLISHED and not (shown["decides"] or shown["publishes"])
        case "decider":
            return bool(shown["may_hand_over"])
        case _:
            return bool(shown[PLACES[name]]) if name in PLACES else True


def settle_form(
    row: "Decision", options: "Iterable[Option]", agreed: "Agreement | None" = None, *, data: Any = None
) -> SettleForm:
    """The form that settles a decision; what the group agreed on stands in it already, to be confirmed."""
    start = {"option": agreed.option_id, "reason": agreed.reason} if agreed else {}
    return SettleForm(
        data,
        options=[(each.pk, each.title) for each in options],
        initial={"version": row.version} | start,
        auto_id="settle_%s",
    )


def publish_form(row: "Decision", givers: "list[Giver]", check: Check | None, *, data: Any = None) -> PublishForm:
    """The form that publishes; everybody who gave something is to be credited unless whoever publishes says no."""
    others = [each for each in givers if each.person.pk != row.decider_id]
    return PublishForm(
        data,
        givers=[(each.person.pk, f"{each.person.name}: {gave(gift.kind for gift in each.gifts)}") for each in others],
        warned=check is not None and bool(check.warned),
        initial={"version": row.version, "credits": [each.person.pk for each in others]},
        auto_id="publish_%s",
    )
