"""Who puts two initiatives against each other, completes a why, and says what would change their mind."""

from collections.abc import Collection, Container, Mapping

from parley.decisions.rules.drafting import must_be_unsettled
from parley.decisions.rules.settling import sees_settled
from parley.decisions.terms import DecisionFacts, Sight
from parley.kernel.refusals import Refused
from parley.people.terms import Viewer
from parley.roadmap.terms import Audience, Stage
from parley.topics.rules import something_said

TO_COMPLETE = "Its owner is asked to complete this why."
OVER = (Stage.LIVE, Stage.STOPPED)


def may_put_against(viewer: Viewer, area: int) -> bool:
    """Whether somebody puts two initiatives against each other in a group: anybody in it, and product operations."""
    return viewer.operations or area in viewer.inside


def is_for_group(initiative: Sight, area: int) -> bool:
    """Whether everybody in a group may see an initiative, so that a question to the group may name it."""
    if initiative.shown_to is Audience.GROUP:
        return initiative.area == area
    return initiative.shown_to is Audience.COMPANY


def must_put_against(
    viewer: Viewer, area: int, *, same: bool, stages: Collection[Stage], untold: Collection[str], asked: str
) -> None:
    """Raise Refused unless the viewer is in the group and both initiatives, which differ, are still to come.

    `untold` are the titles of those that not everybody in the group may see: the question would name them. `asked` is
    the question of the group that is about the same two and waits.
    """
    if not may_put_against(viewer, area):
        raise Refused("Only somebody in the group puts two of its initiatives against each other. Bring a topic.")
    if same:
        raise Refused("These are one initiative. Choose what it competes with.", field="other")
    if any(each in OVER for each in stages):
        raise Refused("One of these is live or stopped, so they compete no more. Choose another.", field="other")
    if untold:
        raise Refused(
            f"Not everybody in the group may see {' and '.join(f'“{each}”' for each in untold)}, and the question "
            "would name it. Show it to the group first, or ask for a decision in words of your own.",
            field="other",
        )
    if asked:
        raise Refused(f"The group weighs these two already. Say what you see under “{asked}”.", field="other")


def may_complete(viewer: Viewer, *, answers: Collection[int | None], area: int | None) -> bool:
    """Whether the viewer answers for an option: by name, or as one of its initiative’s product people."""
    return viewer.person in answers or (area is not None and area in viewer.product_of)


def must_complete(
    viewer: Viewer, decision: DecisionFacts, *, answers: Collection[int | None], area: int | None
) -> None:
    """Raise Refused unless the viewer answers for an option, as `may_complete` says, while it is not settled."""
    must_be_unsettled(decision)
    if not may_complete(viewer, answers=answers, area=area):
        raise Refused("Whoever owns this, or put it, completes its why. Say in the conversation what is missing.")


def lacks_why(why: str) -> bool:
    """Whether what stands in the place of a why only says that somebody is asked for it."""
    return why.strip() == TO_COMPLETE


def why_completed(why: str, title: str) -> str:
    """Give back the why of an option; raises Refused when it says nothing."""
    instead = "Say what speaks for it, also if you would not take it."
    return something_said("" if lacks_why(why) else why, title, field="why", instead=instead)


def must_have_its_why(why: str, *, option: str, ask: str) -> None:
    """Raise Refused for an option whose why nobody has written yet, saying whom to ask."""
    if lacks_why(why):
        raise Refused(
            f"Nobody has written the why of “{option}” yet, so nobody can decide on it. Ask {ask} to complete it, "
            "or choose another option.",
            field="option",
        )


def must_ask_to_speak(
    viewer: Viewer,
    decision: DecisionFacts,
    people: Mapping[int, str],
    *,
    affected: Container[int],
    asked: Container[int],
) -> None:
    """Raise Refused unless the viewer runs the group or decides, and asks people (names by key) it affects, once."""
    must_be_unsettled(decision)
    if not sees_settled(viewer, decision):
        raise Refused("A facilitator of the group, or the decider, asks people. Say to one of them who is missing.")
    if not people:
        raise Refused("Nobody is asked yet. Choose whom to ask first.")
    for key, name in people.items():
        if key in asked:
            raise Refused(f"{name} has been asked, by mail and on Today. Choose the others, or call if it cannot wait.")
        if key not in affected:
            raise Refused(
                f"It does not affect {name}, as far as Parley knows. Write a mail, with the address of this page."
            )


def must_be_for_its_decider(decision: DecisionFacts, *, author: int, to: int | None) -> None:
    """Raise Refused for a private note to somebody who does not decide (any more), and for one to oneself."""
    if author == decision.decider:
        raise Refused("You decide this yourself, so nobody else would read it. Say it in the conversation.")
    if to != decision.decider:
        raise Refused(
            "Somebody else decides this now, and nobody has read what you wrote. Look who it is, then send it to them.",
            field="text",
        )


def would_change_of(text: str, question: str) -> str:
    """Give back what would change somebody’s mind; raises Refused when it says nothing."""
    instead = "Write what you would have to learn to choose otherwise."
    return something_said(text, question, field="would_change", instead=instead)
