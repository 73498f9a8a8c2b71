"""Real surveys that nobody here wrote run through as waves, and what was published of them comes out to the last digit.

Published are, of the survey of contributors to Kubernetes 2018, the table of regions by level and that of lengths by
level (kubernetes/community, sig-contributor-experience/surveys/multi_year_comparisons/README.md); of `bfi`, its size,
how many answered each item and how often each step was taken (R package psych: bfi.Rd, and what psych::alpha prints
of it); of `univbct`, its size (R package multilevel: univbct.Rd). No share of agreement is published of that, as its
scales are averages, nor any number of the Likert items of 2018 but in pictures: those are counted here a second time,
from the file, in plain Python.
"""

import csv
import gzip
import json
import math
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from time import perf_counter

import pytest

from parley.exchange.actions.past_waves import import_past_answers
from parley.exchange.terms import Source
from parley.surveys.models import OpenAnswer, Release, Sheet, Wave
from parley.surveys.queries.released import cell_of, figures_of, found_in
from parley.surveys.terms.release import Cell
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "surveys"
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
WHOLE = ()
FLOOR = 5
REGIONS = 'values = { "North America" = "AMER", "South America" = "AMER", "Europe" = "EMEA", "Asia" = "APAC" }'

# Regions by level, 2018: approver, member, not yet a member, reviewer, subproject owner, "there's a ladder?"
PUBLISHED_REGIONS = {
    "Asia": (2, 4, 8, 3, 2, 1),
    "Europe": (5, 11, 21, 2, 2, 4),
    "North America": (10, 19, 26, 8, 16, 14),
    "South America": (0, 0, 0, 0, 1, 1),
}
PUBLISHED_LENGTHS = {
    "less than one year": (0, 1, 24, 1, 0, 9),
    "one to two years": (2, 10, 1, 5, 5, 5),
    "two to three years": (3, 6, 4, 2, 7, 0),
    "three+ years": (9, 0, 0, 0, 9, 1),
}
# The analysis has “Just started” alone under less than a year, and leaves the two other answers below it out.
MERGED = {
    "Just started": "less than one year",
    "1-2 years": "one to two years",
    "2-3 years": "two to three years",
    "3+ years": "three+ years",
}
MEMBERS = ["Approver", "Org Member", "Reviewer", "Subproject Owner"]
# What psych::alpha(bfi[1:25]) prints: how many answered, and the shares of the steps from 1 to 6 and of no answer.
PUBLISHED_ITEMS = {
    "A1": (2784, .33, .29, .14, .12, .08, .03, .01), "A2": (2773, .02, .05, .05, .20, .37, .31, .01),
    "A3": (2774, .03, .06, .07, .20, .36, .27, .01), "A4": (2781, .05, .08, .07, .16, .24, .41, .01),
    "A5": (2784, .02, .07, .09, .22, .35, .25, .01), "C1": (None, .03, .06, .10, .24, .37, .21, .01),
    "C2": (None, .03, .09, .11, .23, .35, .20, .01), "C3": (None, .03, .09, .11, .27, .34, .17, .01),
    "C4": (None, .28, .29, .17, .16, .08, .02, .01), "C5": (None, .18, .20, .12, .22, .17, .10, .01),
    "E1": (None, .24, .23, .15, .16, .13, .09, .01), "E2": (None, .19, .24, .12, .22, .14, .09, .01),
    "E3": (None, .05, .11, .15, .30, .27, .13, .01), "E4": (None, .05, .09, .10, .16, .34, .26, .00),
    "E5": (2779, .03, .08, .10, .22, .34, .22, .01), "N1": (2778, .24, .24, .15, .19, .12, .07, .01),
    "N2": (2779, .12, .19, .15, .26, .18, .10, .01), "N3": (2789, .18, .23, .13, .21, .16, .09, .00),
    "N4": (2764, .17, .24, .15, .22, .14, .09, .01), "N5": (2771, .24, .24, .14, .18, .12, .09, .01),
    "O1": (2778, .01, .04, .08, .22, .33, .33, .01), "O2": (2800, .29, .26, .14, .16, .10, .06, .00),
    "O3": (2772, .03, .05, .11, .28, .34, .20, .01), "O4": (2786, .02, .04, .06, .17, .32, .39, .01),
    "O5": (2780, .27, .32, .19, .13, .07, .03, .01),
}  # fmt: skip


