"""What is shown of a survey, while it is open and for good, tells of nobody what they said (R3 to R9, R12, A1, A2).

| attack | rule | the build in which it succeeds |
|---|---|---|
| by_asking_after_each_answer | R3 | the rate as it is |
| by_asking_in_a_small_company | R3 | the rate in steps of 5% alone, which of 20 people is one |
| by_asking_who_answered | R3 | a list of names |
| by_closing_by_hand | R1, R3 | closed by whoever plans it |
| by_small_parts | R4 | a floor of one |
| by_subtracting | R5, R6, A1 | a minimum of five and no audit |
| by_solving | R6, A2 | a minimum of five and no audit |
| by_one_mind | R8 | no masks |
| by_one_who_came | R9 | waves compared whoever came or left |
| by_other_numbers | R7 | a page that counts for itself |
| by_accounts_made_for_it | R12 | members counted however new |
"""

import json
import re
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from parley.groups.actions import add_member, open_area
from parley.kernel.refusals import Refused
from parley.ledger.terms import MACHINE
from parley.reactions.surveys import count
from parley.surveys.actions import closing
from parley.surveys.queries.released import figures_of
from parley.surveys.rules.counting import counted
from parley.surveys.terms.release import Answered, Before, ToCount
from parley.surveys.terms.waves import CORE, Counted
from tests.attacks import weakened as weak
from tests.attacks.scenes_of_surveys import Attack, given_by, rate_in, send, sent
from tests.attacks.tables_of_surveys import Survey
from tests.attacks.tables_of_surveys import by_solving as solved
from tests.attacks.tables_of_surveys import by_subtraction as subtracted
from tests.cast import Cast
from tests.surveys.made import crew, opened, released

pytestmark = [pytest.mark.django_db, pytest.mark.database]
FEW = 20  # answers that are watched coming
SIDE_OF = {"sales": "business", "support": "business", "design": "product", "engineering": "product"}
INFLUENCE = CORE[0]


