"""The sign of a brief is another one once anything that whoever decides would read is another; and only then."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from parley.decisions import actions as does
from parley.decisions.actions.handing_over import move_decisions
from parley.decisions.models import Decision
from parley.decisions.queries import options_of, sign_of_brief
from parley.decisions.terms import EffectDraft, EffectField, Lending, OptionDraft
from parley.disclosure.actions import move_stage, replan, shift_team
from parley.groups.actions import close_team, keep_team
from parley.groups.terms import Amount
from parley.kernel.money import Money
from parley.kernel.spans import today_of, window_of
from parley.ledger.events import KINDS
from parley.ledger.models import Entry
from parley.ledger.terms import MACHINE
from parley.roadmap.actions import name_owner, rename_initiative, show_to, write_why
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan, Stage
from tests.cast import Cast
from tests.decisions.made import REASON, decision, moved
from tests.roadmap.made import WHY, initiative

pytestmark = [pytest.mark.django_db, pytest.mark.database]
# What may happen to a decision that waits and leaves what is read of it as it was.
LEAVE_IT = {
    "decision.mailed", "decision.links_revoked", "decision.links_ended", "deputy.named", "deputy.began", "deputy.ended",
    "deciding.sign_in",
    "deciding.links_swept", "decision.discussed", "private_note.kept", "decision.why_asked",
    "decision.stands_against", "decision.link_made", "decision.not_mailed", "decision.asked_to_speak",
    "private_note.taken_back",
}  # fmt: skip
# What happens once it is settled, after which no link works.
AFTERWARDS = {
    "decision.link_used", "decision.settled", "decision.sent_back", "decision.published", "decision.reached",
    "decision.superseded", "decision.kept", "decision.withdrawn",
}  # fmt: skip
BEGUN = {"decision.opened"}
ABOUT = "decision", "deputy", "deciding", "private_note"
Step = tuple[str, Callable[[], object]]


class Scene:
    """A decision whose first option changes every field there is, and all that may happen to what it says."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.at, today = cast, cast.at, today_of(cast.elena, cast.at)
        self.now: dict[str, Any] = {"actor": cast.noor, "at": cast.at}
        self.thing = initiative(cast, "Household graph", audience=Audience.GROUP)
        self.other = initiative(cast, "Second screen", audience=Audience.GROUP)
        by_ines: dict[str, Any] = {"actor": cast.ines, "at": cast.at}
        self.team = keep_team(area=cast.reporting, name="Counting", capacity=Decimal(13), **by_ines)
        first = today + timedelta(days=14)
        self.lent = Lending(self.team.pk, Amount(share=20), first, first + timedelta(days=40))
        new = {
            EffectField.HORIZON: "later", EffectField.WINDOW: "Q3 2087", EffectField.CONFIDENCE: "low",
            EffectField.STAGE: "alpha", EffectField.AUDIENCE: "product_team",
            EffectField.ASSIGNMENT: str(cast.noor.pk), EffectField.SHIFT: str(self.lent),
        }  # fmt: skip
        assert set(new) == set(EffectField), "every kind of change"
        self.effects = [moved(self.thing, field, value) for field, value in new.items()]
        self.drafts = [OptionDraft("Graph first", "Clients wait for it."), OptionDraft("Leave it", "Nobody waits.")]
        self.given: dict[str, Any] = {
            "question": "Who goes first?", "decide_by": today + timedelta(days=7), "decider": cast.elena,
        }  # fmt: skip
        self.row = decision(cast, options=tuple(self.drafts), initiatives=[self.thing],
                            **self.given)  # fmt: skip

    def write(self, *, effects: list[EffectDraft] | None = None, **given: Any) -> None:
        """Write it anew, with what differs."""
        self.given |= given
        if effects is not None:
            self.drafts[0] = replace(self.drafts[0], effects=tuple(effects))
        facts = {"initiatives": [self.thing]} | self.given
        does.change_decision(decision=self.row, options=tuple(self.drafts), **facts, **self.now)

    def arrange(self, *order: int, **more: str) -> None:
        """Write the options in another order, with one more or fewer."""
        there = [*self.drafts, OptionDraft(**more)] if more else self.drafts
        self.drafts = [there[n] for n in order]
        self.write()

    def draft(self, n: int, **given: str) -> None:
        self.drafts[n] = replace(self.drafts[n], **given)
        self.write()

    def steps(self) -> Iterator[Step]:
        """Everything that is written of it, one after the other."""
        cast, row, at = self.cast, self.row, self.at
        yield "question", lambda: self.write(question="Who waits?")
        yield "context", lambda: self.write(context="Both need the same two people.")
        yield "day", lambda: self.write(decide_by=self.given["decide_by"] + timedelta(days=1))
        yield "what it weighs", lambda: self.write(initiatives=[self.thing, self.other])
        yield "title", lambda: self.draft(1, title="Leave it as it is")
        yield "why", lambda: self.draft(1, why="Nobody who was promised something waits.")
        for n, effect in enumerate(self.effects):
            yield f"effect on {effect.field}", lambda n=n: self.write(effects=self.effects[: n + 1])
        yield "a new option", lambda: self.arrange(0, 1, 2, title="Both", why="We could hire.")
        yield "their order", lambda: self.arrange(0, 2, 1)
        yield "an option gone", lambda: self.arrange(0, 1)
        yield "its decider", lambda: does.name_decider_of(decision=row, person=cast.ravi, actor=cast.ines, at=at)
        first = lambda: options_of(row)[0]  # noqa: E731 - asked anew: options are written anew
        yield "a why completed", lambda: does.complete_why(option=first(), why="Twelve wait.", actor=cast.noor, at=at)
        by_aiko: dict[str, Any] = {"decision": row, "actor": cast.aiko, "at": at}
        yield "a leaning", lambda: does.lean(option=first(), would_change="A client that left.", **by_aiko)
        yield "another mind", lambda: does.lean(option=first(), would_change="Two that left.", **by_aiko)
        yield "no leaning", lambda: does.take_back_leaning(**by_aiko)
        yield "a dissent", lambda: does.dissent(text="Nobody asked the clients in Japan.", **by_aiko)
        yield "another dissent", lambda: does.dissent(text="Nobody asked the clients in Korea.", **by_aiko)
        yield "a dissent without a name", self.open_one
        yield "a written round", self.hold_round
        agreed: dict[str, Any] = {"decision": row, "actor": cast.femi, "at": at}
        yield "an agreement", lambda: does.record_agreement(option=first(), reason=REASON, **agreed)
        yield "its reason", lambda: does.record_agreement(option=first(), reason=f"{REASON} In June.", **agreed)
        yield "another option", lambda: does.record_agreement(option=options_of(row)[1], reason=REASON, **agreed)
        yield "no agreement", lambda: does.take_back_agreement(**agreed)
        yield "why it came", lambda: does.escalate_decision(reason="They cannot agree on who waits.", **agreed)

    def open_one(self) -> None:
        """Somebody disagrees without a name, and whoever decides opens it."""
        said: dict[str, Any] = {"decision": self.row, "at": self.cast.at}
        does.dissent_unsigned(text="Nobody asked Taiwan.", secret="its own", actor=self.cast.sam, **said)
        does.open_dissents(actor=self.cast.ravi, **said)

    def hold_round(self) -> None:
        """The group writes without names, and what it wrote is shown."""
        at, row = self.cast.at, self.row
        held = does.open_decision_round(decision=row, closes_at=at + timedelta(days=1), actor=self.cast.femi, at=at)
        does.write_decision_note(round_=held, words="They wait.", secret="its own", actor=self.cast.sam, at=at)
        does.close_decision_round(round_=held, show=True, actor=self.cast.femi, at=at)

    def moves(self) -> Iterator[Step]:
        """Everything that its initiatives and the lent team may become meanwhile: each field that it changes."""
        cast, thing, at = self.cast, self.thing, self.at
        plan = Plan(horizon=Horizon.NEXT, window=None, confidence=None)
        because: dict[str, Any] = {"initiative": thing, "reason": "Two audits moved to the autumn.", **self.now}
        yield EffectField.HORIZON, lambda: replan(plan=plan, **because)
        plan = replace(plan, window=window_of("Q2 2087"))
        yield EffectField.WINDOW, lambda plan=plan: replan(plan=plan, **because)
        plan = replace(plan, confidence=Confidence.HIGH)
        yield EffectField.CONFIDENCE, lambda plan=plan: replan(plan=plan, **because)
        yield EffectField.STAGE, lambda: move_stage(stage=Stage.BUILD, **because)
        yield EffectField.AUDIENCE, lambda: show_to(initiative=thing, audience=Audience.COMPANY, **self.now)
        yield EffectField.ASSIGNMENT, lambda: name_owner(initiative=thing, person=cast.aiko, **self.now)
        by_ines: dict[str, Any] = {"area": cast.reporting, "team": self.team, "actor": cast.ines, "at": at}
        yield EffectField.SHIFT, lambda: keep_team(name="Counting", capacity=Decimal(26), **by_ines)
        yield "title of the other", lambda: rename_initiative(initiative=self.other, title="Two screens", **self.now)
        yield "budget", lambda: write_why(initiative=self.other, why=replace(WHY, budget="One team"), **self.now)
        sums = replace(WHY, budget="One team", budget_sum=Money(Decimal(9), "EUR"))
        yield "sum", lambda: write_why(initiative=self.other, why=sums, **self.now)
        instead = replace(sums, instead="Exports wait for a quarter")
        yield "what waits", lambda: write_why(initiative=self.other, why=instead, **self.now)
        later = self.lent.last + timedelta(days=70)
        yield "lent elsewhere", lambda: shift_team(
            team=self.team, to=cast.identity, amount=Amount(share=10), first=later, last=later + timedelta(days=20),
            reason="Audited clients need reports of consent before June.", actor=cast.ravi, at=at,
        )  # fmt: skip
        yield "its area", lambda: move_decisions(area=cast.identity, heir=cast.reporting, actor=cast.ines, at=at)