def raw(name: str) -> bytes:
    path = DATA / name
    assert path.is_file(), f"the real data these tests read is not there: {path}"
    return gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(raw(name).decode().splitlines(keepends=True)))


def taken(cast: Cast, name: str, mapping: str) -> Wave:
    begun = perf_counter()
    content = raw(name)
    source = Source(name, lambda: BytesIO(content))
    done = import_past_answers(source=source, mapping=mapping, actor=cast.ines, at=AT)
    took = perf_counter() - begun
    sys.stdout.write(f"\n{done.name}: {done.answered} answered, {done.shown} shown, {done.hidden} not, {took:.1f} s")
    return Wave.objects.get(pk=done.wave)


def about(name: str, day: str, *cuts: str) -> str:
    return "\n".join((f'name = "{name}"', f"opened = {day}", f"closed = {day}", 'blank = ["n/a"]', *cuts, ""))


def agree(text: str, column: str, values: list[str], other: list[str] | None = None) -> str:
    how = f"agree = {json.dumps(values)}\nother = {json.dumps(other)}" if other else f"agree_from = {values[0]}"
    return f"[[questions]]\ntext = {json.dumps(text)}\ncolumn = {json.dumps(column)}\n{how}\n"


def by_text(wave: Wave) -> dict[str, str]:
    return {each["text"]: each["key"] for each in found_in(wave.pk)["questions"]}


def rounded(share: float, places: int = 2) -> float:
    """Round to the nearest, halves up."""
    return math.floor(share * 10.0**places + 0.5) / 10.0**places


def nothing_below_the_floor(wave: Wave) -> None:
    """Every figure of the text against the sheets themselves: no part is too small, and none can be subtracted."""
    sheets = list(Sheet.objects.filter(wave=wave))
    shown: dict[str, set[Cell]] = defaultdict(set)
    for (question, cell), figure in figures_of(wave).items():
        members = [each for each in sheets if all(getattr(each, cut) == value for cut, value in cell)]
        answered = [each for each in members if question in each.answers]
        assert len(answered) >= FLOOR, (question, cell)
        assert not cell or len(members) >= 2 * FLOOR, (question, cell)
        assert figure["n"] == (len(answered) if len(answered) >= 20 else "10–19" if len(answered) >= 10 else "5–9")
        if not figure["masked"]:
            exact = sum(each.answers[question] >= 4 for each in answered) / len(answered)
            assert abs(figure["share"] - exact) <= (0.0251 if len(answered) < 20 else 0.0051)
        shown[question].add(cell)
    for question, cells in shown.items():
        for cut in ("group", "side", "region", "function"):
            sizes = Counter(getattr(each, cut) for each in sheets if question in each.answers)
            left = [sizes[value] for value in sizes if ((cut, value),) not in cells and sizes[value]]
            if any(((cut, value),) in cells for value in sizes):
                assert not left or (len(left) > 1 and sum(left) >= FLOOR) or left[0] >= FLOOR, (question, cut, left)


