"""Ways in which two of the sample’s initiatives could be done, drawn and compared; of one, which was chosen and why."""

from typing import TYPE_CHECKING

from parley.roadmap.actions.exploring import choose_solution, propose_solution
from parley.roadmap.queries import initiative_to_change
from parley.roadmap.terms.solutions import SolutionWords
from parley.seeds.drawn import sketch
from parley.seeds.stage import Telling
from parley.voices.actions import say

if TYPE_CHECKING:
    from parley.people.models import Person
    from parley.roadmap.models.solutions import Solution

SIDES = {"product": "#3b4db3", "business": "#a94823"}
GRAPH = (
    ("product", SolutionWords(
        title="Join devices by how they behave", text="Devices that share an address and watch at the same "
        "hours are taken for one household; each join has a likelihood, and campaigns choose how sure they want to be.",
        speaks_for="Works without anything from partners, in every country.",
        speaks_against="One join in nine is wrong in the split test, and nobody can say which.",
        helps="Retail and automotive brands with frequency caps, from the first day")),
    ("business", SolutionWords(
        title="Let broadcasters say who lives together", text="The five largest broadcasters pass a household key with "
        "each request; we join by it and by nothing else.",
        speaks_for="What we count is what an auditor counts. Two of my clients would sign for that alone.",
        speaks_against="Covers 60% of the screens, and depends on five contracts.",
        helps="Clients who are audited, mostly in EMEA")),
    ("product", SolutionWords(
        title="Leave it by address, and say so", text="Nothing is built. Reports say how often a household may have "
        "been counted twice.", speaks_for="Costs a week, and is honest.",
        speaks_against="Answers the question and keeps the problem.", helps="Account managers who are asked today")),
)  # fmt: skip
CARBON = (
    ("product", SolutionWords(
        title="Grams per thousand, from a table", text="Each exchange and each format has a published average; bids "
        "show the sum.", speaks_for="There in six weeks, and what the tenders ask for.",
        speaks_against="An average rewards nobody who does better than it.", helps="Bodies that have to publish")),
    ("business", SolutionWords(
        title="Measured by each exchange", text="Exchanges send what they measured with each bid; where none does, "
        "the table stands in and is marked.", speaks_for="Car makers can choose the better exchange, and show it.",
        speaks_against="Three of eleven exchanges measure today.", helps="The two car makers, and who follows")),
)  # fmt: skip
CHOSEN = (
    "Audited clients will not accept joins that are wrong one time in nine, and 60% of screens covers every campaign "
    "that was asked for. We give up the small broadcasters until they sign."
)
SAID = (
    "My clients’ auditors ask for the source of each join. With the key they can see it; with a likelihood they cannot."
)


def tell_solutions(telling: Telling) -> None:
    """Let both sides propose ways of doing what is explored, talk about them, and choose one of the first."""
    first = _propose(telling, "Household graph v2", GRAPH, days=24)
    say(thread=first[1].thread, text=SAID, actor=telling.people["aiko"], at=telling.ago(15))
    row = first[1].initiative
    choose_solution(solution=first[1], reason=CHOSEN, actor=row.owner or telling.people["ines"], at=telling.ago(9))
    _propose(telling, "Carbon-aware bidding", CARBON, days=12)


def _propose(
    telling: Telling, title: str, ways: tuple[tuple[str, SolutionWords], ...], *, days: int
) -> "list[Solution]":
    row = initiative_to_change(telling.initiatives[title].pk)
    area = next(key for key, each in telling.areas.items() if each.pk == row.area_id)
    proposing: dict[str, Person] = {"product": row.owner or telling.people["ines"]}
    proposing["business"] = next(each for each in telling.members[area] if each.side == "business")
    made = []
    for number, (side, words) in enumerate(ways):
        who, files = proposing[side], [sketch(words.title, number + 2, SIDES[side])]
        made.append(
            propose_solution(initiative=row, words=words, files=files, actor=who, at=telling.ago(days - number))
        )
    return made
