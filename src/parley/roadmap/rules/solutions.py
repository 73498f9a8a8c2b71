"""Exploring solutions: who may propose one, what must be written of it, and when one of them may be chosen."""

from parley.groups.rules import may_keep_roadmap
from parley.kernel.refusals import Refusals, Refused, Stale
from parley.people.terms import Viewer
from parley.roadmap.rules.keeping import must_be_a_title
from parley.roadmap.terms import Stage
from parley.roadmap.terms.solutions import SolutionWords

OVER = (Stage.LIVE, Stage.STOPPED)
LONGEST = 5_000  # characters of one part
MOST_SOLUTIONS = 12  # of one initiative: more are not compared any more
FEWEST_COMPARED = 2
CHOOSES = "what it does better than the others, and what you give up with it"
PARTS = {
    "text": "Say what it is: how it works, in a few sentences. A sketch can be attached.",
    "speaks_for": "Say what speaks for it, so that it can be compared.",
    "speaks_against": "Say what speaks against it: what it costs, risks or leaves open. Every solution has something.",
    "helps": "Say whom it helps: which clients or colleagues, and where.",
}


def may_propose(viewer: Viewer, area: int) -> bool:
    """Whether somebody may propose a solution: whoever is in the group, of either side, and product operations."""
    return viewer.operations or area in viewer.inside


def must_propose(viewer: Viewer, area: int) -> None:
    """Raise Refused unless the viewer may propose a solution."""
    if not may_propose(viewer, area):
        raise Refused("Only people of the group propose solutions. Say it in a comment, or raise a topic with them.")


def may_rewrite(viewer: Viewer, area: int, written_by: int) -> bool:
    """Whether somebody may write a solution differently or withdraw it: its author, and who keeps the roadmap."""
    return viewer.person == written_by or may_keep_roadmap(viewer, area)


def must_rewrite(viewer: Viewer, area: int, written_by: int) -> None:
    """Raise Refused unless the viewer may write the solution differently, or withdraw it."""
    if not may_rewrite(viewer, area, written_by):
        raise Refused("Only whoever proposed a solution and the area’s product people change it. Say what you would "
                      "change in a comment.")  # fmt: skip


def must_be_explored(stage: Stage) -> None:
    """Raise Refused once an initiative is live or stopped: then nothing about how it is done is open any more."""
    if stage in OVER:
        raise Refused("This initiative is over, so its solutions stay as they are. Raise a topic instead.")


def solution_of(words: SolutionWords) -> SolutionWords:
    """Give back what is written of a solution, trimmed. Raises Refusals for every part that is missing or too long."""
    wrong: list[Refused] = []
    clean = {"title": ""}
    try:
        clean["title"] = must_be_a_title(words.title)
    except Refused as refusal:
        wrong.append(Refused("Write a title of 1 to 200 characters: what is done, in a few words.",
                             field=refusal.field))  # fmt: skip
    for name, sentence in PARTS.items():
        clean[name] = getattr(words, name).replace("\r\n", "\n").strip()
        if not clean[name]:
            wrong.append(Refused(sentence, field=name))
        elif len(clean[name]) > LONGEST or "\0" in clean[name]:
            wrong.append(Refused(f"Write at most {LONGEST:,} characters here, as plain text. Attach or link the rest.",
                                 field=name))  # fmt: skip
    if wrong:
        raise Refusals(wrong)
    return SolutionWords(**clean)


def must_be_new(title: str, others: list[str]) -> None:
    """Raise Refused when another solution is called the same, or there are as many as are compared."""
    if len(others) >= MOST_SOLUTIONS:
        raise Refused(f"There are {MOST_SOLUTIONS} solutions already, and more are not compared. Withdraw one first.")
    if title.casefold() in {each.casefold() for each in others}:
        raise Refused("Another solution is called the same. Say in the title what is different in this one.",
                      field="title")  # fmt: skip


def must_not_be_chosen(*, chosen: bool) -> None:
    """Raise Refused for the solution that is chosen: its reason speaks of it as it is."""
    if chosen:
        raise Refused("This solution is chosen, and its reason speaks of it as it is. Choose another first, or propose "
                      "a new one beside it.")  # fmt: skip


def must_be_as_read(*, version: int, seen: int | None, theirs: str, yours: str) -> None:
    """Raise Stale when a solution was written differently since version `seen` was read."""
    if seen is not None and seen != version:
        raise Stale("Somebody wrote this solution differently meanwhile. Read it, then send yours again.",
                    theirs=theirs, yours=yours)  # fmt: skip


def must_be_standing(*, standing: bool) -> None:
    """Raise Refused for a solution that was withdrawn."""
    if not standing:
        raise Refused("This solution was withdrawn, so it is not compared any more. Choose one of the others.")


def must_be_compared(standing: int) -> None:
    """Raise Refused unless there is something to choose between."""
    if standing < FEWEST_COMPARED:
        raise Refused("There is only one solution, so nothing to choose between. Write down at least one other, even "
                      "if it is to leave things as they are.")  # fmt: skip


def must_be_another(*, chosen: bool) -> None:
    """Raise Refused for choosing what is chosen already."""
    if chosen:
        raise Refused("This solution is chosen already. Its reason stands above.", field="reason")


def must_know_the_choice(*, seen: int, now: int, theirs: str, yours: str) -> None:
    """Raise Stale when another solution was chosen than the one that was when the page was read; 0 for none."""
    if seen != now:
        raise Stale("Somebody chose a solution meanwhile. Read why, then choose again if you still would.",
                    theirs=theirs, yours=yours)  # fmt: skip
