"""The sample's decisions: what was settled, one that made a promise slip, and one that waits for Elena."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from parley.decisions.actions import (
    dissent,
    dissent_unsigned,
    escalate_decision,
    lean,
    name_deputy,
    open_decision,
    open_dissents,
    publish_decision,
    settle_decision,
)
from parley.decisions.queries import contributions_to, options_of
from parley.decisions.terms import EffectDraft, EffectField, Gift, OptionDraft
from parley.groups.queries import facilitators_of, viewer_of
from parley.kernel.spans import today_of
from parley.roadmap.queries import initiative_to_change
from parley.seeds.roadmaps import SLIPPED, SLIPPED_BECAUSE, window_in
from parley.seeds.stage import STORY, Telling

if TYPE_CHECKING:
    from parley.decisions.models import Decision
    from parley.people.models import Person

CONSENT = "Consent signals in every bid request"
CAPS, PAUSE = "Frequency caps across broadcasters", "Pause adverts"


def tell_decisions(telling: Telling) -> None:
    """Settle what the story settles, and leave three questions open."""
    for told in sorted(STORY["decision"], key=lambda each: -each["asked"]):
        _of_a_group(telling, told)
    _consent_first(telling)
    _deletion_is_free(telling)
    _caps_or_pause(telling)
    _clean_rooms(telling)


def _settle(*, credits: list[Gift], decision: "Decision", actor: "Person", at: datetime, **settled: Any) -> None:  # noqa: A002 - the word of the house
    """Settle a question by its decider, and let a facilitator of its group publish it."""
    settle_decision(decision=decision, actor=actor, at=at, **settled)
    runs_it = facilitators_of(decision.area_id).exclude(pk=actor.pk).order_by("pk").first()
    publish_decision(decision=decision, credits=credits, actor=runs_it or actor, at=at)


def _gifts(telling: Telling, decision: "Decision", *, people: int) -> list[Gift]:
    """Credit what was given by so many people, drawn from all who gave."""
    givers = contributions_to(viewer_of(telling.people["elena"]), decision)
    drawn = telling.random.sample(givers, min(people, len(givers)))
    return [gift for giver in drawn for gift in giver.gifts]


def _of_a_group(telling: Telling, told: dict[str, Any]) -> None:
    """Ask what a group has to settle and, when the story says so, settle it; what was said on the way is credited."""
    area = next(each for each in STORY["area"] if each["key"] == told["area"])
    decided = telling.ago(told["decided"], 15) if "decided" in told else None
    due = decided.date() if decided else (telling.at + timedelta(days=told["due"])).date()
    decision = open_decision(
        area=telling.areas[area["key"]],
        question=told["question"],
        context=told.get("context", ""),
        decide_by=due,
        options=[OptionDraft(title, why) for title, why in told["options"]],
        initiatives=[telling.initiatives[title] for title in told["about"]],
        actor=telling.people[area["product"][0]],
        at=telling.ago(told["asked"]),
    )
    if "dissent" in told:
        who, text = told["dissent"]
        dissent(decision=decision, text=text, actor=telling.people[who], at=telling.ago(told["decided"] + 3))
    if decided:
        _settle(
            decision=decision,
            option=options_of(decision)[0],
            reason=told["reason"],
            credits=_gifts(telling, decision, people=4),
            review_on=(decided + timedelta(days=180)).date(),
            actor=telling.people[area["decider"]],
            at=decided,
        )


def _consent_first(telling: Telling) -> None:
    """Priorities compete; Elena decides; the household graph slips by a quarter."""
    elena, noor, jonas = (telling.people[key] for key in ("elena", "noor", "jonas"))
    consent, graph = (initiative_to_change(telling.initiatives[title].pk) for title in (CONSENT, SLIPPED))
    later = window_in(telling, "2")
    decision = open_decision(
        area=telling.areas["identity"],
        question="Consent signals or household graph: which has the two engineers until June?",
        context="Both need the same two people. Whichever waits, waits a quarter.",
        decide_by=telling.ago(26).date(),
        options=(
            OptionDraft(
                title="Consent signals first",
                why="Audited clients lose spend today, and the law sets the date.",
                effects=(EffectDraft(graph.pk, EffectField.WINDOW, str(later)),
                         EffectDraft(consent.pk, EffectField.CONFIDENCE, "high")),
                initiative=consent.pk,
            ),
            OptionDraft(title="Household graph first", why="Frequency is what brand clients complain about most.",
                        initiative=graph.pk),
        ),
        initiatives=(consent, graph),
        topics=(),
        actor=noor,
        at=telling.ago(36),
    )  # fmt: skip
    dissent(decision=decision, text="Halden Retail was told second quarter. I will have to call them.", actor=jonas,
            at=telling.ago(28))  # fmt: skip
    dissent_unsigned(decision=decision, text="We said the same of consent a year ago, and nobody looked at it again.",
                     secret=CONSENT, actor=telling.people["aiko"], at=telling.ago(28))  # fmt: skip
    open_dissents(decision=decision, actor=elena, at=telling.ago(27))
    first = options_of(decision)[0]
    _settle(
        decision=decision,
        option=first,
        reason=f"Losing audited clients costs more than a quarter's delay. {SLIPPED_BECAUSE}",
        credits=_gifts(telling, decision, people=9),
        review_on=(telling.at + timedelta(days=90)).date(),
        actor=elena,
        at=telling.ago(26, 15),
    )


def _deletion_is_free(telling: Telling) -> None:
    elena, noor = telling.people["elena"], telling.people["noor"]
    deletion = initiative_to_change(telling.initiatives["Right to be forgotten in one day"].pk)
    decision = open_decision(
        area=telling.areas["identity"],
        question="Does deletion in one day cost extra?",
        decide_by=telling.ago(70).date(),
        options=(
            OptionDraft("It is free", "It is the law, and a fee would be the only thing anybody remembers."),
            OptionDraft("It is a paid service", "Clients pay lawyers for the report today."),
        ),
        initiatives=(deletion,),
        actor=noor,
        at=telling.ago(84),
    )
    _settle(
        decision=decision,
        option=options_of(decision)[0],
        reason="Nobody should pay to keep the law with us; the report is part of the product.",
        credits=_gifts(telling, decision, people=5),
        review_on=telling.ago(3).date(),  # Elena is asked whether it still holds
        actor=elena,
        at=telling.ago(71, 15),
    )


def _caps_or_pause(telling: Telling) -> None:
    """The question that waits for Elena today: the group did not agree, and the quarter has no room for both."""
    caps, pause, programmes = (telling.initiatives[title] for title in (CAPS, PAUSE, "Guaranteed programmes"))
    elena, femi, dario = (telling.people[key] for key in ("elena", "femi", "dario"))
    soon, later = window_in(telling, "1"), window_in(telling, "2")
    decision = open_decision(
        area=telling.areas["connected-tv"],
        question="Frequency caps or pause adverts: what does the living-room team do first?",
        context="The team can finish one of them before the summer.",
        decide_by=(telling.at + timedelta(days=3)).date(),
        options=(
            OptionDraft(
                "Frequency caps first", "Brands hold back five million a year until caps hold across broadcasters.",
                (EffectDraft(pause.pk, EffectField.WINDOW, str(later)),), initiative=caps.pk,
            ),
            OptionDraft(
                "Pause adverts first", "Two broadcasters sell them already, and ours would be out before summer.",
                (EffectDraft(caps.pk, EffectField.WINDOW, str(later)),
                 EffectDraft(caps.pk, EffectField.CONFIDENCE, "low")), initiative=pause.pk,
            ),
            OptionDraft(
                "Neither: guaranteed programmes", "It is what lost deals name, and nobody else offers it.",
                (EffectDraft(programmes.pk, EffectField.WINDOW, str(soon)),), initiative=programmes.pk,
            ),
        ),
        initiatives=(caps, pause, programmes),
        actor=dario,
        at=telling.ago(9),
    )  # fmt: skip
    first, second, _third = options_of(decision)
    for key, option, words in (
        ("femi", first, "A broadcaster that signs for pause adverts this quarter."),
        ("jonas", second, "Proof that caps hold for four of five broadcasters by March."),
    ):
        lean(decision=decision, option=option, would_change=words, actor=telling.people[key], at=telling.ago(6))
    words = "Two agencies were told that caps come first. Pause adverts would make that untrue."
    dissent(decision=decision, text=words, actor=telling.people["sam"], at=telling.ago(4))
    reason = "Both sides have clients who wait, and neither would give way."
    escalate_decision(decision=decision, reason=reason, actor=femi, at=telling.ago(2))
    today = today_of(elena, telling.at)
    name_deputy(person=telling.people["ravi"], first=today, last=today + timedelta(days=12), actor=elena, at=telling.at)


def _clean_rooms(telling: Telling) -> None:
    """One client asks loudest: the question is open, and the evidence stands beside it."""
    rooms = telling.initiatives["Private clean rooms"]
    open_decision(
        area=telling.areas["identity"],
        question="Do we explore private clean rooms this half-year?",
        context="Most of what we hear about it comes from one retailer.",
        decide_by=(telling.at + timedelta(days=16)).date(),
        options=(
            OptionDraft("Explore with three retailers", "One client is not a market; three would show whether it is."),
            OptionDraft(
                "Stop, and say why",
                "The licence alone is half a million, and one client asks.",
                (EffectDraft(rooms.pk, EffectField.STAGE, "stopped"),),
            ),
        ),
        initiatives=(rooms,),
        actor=telling.people["noor"],
        at=telling.ago(5),
    )
