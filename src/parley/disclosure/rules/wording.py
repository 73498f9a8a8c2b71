"""What a talk track must be before it may be said: its words, the times in them, its day, and who approves it."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from parley.disclosure.rules.gate import narrower
from parley.disclosure.rules.times import finest_time_in
from parley.disclosure.terms import Bound, Told, Words
from parley.groups.rules import may_keep_roadmap
from parley.kernel.refusals import Refused
from parley.kernel.spans import GRAINS, Grain
from parley.people.terms import Duty, Viewer

LONGEST_WORDS = 1000
LONGEST_NAME = 120
LONGEST_LIFE = timedelta(days=366)  # words that nobody has looked at for a year are not kept
GRAIN_WORDS = {Grain.DAY: "a day", Grain.MONTH: "a month", Grain.QUARTER: "a quarter", Grain.HALF: "a half-year",
               Grain.YEAR: "a year"}  # fmt: skip


def name_of(text: str) -> str:
    """Give back what clients know it as; raises Refused when it is empty or longer than 120 characters."""
    clean = " ".join(text.replace("\0", " ").split())
    if not clean or len(clean) > LONGEST_NAME:
        raise Refused("Write what clients know it as, in 1 to 120 characters.", field="name")
    return clean


def words_of(words: Sequence[Words]) -> tuple[Words, ...]:
    """Give back the words of a talk track; raises Refused without any, and for words that cannot be said."""
    kept = [Words(each.region, each.text.replace("\r\n", "\n").strip(), each.window, each.confidence) for each in words]
    kept = [each for each in kept if each.text]
    if not kept:
        raise Refused("Write the words, exactly as they may be said to a client.", field="text")
    for each in kept:
        text_of(each.text)
        if each.confidence and not each.window:
            raise Refused("A confidence belongs to a window. Name the window, or leave both out.", field="confidence")
    return tuple(kept)


def text_of(text: str) -> str:
    """Give back what was or may be said; raises Refused when it is empty or longer than 1,000 characters."""
    clean = text.replace("\r\n", "\n").strip()
    if not clean:
        raise Refused("Write the words that were said.", field="text")
    if len(clean) > LONGEST_WORDS or "\0" in clean or any("\ud800" <= each <= "\udfff" for each in clean):
        raise Refused(f"Words for clients have at most {LONGEST_WORDS:,} characters of plain text. Keep what can be "
                      "said in a call, and link the rest.", field="text")  # fmt: skip
    return clean


def statement_key(client: str, initiative: str, told_on: date, text: str, besides: str = "") -> str:
    """Give the identity of a statement whose source gives it none: a hash of client, initiative, day and words.

    Client and initiative are their source and key, joined by a colon. 64 hex digits. `besides` tells apart what was
    told twice.
    """
    facts = (client, initiative, told_on.isoformat(), " ".join(text.split()), besides)
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def expiry_of(day: date, *, today: date) -> date:
    """Give back the last day on which words may be said; raises Refused for one that has passed or is a year away."""
    if day < today:
        raise Refused("That day has passed. Choose the last day on which the words may be said.", field="expires_on")
    if day > today + LONGEST_LIFE:
        raise Refused("Words are looked at again within a year. Choose a nearer day.", field="expires_on")
    return day


def must_name_clients(whom: Told, clients: int) -> None:
    """Raise Refused for words to nobody, and for words to named clients that name none."""
    if whom is Told.NOBODY:
        raise Refused("Say to whom the words may be said: named clients, or any client.", field="whom")
    if whom is Told.NAMED_CLIENTS and not clients:
        raise Refused("Name the clients to whom these words may be said.", field="clients")


def must_fit(bound: Bound, whom: Told, words: Sequence[Words], *, label: str) -> None:
    """Raise Refused when words go further than the stage, the audience and overrides allow."""
    if narrower(whom, bound.whom) is not whom:
        most = "no client" if bound.whom is Told.NOBODY else "named clients only"
        raise Refused(
            f"At {label}, as it is shown now, {most} may hear of it. Wait for a later stage or a wider audience, or "
            "give an override in your name, with the reason.", field="whom",
        )  # fmt: skip
    for each in words:
        found = finest_time_in(each.text)
        said = min(
            (g for g in (found, each.window.grain if each.window else None) if g), key=GRAINS.index, default=None
        )
        if said and (bound.finest is None or GRAINS.index(said) < GRAINS.index(bound.finest)):
            most = f"{GRAIN_WORDS[bound.finest]} at the finest" if bound.finest else "no time at all"
            raise Refused(
                f"These words say {GRAIN_WORDS[said]}; at {label} {most} may be said. Say it more coarsely, or give an "
                "override in your name, with the reason.", field="text" if found is said else "window",
            )  # fmt: skip


def must_draft(viewer: Viewer, area: int) -> None:
    """Raise Refused unless somebody may draft words: the area's product people, product marketing, and operations."""
    if not may_draft(viewer, area):
        raise Refused(
            "Words for clients are drafted by the area’s product people or product marketing. Ask one of them."
        )


def may_draft(viewer: Viewer, area: int) -> bool:
    """Whether somebody may draft words for an area's initiatives."""
    return may_keep_roadmap(viewer, area) or viewer.duty is Duty.APPROVES_WORDS


def approving_refusal(viewer: Viewer, *, drafted_by: Collection[int], legal: bool, legal_given: bool) -> str:
    """Say why somebody may not approve words; nothing when they may.

    Product marketing approves, and legal as well where the area says so; operations may stand in for product marketing.
    Nobody approves what they had a hand in: `drafted_by` are all who wrote any version of the draft.
    """
    lawyer = legal and not legal_given and viewer.duty is Duty.CHECKS_LAW
    if not (lawyer or viewer.operations or viewer.duty is Duty.APPROVES_WORDS):
        who = "product marketing and legal approve" if legal else "product marketing approves"
        return f"In this area {who} words for clients. They see the draft under what waits for them."
    if viewer.person in drafted_by:
        return "You drafted these words, so somebody else approves them. Ask product marketing."
    return ""


def further_refusal(viewer: Viewer, area: int) -> str:
    """Say why somebody may not set the bound of a stage aside: the decider, the product people and operations may."""
    if may_keep_roadmap(viewer, area) or area in viewer.decides:
        return ""
    return "Only the area’s product people and its decider let words go further than the stage. Ask one of them."


def must_go_further(bound: Bound, now: Bound, *, until: date | None, today: date) -> None:
    """Raise Refused when an override would allow nothing new, or ended before it began."""
    if until and until < today:
        raise Refused("That day has passed. Choose the last day on which the override holds.", field="until")
    finer = bound.finest is not None and (now.finest is None or GRAINS.index(bound.finest) < GRAINS.index(now.finest))
    if narrower(bound.whom, now.whom) is bound.whom and not finer:
        raise Refused("Its stage allows that already. Draft the words instead.", field="whom")