def watched(cast: Cast, invited: int, watchers: dict[str, list[str]]) -> int:
    """Ask pages after each answer; how many answers were seen to come, beyond those that five people share."""
    people = crew(cast, invited - 6)
    wave = opened(cast)
    assert wave.invited == invited
    browsers = {name: cast.browser(getattr(cast, name)) for name in watchers}
    seen = []
    for number, person in enumerate([None, *people[:FEW]]):
        if person:
            send(wave, person, number)
        pages = [browsers[name].get(path.format(wave.pk)).text for name, some in watchers.items() for path in some]
        seen.append([rate_in(page) for page in pages])
    steps = sum(one != other for one, other in pairwise(seen))
    return max(0, steps - FEW // 5)


def by_asking_after_each_answer(cast: Cast) -> int:
    """Ask the plan of the wave, as product operations do, after each answer."""
    return watched(cast, 46, {"ines": ["/company/surveys/{}/", "/company/surveys/"]})


def by_asking_in_a_small_company(cast: Cast) -> int:
    """Ask the page of the wave, as anybody does, where one in twenty is 5%."""
    return watched(cast, 26, {"omar": ["/surveys/{}/", "/surveys/"]})


def by_asking_who_answered(cast: Cast) -> int:
    """Look for the names of those who answered on every page about a wave."""
    scene = sent(cast, FEW)
    pages = [(cast.ines, "/company/surveys/{}/"), (cast.ines, "/company/surveys/"), (cast.femi, "/surveys/{}/"),
             (cast.femi, "/surveys/"), (cast.femi, "/"), (cast.ines, "/company/people/")]  # fmt: skip
    told = [cast.browser(who).get(path.format(scene.wave.pk)).text for who, path in pages[:-1]]
    return sum(any(person.name in page for page in told) for person in scene.people)


def by_closing_by_hand(cast: Cast) -> int:
    """Close a wave once five have answered, and have it counted."""
    scene = sent(cast, FEW)
    for act in (
        lambda: closing.seal_wave(wave=scene.wave, actor=cast.ines, at=cast.at),
        lambda: count({"wave": scene.wave.pk}, cast.at),
    ):
        try:
            act()
        except Refused:
            continue
    return len(figures_of(scene.wave)) and FEW


def drawn(seed: int, many: int = 140) -> ToCount:
    """Draw a wave of groups, regions and functions of very different sizes, some of one person."""
    dice = Random(seed)  # noqa: S311 - drawn alike in every run
    invited = [
        Counted(
            dice.choices("ABCDE", (40, 30, 20, 8, 2))[0], "", dice.choices("XYZ", (60, 30, 10))[0],
            dice.choices(sorted(SIDE_OF), (10, 50, 35, 5))[0],
        )
        for _ in range(many)
    ]  # fmt: skip
    invited = [Counted(each.group, SIDE_OF[each.function], each.region, each.function) for each in invited]
    sheets = [Answered(each, {"influence": dice.randint(1, 5)}) for each in invited if dice.random() < 0.75]
    return to_count(invited, sheets)


def to_count(invited: list[Counted], sheets: list[Answered], before: Before | None = None) -> ToCount:
    from datetime import date  # noqa: PLC0415 - beside its one use

    names: dict[str, dict[str, str]] = {cut: {} for cut in ("group", "side", "region", "function")}
    return ToCount(name="Drawn", opened=date(2026, 9, 1), closed=date(2026, 9, 15), floor=5, questions=[INFLUENCE],
                   sheets=sheets, invited=invited, names=names, before=before)  # fmt: skip


def published(given: ToCount) -> tuple[Survey, list[Any], list[dict[str, Any]]]:
    """Give who was asked and answered, which cells the text shows, and their figures."""
    sizes: list[dict[tuple[str, str, str], int]] = [{}, {}]
    for place, some in enumerate([given.invited, [each.where for each in given.sheets]]):
        for each in some:
            atom = (each.group, each.region, each.function)
            sizes[place][atom] = sizes[place].get(atom, 0) + 1
    found = json.loads(json.dumps(counted(given)))["figures"]
    cells = [tuple((cut, value) for cut, value in each["cell"]) for each in found]
    return Survey(sizes[1], sizes[0], SIDE_OF), cells, found


def by_small_parts(_cast: Cast) -> int:
    """Look for parts of fewer than five answers, or of fewer than ten who were asked."""
    survey, cells, _found = published(drawn(3))
    few = 0
    for cell in cells:
        inside = [atom for atom in survey.invited if all(survey.value(atom, cut) == value for cut, value in cell)]
        asked = sum(survey.invited[atom] for atom in inside)
        few += bool(cell) and (asked < 10 or sum(survey.answered.get(atom, 0) for atom in inside) < 5)
    return few


def by_subtracting(_cast: Cast) -> int:
    """Take a part away from one that it lies in."""
    return sum(len(subtracted(*published(drawn(seed))[:2])) for seed in range(8))


def by_solving(_cast: Cast) -> int:
    """Solve all tables together for the few people of an atom."""
    return sum(len(solved(*published(drawn(seed))[:2])) for seed in range(8))


def by_one_mind(_cast: Cast) -> int:
    """Look for parts in which all said the same."""
    given = drawn(5)
    sheets = [
        Answered(each.where, {"influence": 5 if each.where.group == "A" else each.answers["influence"]})
        for each in given.sheets
    ]
    found = published(to_count(list(given.invited), sheets))[2]
    return sum(each["share"] in (0, 1) and not each["masked"] for each in found)


def by_one_who_came(_cast: Cast) -> int:
    """Take the last wave away from this one, to which one more person came: all others said the same again."""
    invited = [Counted("A", "business", "X", "sales")] * 60
    were = [Answered(each, {"influence": 5 if n % 2 else 1}) for n, each in enumerate(invited[:50])]
    shown = {
        ("influence", tuple((c, v) for c, v in each["cell"])): each
        for each in published(to_count(invited[:-1], were))[2]
    }
    came = {cell: (1, 0) for _question, cell in shown}
    before = Before(name="Last", shown=shown, answers=dict.fromkeys(shown, (25, 50)),
                    texts={"influence": INFLUENCE.text}, churn=came)  # fmt: skip
    one_more = [*were, Answered(invited[0], {"influence": 5})]
    found = published(to_count(invited, one_more, before))[2]
    return sum("by" in (each["change"] or {}) for each in found)


SURFACES = ("/surveys/{}/", "/surveys/", "/company/surveys/{}/", "/company/surveys/", "/surveys/{}/results/",
            "/surveys/{}/results/results.md", "/surveys/{}/results/results.csv")  # fmt: skip
"""Pages and files that say figures of a wave that is over. Whoever adds one adds it here."""


def by_other_numbers(cast: Cast) -> int:
    """Look on every surface for a number about answers that the text of the release does not have."""
    scene = sent(cast, FEW)
    released(scene.wave)
    from parley.surveys.queries.released import release_of  # noqa: PLC0415 - beside its one use
    from parley.surveys.terms.waves import Part  # noqa: PLC0415

    kept = release_of(scene.wave.pk, Part.FIGURES)
    assert kept is not None
    known = set(re.findall(r"\d+", kept.content))
    known |= {str(round(100 * float(share))) for share in re.findall(r"\b[01]\.\d+", kept.content)}
    said = " ".join(rate_in(cast.browser(cast.ines).get(path.format(scene.wave.pk)).text) for path in SURFACES)
    assert "20 of 26 answered" in said
    numbers = re.findall(r"(\d+(?:\.\d+)?)(?= of|%| answered)", said)
    return sum(number not in known for number in numbers)


def a_page_that_counts(patch: pytest.MonkeyPatch) -> None:
    """A page works a share out for itself, with more places than are published."""

    def words_of(rate: Any, *, closed: bool) -> str:
        return f"20 of 26 answered, {100 * rate.answered / rate.invited:.3f}% {closed}"

    for room in (weak.plan_pages, weak.pages, weak.shown):
        patch.setattr(room, "rate_words", words_of)
    patch.setattr("parley.screens.results.words.answered_words", lambda *_given: "20 of 26 answered, 76.923% of them")


def by_accounts_made_for_it(cast: Cast) -> int:
    """Make nine accounts in the group of somebody, let them answer, and take what they said from its figure."""
    everybody = crew(cast, FEW)
    now: dict[str, Any] = {"actor": MACHINE, "at": cast.at - timedelta(days=60)}
    area = open_area(name="Archive", charter="One person.", decider=None, key="archive", **now)
    add_member(area=area, person=everybody[0], **now)
    made = crew(cast, 9, ago=timedelta(days=3), name="made")
    for each in made:
        add_member(area=area, person=each, actor=cast.ines, at=cast.at - timedelta(days=3))
    wave = opened(cast, areas=[area], everybody=False)
    for number, person in enumerate([everybody[0], *made]):
        send(wave, person, number)
    released(wave)
    return sum(bool(cell) for _question, cell in figures_of(wave))


ATTACKS = (
    Attack("R3", by_asking_after_each_answer, weak.live_rate, FEW - FEW // 5),
    Attack("R3", by_asking_in_a_small_company, weak.rate_to_fives, FEW // 2),
    Attack("R3", by_asking_who_answered, weak.who_answered_in_a_list, FEW),
    Attack("R1 R3", by_closing_by_hand, weak.closed_by_hand, FEW),
    Attack("R4", by_small_parts, weak.floor_of_one, 5),
    Attack("R5 R6 A1", by_subtracting, weak.five_and_no_more, 1),
    Attack("R6 A2", by_solving, weak.five_and_no_more, 1),
    Attack("R8", by_one_mind, weak.no_masks, 1),
    Attack("R9", by_one_who_came, weak.compared_after_one, 1),
    Attack("R7", by_other_numbers, a_page_that_counts, 1),
    Attack("R12", by_accounts_made_for_it, weak.members_however_new, 1),
)
every_attack = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.find.__name__)


@every_attack
def test_it_finds_nobody(attack: Attack, cast: Cast) -> None:
    assert attack.find(cast) <= attack.most


@every_attack
def test_it_finds_people_in_a_build_without_that_protection(
    attack: Attack, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    attack.weakened(monkeypatch)
    assert attack.find(cast) >= attack.least


def test_the_numbers_of_given_answers_tell_people_apart() -> None:
    assert len({str(given_by(number)) for number in range(125)}) == 125
