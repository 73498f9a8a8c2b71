"""The frozen text of a large company, as counting gives it, made without asking anybody."""

from itertools import product
from typing import Any

REGIONS, SIDES, FUNCTIONS = ("emea", "apac", "amer"), ("business", "product"), ("sales", "design", "legal", "support")
AGREE = {
    "influence": "I can influence the roadmap.",
    "why": "I understand why product decisions are made.",
    "speak": "I can say what I think.",
}
ITEMS = [["roadmap", "Roadmap and plans"], ["vision", "Vision and strategy"], ["feedback", "Client feedback"],
         ["execution", "Execution"], ["testing", "Testing opportunities"]]  # fmt: skip


def content_of(groups: int) -> dict[str, Any]:
    """Give the text of a wave of so many groups in which every cell is shown, and some functions are not."""
    keys = [f"group-{number}" for number in range(groups)]
    cells: list[list[list[str]]] = [[]]
    cells += [[["group", key]] for key in keys] + [[["side", side]] for side in SIDES]
    cells += [[["region", region]] for region in REGIONS] + [[["function", each]] for each in FUNCTIONS]
    cells += [[["group", key], ["side", side]] for key, side in product(keys, SIDES)]
    cells += [[["side", side], ["region", region]] for side, region in product(SIDES, REGIONS)]
    cells += [[["group", key], ["region", region]] for key, region in product(keys, REGIONS)]
    ranked = [cell for cell in cells if not cell or (cell[0][0] in {"group", "side"} and len(cell) == 1)]
    return {
        "name": "Large", "opened": "2026-11-02", "closed": "2026-11-12", "floor": 5, "invited": 4000, "answered": 2600,
        "before": "Before", "steps": [], "hidden": [],
        "questions": [
            *({"key": key, "kind": "agree", "text": text, "items": [], "core": True} for key, text in AGREE.items()),
            {"key": "value", "kind": "rank", "text": "What do you value most?", "items": ITEMS, "core": True},
        ],
        "names": {
            "group": {key: key.title() for key in keys}, "side": {each: each.title() for each in SIDES},
            "region": {each: each.upper() for each in REGIONS}, "function": {each: each.title() for each in FUNCTIONS},
        },
        "rates": [{"cell": cell, "rate": 0.65} for cell in cells if len(cell) == 1],
        "figures": [_figure(key, cell) for key in AGREE for cell in cells],
        "rankings": [_ranking(cell) for cell in ranked],
    }  # fmt: skip


def _figure(question: str, cell: list[list[str]]) -> dict[str, Any]:
    change = {"by": 0.042, "low": -0.021, "high": 0.113, "sure": 0,
              "words": "71%, up 4 points: too few answers to say it really rose"}  # fmt: skip
    figure = {"question": question, "cell": cell, "n": 131, "share": 0.714, "low": 0.612, "high": 0.803,
              "lowest": 0.451, "highest": 0.812, "masked": "", "change": change}  # fmt: skip
    weighted = {"share": 0.69, "low": 0.6, "high": 0.78, "leads": False}
    return figure if cell else figure | {"weighted": weighted}


def _ranking(cell: list[list[str]]) -> dict[str, Any]:
    items = [{"item": key, "score": 60 - place, "first": 0.2, "masked": "", "tied": False, "low": 1, "high": 5}
             for place, (key, _label) in enumerate(ITEMS)]  # fmt: skip
    return {"question": "value", "cell": cell, "n": 131, "winner": "", "items": items}