def test_the_survey_of_contributors_2018_has_the_published_regions_levels_and_lengths(cast: Cast):
    levels = sorted({row["Level of Contributor Laddor"] for row in rows("contribex-survey-2018.csv")})
    assert len(levels) == 6
    others = [each for each in levels if each not in MEMBERS]
    question = agree("I am a member or more.", "Level of Contributor Laddor", MEMBERS, others)
    lengths = ", ".join(f"{json.dumps(said)} = {json.dumps(name)}" for said, name in MERGED.items())
    cuts = (f'[region]\ncolumn = "World Region"\n{REGIONS}',
            f'[function]\ncolumn = "Contributing Length"\nvalues = {{ {lengths} }}')  # fmt: skip
    wave = taken(cast, "contribex-survey-2018.csv", about("Contributors 2018", "2018-10-01", *cuts) + question)
    assert wave.answered == 160, "as SOURCE.txt and the README of the data say"
    key = by_text(wave)["I am a member or more."]
    shown = figures_of(wave)
    members = {name: (counts[0] + counts[1] + counts[3] + counts[4], sum(counts)) for name, counts in
               PUBLISHED_REGIONS.items()}  # fmt: skip
    assert sum(of for _hits, of in members.values()) == 160
    whole = shown[key, WHOLE]
    assert (whole["n"], whole["share"]) == (160, round(sum(hits for hits, _of in members.values()) / 160, 3))
    for part, names in {"emea": ["Europe"], "apac": ["Asia"], "amer": ["North America", "South America"]}.items():
        hits, of = (sum(members[name][n] for name in names) for n in (0, 1))
        assert (shown[key, (("region", part),)]["n"], shown[key, (("region", part),)]["share"]) == (
            of,
            rounded(hits / of),
        )
    sheets = Counter((each.function, each.answers[key] >= 4) for each in Sheet.objects.filter(wave=wave))
    for length, counts in PUBLISHED_LENGTHS.items():
        slug = length.replace("+", "").replace(" ", "-")
        in_ladder = counts[0] + counts[1] + counts[3] + counts[4]
        assert (sheets[slug, True], sheets[slug, False]) == (in_ladder, sum(counts) - in_ladder), length
    nothing_below_the_floor(wave)


def test_the_items_of_2018_are_counted_as_a_second_count_does(cast: Cast):
    """No number of these is published but in pictures, so the file is counted again, by columns and regions."""
    given = rows("contribex-survey-2018.csv")
    names = [name for name in given[0] if name.startswith(("Blocker:", "Useful@ThursMtg"))]
    mapping = about("Items 2018", "2018-10-01", f'[region]\ncolumn = "World Region"\n{REGIONS}')
    mapping += "".join(f"[[questions]]\ntext = {json.dumps(name)}\ncolumn = {json.dumps(name)}\n" for name in names)
    projects = [name for name in given[0] if name.startswith("Most Important")]
    chosen = ", ".join(f"{json.dumps(name)} = {json.dumps(name.split(': ')[1])}" for name in projects)
    mapping += f'[[questions]]\nkind = "rank"\ntext = "The most important project"\nchosen = {{ {chosen} }}\n'
    mapping += ('[[questions]]\nkind = "open"\ntext = "What projects are missing?"\n'
                'column = "What projects are missing?"\n')  # fmt: skip
    wave = taken(cast, "contribex-survey-2018.csv", mapping)
    shown, keys = figures_of(wave), by_text(wave)
    places = {"emea": {"Europe"}, "apac": {"Asia"}, "amer": {"North America", "South America"}}
    for name in names:
        for cell, where in ((WHOLE, None), *(((("region", key),), value) for key, value in places.items())):
            said = [
                int(row[name])
                for row in given
                if row[name] not in ("n/a", "") and (not where or row["World Region"] in where)
            ]
            figure = shown.get((keys[name], cell))
            if figure and len(said) >= 20 and not figure["masked"]:
                share = sum(each >= 4 for each in said) / len(said)
                places_shown = 3 if len(said) >= 100 else 2
                assert (figure["n"], figure["share"]) == (
                    len(said),
                    round(math.floor(share * 10**places_shown + 0.5) / 10**places_shown, 3),
                )
    assert shown[keys["Blocker: Communication"], WHOLE]["n"] == 160 - 44, "44 left it blank"
    one = sum(sum(row[name] not in ("n/a", "") for name in projects) == 1 for row in given)
    ranked = [each for each in Sheet.objects.filter(wave=wave) if keys["The most important project"] in each.answers]
    assert len(ranked) == one, "whoever marked several named no first"
    words = [row for row in given if row["What projects are missing?"].strip().casefold() not in ("n/a", "")]
    assert OpenAnswer.objects.filter(wave=wave).count() == len(words)
    nothing_below_the_floor(wave)


