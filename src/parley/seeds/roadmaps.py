"""How the sample's initiatives came to be what they are: added, explored, shown, moved, each with a reason."""

from datetime import timedelta
from typing import Any

from parley.disclosure.actions import move_stage, replan
from parley.kernel.spans import Window, next_quarters, quarter_of
from parley.people.queries import regions
from parley.roadmap.actions import add_initiative, show_to
from parley.roadmap.queries import initiative_to_change
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan, Stage, Why
from parley.seeds.duties import see_to
from parley.seeds.stage import BEGINNING, STORY, Telling

WAY = (Stage.GATHER, Stage.EXPLORE, Stage.ALPHA, Stage.BETA, Stage.BUILD, Stage.LAUNCH, Stage.LIVE)
MOVED_BECAUSE = {
    Stage.EXPLORE: "Enough clients said it in their own words; now we look for what would solve it.",
    Stage.ALPHA: "The sketch held in three conversations with clients; six people try it from today.",
    Stage.BETA: "The alpha answered its questions: it saves the hours it was meant to save.",
    Stage.BUILD: "The beta clients kept using it after the trial ended. We build it for everybody.",
    Stage.LAUNCH: "It runs for all beta clients without a ticket for four weeks.",
    Stage.LIVE: "Every client has it. What is left goes into the ordinary work of the team.",
}
WIDER_BECAUSE = "Clients ask about it in every region, and an answer that we try it out is better than none."
SLIPPED = "Household graph v2"
SLIPPED_BECAUSE = (
    "Two engineers of the graph team help with consent until it is out; losing audited clients costs more."
)


def tell_roadmaps(telling: Telling) -> None:
    """Bring each initiative to the stage the story has for it."""
    for area in STORY["area"]:
        for number, item in enumerate(area["initiatives"]):
            _tell(telling, area, item, start=520 - 37 * number)


def window_in(telling: Telling, quarters: str) -> Window | None:
    """Give the quarter so many quarters from now; nothing for an empty text."""
    if not quarters:
        return None
    ahead = int(quarters)
    if ahead < 0:
        return quarter_of((telling.at - timedelta(days=91 * -ahead)).date())
    return next_quarters(telling.at.date(), ahead + 1)[ahead]


def _tell(telling: Telling, area: dict[str, Any], item: dict[str, Any], *, start: int) -> None:
    stage, horizon, quarters, confidence, audience = item["plan"]
    if stage == Stage.GATHER:
        start = item.get("reached", start)
    keeper = telling.people[area["product"][0]]
    names = ("because", "who_benefits", "budget", "expected_return", "return_basis", "instead")
    initiative = add_initiative(
        area=telling.areas[area["key"]],
        title=item["title"],
        stage=Stage.GATHER,
        horizon=Horizon.LATER,
        why=Why(**dict(zip(names, item["why"], strict=True))),
        regions=[each for each in regions() if each.name in item.get("regions", ())],
        owner=keeper,
        actor=keeper,
        at=telling.at - BEGINNING + timedelta(days=547 - start),
    )
    now: dict[str, Any] = {"initiative": initiative, "actor": keeper}
    show_to(audience=Audience.GROUP, at=telling.ago(start - 5), **now)
    stages = WAY[1 : WAY.index(Stage(stage)) + 1]
    step = (start - 40) / (len(stages) + 1)
    for number, reached in enumerate(stages, start=1):
        ago = item.get("reached", start - number * step) if number == len(stages) else start - number * step
        without = see_to(telling, initiative, keeper, before=telling.ago(ago + 1), to=reached)
        move_stage(stage=reached, reason=MOVED_BECAUSE[reached], without=without, at=telling.ago(ago), **now)
    see_to(telling, initiative, keeper, before=telling.at)
    window = window_in(telling, quarters)
    if item["title"] != SLIPPED and (window or horizon != Horizon.LATER):
        plan = Plan(horizon=Horizon(horizon), window=window, confidence=Confidence(confidence) if window else None)
        replan(plan=plan, reason="The team has agreed to it, and this is how sure they are.", at=telling.ago(38), **now)
    elif window:
        earlier = window_in(telling, str(int(quarters) - 1))
        plan = Plan(horizon=Horizon(horizon), window=earlier, confidence=Confidence(confidence))
        replan(
            plan=plan, reason="Planned with the graph team, before consent took precedence.", at=telling.ago(120), **now
        )
    if Audience(audience) is not Audience.GROUP:
        further = WIDER_BECAUSE if Stage(stage) in {Stage.ALPHA, Stage.BETA} else ""
        show_to(audience=Audience(audience), override_reason=further, at=telling.ago(30), **now)
    telling.initiatives[item["title"]] = initiative_to_change(initiative.pk)
