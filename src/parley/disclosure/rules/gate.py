"""What may be told to clients (PRODUCT.md, rule 2): a table of stage, audience and talk track, in a sentence."""

from parley.disclosure.rules.correcting import broken
from parley.disclosure.rules.times import finest_time_in
from parley.disclosure.terms import TOLD, Bound, Gate, Promise, Telling, Told, Track, Words
from parley.kernel.spans import GRAINS, Grain
from parley.roadmap.terms import Audience, Stage

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
NOBODY = Bound(Told.NOBODY, None)
BY_AUDIENCE = {
    Audience.PRODUCT_TEAM: Told.NOBODY,  # its why is not complete, or nobody was meant to know
    Audience.GROUP: Told.NAMED_CLIENTS,  # clients do not hear what most colleagues cannot read
    Audience.COMPANY: Told.ANY_CLIENT,
}


def bound_of(stage: Stage, audience: Audience, further: Bound | None = None) -> Bound:
    """Give how far words may go. An override goes further than stage and group, never past a stop or a product team."""
    bound = BOUNDS[stage]
    if stage is Stage.STOPPED or audience is Audience.PRODUCT_TEAM:
        return NOBODY
    plain = Bound(narrower(bound.whom, BY_AUDIENCE[audience]), bound.finest)
    return Bound(wider(plain.whom, further.whom), _finer(plain.finest, further.finest)) if further else plain


def narrower(*whom: Told) -> Told:
    """Give the fewest clients of several."""
    return min(whom, key=TOLD.index)


def wider(*whom: Told) -> Told:
    """Give the most clients of several."""
    return max(whom, key=TOLD.index)


def _finer(*grains: Grain | None) -> Grain | None:
    return min((each for each in grains if each), key=GRAINS.index, default=None)


def says_too_much(words: Words, finest: Grain | None) -> bool:
    """Whether the time in words, in their window or their text, is finer than may be said."""
    said = _finer(words.window.grain if words.window else None, finest_time_in(words.text))
    if said is None:
        return False
    return finest is None or GRAINS.index(said) < GRAINS.index(finest)


def may_be_told(gate: Gate) -> Telling:
    """Answer whether a client in the gate's region may be told, in which words; if not, when probably, whom to ask."""
    bound = bound_of(gate.stage, gate.audience, gate.further)
    track = gate.track
    words = track.words_in(gate.region) if track else None
    if track and words and gate.applies and _open(track, words, bound) and not _broken(gate, words):
        whom = track.whom
        until = f"Until {track.expires_on.day} {track.expires_on:%b %Y}, in exactly these words."
        if whom is Told.NAMED_CLIENTS:
            sentence = "Yes, the clients named for it, in these words."
        else:
            sentence = "Yes, any client, in these words."
        return Telling(whom, sentence, until, words, track.name, track.expires_on)
    sentence, when = _not_yet(gate, bound, words)
    return Telling(Told.NOBODY, sentence, " ".join(filter(None, (when, gate.ask))))


def _broken(gate: Gate, words: Words) -> bool:
    """Whether words promise what does not hold any more: then nobody says them until others are approved."""
    return bool(gate.holding and broken(Promise(words.window, words.confidence), gate.holding))


def _open(track: Track, words: Words, bound: Bound) -> bool:
    return narrower(track.whom, bound.whom) is track.whom and not says_too_much(words, bound.finest)


def _not_yet(gate: Gate, bound: Bound, words: Words | None) -> tuple[str, str]:
    """Say why nobody may be told, and when that probably changes."""
    label, labels = gate.labels[gate.stage], gate.labels
    planned = f" Its window is {gate.planned}, which is for colleagues only." if gate.planned else ""
    if gate.stage is Stage.STOPPED:
        return (
            "Nothing: it was stopped.",
            "If a client knows of it already, ask its product people for the words to correct that.",
        )
    if not gate.applies:
        return "Nothing: it does not apply to this region.", ""
    if gate.audience is Audience.PRODUCT_TEAM:
        return "Nothing yet: only its product team knows of it.", f"When probably: once its why is complete.{planned}"
    if gate.track and words and _open(gate.track, words, bound):
        return "Nothing now: the words promise what does not hold any more.", "When probably: once others are approved."
    if gate.track and words:
        too_fine = says_too_much(words, bound.finest)
        return (
            f"Nothing now: the words {'say a finer time' if too_fine else 'go further'} than {label} allows.",
            f"When probably: once words that fit {label} are approved, or it is further on.{planned}",
        )
    if bound.whom is Told.NOBODY:
        return (
            f"Nothing yet. At {label} no client hears of it.",
            f"When probably: named clients once it is in {labels[Stage.ALPHA]} or {labels[Stage.BETA]}.{planned}",
        )
    missing = "the words are drafted but not approved" if gate.drafted else "no words are approved"
    if gate.track:
        missing = "no words are approved for this region"
    if bound.whom is Told.NAMED_CLIENTS:
        first = f"the clients in its {label}, as soon as words for them are approved"
        if BOUNDS[gate.stage].whom is Told.ANY_CLIENT:
            later = "everybody once the whole company may read it"
            return f"Nothing yet: {missing}.", f"When probably: clients that are named for it; {later}.{planned}"
        dated = "" if bound.finest else " and without a date"
        return (
            f"Nothing yet: {missing}.",
            f"When probably: {first}{dated}; everybody from {labels[Stage.BUILD]} on.{planned}",
        )
    finest = "a day" if bound.finest is Grain.DAY else "a quarter, never a day"
    return (
        f"Nothing yet: {missing}.",
        f"When probably: soon. At {label} any client may hear of it, with {finest}, in approved words.{planned}",
    )