@pytest.mark.once
def test_bfi_has_the_published_size_answers_and_steps(cast: Cast):
    assert len(rows("bfi.csv.gz")) == 2800
    everything = [str(step) for step in range(1, 7)]
    cuts = ('[group]\ncolumn = "gender"\nvalues = { 1 = "Men", 2 = "Women" }', '[function]\ncolumn = "education"')
    for trait in "ACENO":
        items = [name for name in PUBLISHED_ITEMS if name[0] == trait]
        mapping = about(f"Personality {trait}", "2010-12-31", *cuts)
        for item in items:
            mapping += agree(f"{item}: 4 or more", item, ["4", "5", "6"], ["1", "2", "3"])
            for step in everything:
                mapping += agree(f"{item} is {step}", item, [step], [each for each in everything if each != step])
        wave = taken(cast, "bfi.csv.gz", mapping)
        assert wave.answered == 2800
        shown, keys, sheets = figures_of(wave), by_text(wave), list(Sheet.objects.filter(wave=wave))
        for item in items:
            published = PUBLISHED_ITEMS[item]
            for number, share in enumerate(published[1:7], 1):
                figure = shown[keys[f"{item} is {number}"], WHOLE]
                assert published[0] in (None, figure["n"])
                assert round(1 - figure["n"] / 2800, 2) == published[7]
                if figure["masked"]:
                    assert share <= 0.05, (item, number)
                else:
                    taking = [each.answers.get(figure["question"]) for each in sheets]
                    exact = taking.count(4) / figure["n"]
                    assert round(exact, 2) == share, (item, number)
                    assert figure["share"] == rounded(exact, 3)
        nothing_below_the_floor(wave)


def test_univbct_runs_as_three_waves_of_the_same_people_each_beside_the_one_before(cast: Cast):
    """The scales are averages of items from 1 to 5, so 3.5 and more counts as agreeing; counted again from the file."""
    given = rows("univbct.csv.gz")
    assert (len(given), len({row["SUBNUM"] for row in given}), len(given[0])) == (1485, 495, 22), "as univbct.Rd says"
    scales = {"JSAT": "I am satisfied with my job.", "COMMIT": "I am committed.", "READY": "My unit is ready."}
    before: dict[str, float] = {}
    for time, day in enumerate(("2000-03-01", "2000-06-01", "2000-09-01")):
        mapping = about(f"Time {time + 1}", day, f'[only]\nTIME = ["{time}.0"]', '[group]\ncolumn = "BTN"')
        mapping += "".join(agree(text, column, ["3.5"]) for column, text in scales.items())
        wave = taken(cast, "univbct.csv.gz", mapping)
        assert wave.answered == 495
        shown, keys = figures_of(wave), by_text(wave)
        for column, text in scales.items():
            said = [float(row[column]) for row in given if row["TIME"] == f"{time}.0" and row[column]]
            figure, share = shown[keys[text], WHOLE], sum(each >= 3.5 for each in said) / len(said)
            assert (figure["n"], figure["share"]) == (len(said), round(share, 3))
            if time:
                change = figure["change"]
                assert change["by"] == round(share - before[text], 3)
                assert change["low"] < change["by"] < change["high"]
                assert change["words"].startswith(f"{math.floor(figure['share'] * 100 + 0.5)}%, ")
            else:
                assert figure["change"] is None
            before[text] = share
        assert {cell_of(each["cell"]) for each in found_in(wave.pk)["hidden"]} >= {
            (("group", "704-0"),),
            (("group", "1004-0"),),
        }
        nothing_below_the_floor(wave)
    assert Release.objects.count() == 3
