"""What the sample began and gave up again: each stopped where it was, with the reason."""

from parley.disclosure.actions import move_stage, stop
from parley.roadmap.actions import add_initiative, show_to
from parley.roadmap.terms import Audience, Horizon, Stage, Why
from parley.seeds.roadmaps import MOVED_BECAUSE
from parley.seeds.stage import STORY, Telling

GIVEN_UP = (
    ("identity", "Consent by telephone", 410, 300, Why(
        because="Call centres of two clients asked for consent by voice, and nobody could prove it afterwards.",
        who_benefits="Two clients with call centres in EMEA", budget="90,000 EUR: two people for a quarter",
        expected_return="200,000 euros a year", return_basis="What the two clients spend by telephone today",
        instead="The preference centre waits",
    ), "Both clients closed their call centres. What was learned about proof went into consent signals."),
    ("reporting", "Reports read aloud", 350, 230, Why(
        because="Three account managers wanted to hear the numbers in the car on the way to a client.",
        who_benefits="Account managers who drive", budget="40,000 USD: one engineer for two months",
        expected_return="Half an hour a week for each of 60 people", return_basis="We asked 14 account managers",
        instead="Dashboards on a phone would wait",
    ), "Eleven of fourteen who tried it switched it off within a week: numbers want to be seen."),
)  # fmt: skip
WENT_ON = "Nobody in the other regions had asked, so waiting for them would have told us nothing."


def tell_flow(telling: Telling) -> None:
    """Begin what was given up, look for solutions, and stop."""
    keepers = {area["key"]: area["product"][0] for area in STORY["area"]}
    for area, title, begun, stopped, why, reason in GIVEN_UP:
        keeper = telling.people[keepers[area]]
        row = add_initiative(
            area=telling.areas[area], title=title, stage=Stage.GATHER, horizon=Horizon.LATER, why=why, owner=keeper,
            actor=keeper, at=telling.ago(begun),
        )  # fmt: skip
        show_to(initiative=row, audience=Audience.GROUP, actor=keeper, at=telling.ago(begun - 3))
        explored = telling.ago((begun + stopped) / 2)
        move_stage(initiative=row, stage=Stage.EXPLORE, reason=MOVED_BECAUSE[Stage.EXPLORE], without=WENT_ON,
                   actor=keeper, at=explored)  # fmt: skip
        stop(initiative=row, reason=reason, actor=keeper, at=telling.ago(stopped))
