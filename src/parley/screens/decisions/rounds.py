"""Written rounds on a decision as its pages show them: what is asked now, one’s own notes, and what was written."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parley.decisions.queries import facts_of, is_heard, rounds_on
from parley.decisions.rules import may_hold_round, may_write_in_round
from parley.decisions.rules.rounds import LONGEST_QUESTION
from parley.screens import sealing
from parley.screens.sealing import SealedNoteForm, fresh_secret, secret_in
from parley.voices.rules import FEWEST_WRITERS, MOST_NOTES, few_notes

if TYPE_CHECKING:
    from django.http import HttpResponse

    from parley.decisions.models import Decision
    from parley.decisions.queries import WrittenRound
    from parley.screens.asking import Asked

LASTS = timedelta(days=31)  # as long as a round may be open


class HoldRoundForm(forms.Form):
    """What a round asks, about what, and for how long."""

    question = forms.CharField(label=_("What to ask, if it is not the usual question"), max_length=LONGEST_QUESTION,
                               required=False)  # fmt: skip
    about = forms.TypedChoiceField(label=_("About"), coerce=int)
    closes = forms.TypedChoiceField(
        label=_("It closes"),
        coerce=int,
        initial=48,
        choices=[
            (4, _("in four hours")),
            (24, _("in a day")),
            (48, _("in two days")),
            (72, _("in three days")),
            (168, _("in a week")),
        ],
    )

    def __init__(self, *args: Any, options: list[tuple[int, Any]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["about"].choices = [(0, _("the whole decision")), *options]  # type: ignore[attr-defined]


def cookie_of(decision: int) -> str:
    """Name the cookie of notes on a decision."""
    return f"notes-d{decision}"


def hold_secret(request: "Asked", answer: "HttpResponse", written: "Written") -> "HttpResponse":
    """Let every browser that is shown an open round hold a secret, so that holding one tells nothing of who wrote."""
    if written.now and written.writes:
        keep_secret(request, answer, written.decision, written.fresh)
    return answer


def keep_secret(request: "Asked", answer: "HttpResponse", decision: int, secret: str) -> None:
    """Let a browser keep its secret, unless it holds one."""
    cookie = cookie_of(decision)
    if cookie not in request.COOKIES:
        sealing.keep_secret(answer, cookie, secret, path=f"/decisions/{decision}/", lasts=LASTS)


@dataclass(frozen=True, slots=True)
class Written:
    """Rounds on a decision for one reader: the one that is open, those that are closed, and what the reader may do."""

    decision: int
    now: "WrittenRound | None"
    closed: list["WrittenRound"]
    holds: bool
    writes: bool
    few_could: bool  # so few can write that one may guess who wrote what
    few_came: bool
    left: int
    fresh: str
    form: forms.Form
    hold: forms.Form

    @property
    def may_open(self) -> bool:
        """Whether the reader may open a round now."""
        return self.holds and self.now is None

    @property
    def takes_note(self) -> bool:
        """Whether the reader may hand in one more note now."""
        return self.writes and self.left > 0

    def about(self, option: int | None) -> list["WrittenRound"]:
        """Closed rounds about one option, or about the whole decision, that have notes."""
        return [each for each in self.closed if each.option == option and each.notes]


def written_on(
    request: "Asked", row: "Decision", options: list[tuple[int, Any]], *, sent: "dict[str, forms.Form]"
) -> Written:
    """Gather it. One query or two."""
    rounds = rounds_on(row.pk, request.now, secret_in(request, cookie_of(row.pk)))
    now = next((each for each in rounds if not each.closed), None)
    holds = may_hold_round(request.viewer, facts_of(row))
    return Written(
        decision=row.pk,
        now=now,
        closed=[each for each in rounds if each.closed and is_heard(row)],
        holds=holds,
        writes=now is not None and now.writes and may_write_in_round(request.viewer, row.area_id),
        few_could=now is not None and now.writers < FEWEST_WRITERS,
        few_came=now is not None and few_notes(now.count),
        left=MOST_NOTES - (len(now.mine) if now else 0),
        fresh=fresh_secret(),
        form=sent.get("sealed") or SealedNoteForm(auto_id="sealed_%s"),
        hold=sent.get("hold") or HoldRoundForm(options=options, auto_id="hold_%s"),
    )
