"""Reading what a wave found: tolerant of what an older or imported wave lacks, and fast for a large company."""

import json
from time import process_time

from parley.surveys.rules.finding import (
    clearly_apart,
    could_be_first,
    figure_in,
    figures_by,
    found_of,
    hidden_by,
    leads,
    since_words,
)
from tests.surveys.large import content_of

WHOLE = {"question": "influence", "cell": [], "n": 84, "share": 0.71, "low": 0.61, "high": 0.8}
QUESTION = {"key": "influence", "kind": "agree", "text": "I can influence the roadmap."}


def test_an_imported_wave_may_lack_nearly_everything():
    found = found_of({"name": "2024", "invited": None, "questions": [QUESTION], "figures": [WHOLE]})
    figure = figure_in(found, "influence")
    assert figure
    assert (figure.share, figure.lowest, figure.since, figure.weighted) == (0.71, None, None, None)
    assert (found.invited, found.answered, found.rankings, found.rates) == (None, None, (), {})
    assert since_words(figure) == ""
    assert leads(figure) is None
    assert found_of({}).figures == ()


def test_a_change_is_said_without_the_share_once_more():
    for words, said in (
        ("71%, up 4 points: a clear rise, of 1 to 7 points", "up 4 points: a clear rise, of 1 to 7 points"),
        ("71%: hardly changed", "hardly changed"),
        ("71%, as last time; could be anything from no change to 9 points up",
         "as last time; could be anything from no change to 9 points up"),
    ):  # fmt: skip
        change = {"by": 0.04, "low": -0.02, "high": 0.1, "sure": 0, "words": words}
        (figure,) = found_of({"figures": [WHOLE | {"change": change}]}).figures
        assert since_words(figure) == said


def test_weighted_leads_only_where_it_says_something_else():
    for plain, ahead in (
        ({"share": 0.6, "low": 0.5, "high": 0.7, "leads": True}, True),
        ({"share": 0.7, "low": 0.6, "high": 0.8, "leads": False}, False),
        ({"why_not": "Too few answered."}, False),
    ):
        (figure,) = found_of({"figures": [WHOLE | {"weighted": plain}]}).figures
        assert (leads(figure) is not None) is ahead


def test_parts_are_clearly_apart_only_where_their_intervals_do_not_meet():
    def of(cut, value, share, low, high, **more):
        return WHOLE | {"cell": [[cut, value]], "share": share, "low": low, "high": high} | more

    sides = [of("side", "product", 0.82, 0.7, 0.9), of("side", "business", 0.55, 0.45, 0.65)]
    regions = [of("region", "emea", 0.9, 0.85, 0.95), of("region", "apac", 0.2, None, None),
               of("region", "amer", 0.7, 0.6, 0.8)]  # fmt: skip
    groups = [of("group", "a", 0.6, 0.4, 0.8), of("group", "c", 0.3, 0.2, 0.41), of("group", "d", 0.2, 0.0, 0.5)]
    found = found_of({"figures": [WHOLE, *groups, *regions, *sides]})
    apart = clearly_apart(found, "influence")
    assert apart
    assert [dict(each.cell) for each in apart] == [{"side": "business"}, {"side": "product"}]
    assert clearly_apart(found_of({"figures": [WHOLE, *groups]}), "influence") is None
    alike = of("group", "b", 0.05, 0, 0.2, masked="or less")  # an interval is the same for all that a mask hides
    apart = clearly_apart(found_of({"figures": [WHOLE, *groups, alike, *sides]}), "influence")
    assert apart
    assert [dict(each.cell) for each in apart] == [{"group": "b"}, {"group": "a"}]
    assert clearly_apart(found, "why") is None


def test_what_could_be_first_and_what_is_hidden():
    items = [{"item": "a", "low": 1, "high": 2}, {"item": "b", "low": 1, "high": 3}, {"item": "c", "low": 3, "high": 3}]
    found = found_of({
        "rankings": [{"question": "value", "cell": [], "items": items}],
        "hidden": [
            {"question": "influence", "cell": [["group", "a"]], "why": "too few answered"},
            {"question": "influence", "cell": [["group", "b"]], "why": "too few answered"},
            {"question": "influence", "cell": [["region", "b"]], "why": "too few invited"},
        ],
    })  # fmt: skip
    assert could_be_first(found.rankings[0]) == ["a", "b"]
    assert hidden_by(found, "influence", ("group",)) == {"too few answered": 2}
    assert hidden_by(found, "why", ("group",)) == {}


def test_the_text_of_a_company_of_sixty_groups_is_read_in_fifty_milliseconds():
    text = json.dumps(content_of(groups=60))
    assert 350_000 < len(text) < 1_000_000
    found_of(json.loads(text))
    spent = []
    for _ in range(5):
        begun = process_time()
        found = found_of(json.loads(text))
        spent.append(process_time() - begun)
    assert min(spent) < 0.05, spent
    assert len(figures_by(found, "influence", ("group",))) == 60
