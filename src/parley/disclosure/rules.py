"""What may be told to clients at which stage (PRODUCT.md, rule 2), in a sentence for whoever is about to call one."""

from parley.disclosure.terms import Bound, Telling, Told
from parley.kernel.spans import Grain, Window
from parley.roadmap.terms import Stage

BOUNDS = {
    Stage.GATHER: Bound(Told.NOBODY, None),
    Stage.EXPLORE: Bound(Told.NOBODY, None),
    Stage.ALPHA: Bound(Told.NAMED_CLIENTS, None),
    Stage.BETA: Bound(Told.NAMED_CLIENTS, None),
    Stage.BUILD: Bound(Told.ANY_CLIENT, Grain.QUARTER),
    Stage.LAUNCH: Bound(Told.ANY_CLIENT, Grain.DAY),
    Stage.LIVE: Bound(Told.ANY_CLIENT, Grain.DAY),
    Stage.STOPPED: Bound(Told.NOBODY, None),
}


def may_be_told(stage: Stage, *, labels: dict[Stage, str], window: Window | None, approved: bool = False) -> Telling:
    """Answer whether a client may be told. Without approved words the answer is nobody, whatever the stage."""
    bound = BOUNDS[stage]
    sentence, when = _words(stage, labels, window)
    return Telling(bound.whom if approved else Told.NOBODY, sentence, when)


def _words(stage: Stage, labels: dict[Stage, str], window: Window | None) -> tuple[str, str]:
    if stage is Stage.STOPPED:
        return (
            "Nothing: it was stopped.",
            "If a client knows of it already, ask its product people for the words to correct that.",
        )
    planned = f" Its window is {window}, which is for colleagues only." if window else ""
    match BOUNDS[stage].whom:
        case Told.NOBODY:
            return (
                f"Nothing yet. At {labels[stage]} no client hears of it.",
                f"When probably: named clients once it is in {labels[Stage.ALPHA]} or {labels[Stage.BETA]}." + planned,
            )
        case Told.NAMED_CLIENTS:
            first = f"the clients in its {labels[stage]}, as soon as words for them are approved and without a date"
            return (
                "Nothing yet: no words are approved.",
                f"When probably: {first}; everybody from {labels[Stage.BUILD]} on.{planned}",
            )
    finest = "a quarter, never a day" if BOUNDS[stage].finest is Grain.QUARTER else "a day"
    return (
        "Nothing yet: no words are approved.",
        f"When probably: soon. At {labels[stage]} any client may hear of it, with {finest}, in approved words."
        + planned,
    )