def signed(row: Decision) -> str:
    return sign_of_brief(Decision.objects.get(pk=row.pk))


def test_every_kind_of_change_to_a_brief_changes_its_sign(cast: Cast) -> None:
    scene = Scene(cast)
    signs, began = signed(scene.row), Entry.objects.latest("pk").pk
    for name, step in [*scene.steps(), *scene.moves()]:
        step()
        found = signed(scene.row)
        assert found != signs, name
        signs = found
    walked = {each for each, _ in scene.moves()}
    assert set(EffectField) <= walked, "each field was moved meanwhile"
    kinds = set(Entry.objects.filter(pk__gt=began).values_list("kind", flat=True))
    known = {kind for kind in KINDS if kind.split(".")[0] in ABOUT}
    assert known - kinds - LEAVE_IT - AFTERWARDS - BEGUN == set(), "every kind of event was thought of"


def test_a_team_that_is_gone_changes_it_too(cast: Cast) -> None:
    scene = Scene(cast)
    scene.write(effects=scene.effects)
    before = signed(scene.row)
    close_team(team=scene.team, actor=cast.ines, at=cast.at)
    assert signed(scene.row) != before


def test_what_nobody_reads_in_it_does_not_change_it(cast: Cast) -> None:
    scene = Scene(cast)
    scene.write(effects=scene.effects)
    before, row, at = signed(scene.row), scene.row, cast.at
    does.note_privately(decision=row, text="Hartmann told me they leave.", to=row.decider_id, actor=cast.sam, at=at)
    does.discuss_decision(decision=row, actor=cast.femi, at=at)
    does.say_about(decision=row, text="What about Korea?", actor=cast.sam, at=at)
    assert does.escalate_due(actor=MACHINE, at=at + timedelta(days=9)) == 1, "its day came by itself"
    does.make_deciding_link(decision=row, person=cast.elena, actor=MACHINE, at=at)
    does.ask_to_sign_in(needed=True, actor=cast.ines, at=at)
    today = today_of(cast.elena, at)
    does.name_deputy(person=cast.petra, first=today, last=today, actor=cast.elena, at=at)
    assert signed(row) == before
