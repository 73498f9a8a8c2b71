"""Reading the mapping file that says how answers of a survey asked elsewhere are read."""

import codecs
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from parley.exchange.rules.mapping import Troubles, known_only
from parley.exchange.terms.past import OF_FIVE, AnswersMapping, CutColumn, PastQuestion, Ranks
from parley.kernel.refusals import Refusals, Refused
from parley.surveys.rules.cells import CUTS
from parley.surveys.terms.waves import FLOORS, Kind

TOP = ("name", "opened", "closed", "invited", "encoding", "header_rows", "skip", "floor", "blank", "on_error", "only",
       "questions", *CUTS)  # fmt: skip
OF_QUESTION = ("kind", "key", "text", "column", "columns", "steps", "agree", "other", "agree_from", "blank", "ranks",
               "chosen", "items")  # fmt: skip
MOST_SKIPPED = 50


def answers_mapping_of(text: str) -> AnswersMapping:
    """Read a mapping file. Raises Refusals with a sentence for each thing that cannot be understood."""
    troubles = Troubles()
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise Refusals([Refused(f"Mapping file: this is not TOML: {trouble}. Mend that line.")]) from None
    known_only(given, TOP, "the file", troubles)
    blank = _words(given.get("blank", []), "blank", troubles)
    closed = _day(given, "closed", troubles)
    questions = given.get("questions", [])
    if not isinstance(questions, list) or not questions or not all(isinstance(each, dict) for each in questions):
        troubles.add("there is no question. Write one after [[questions]]: its kind, its text, its column.")
        questions = []
    found = AnswersMapping(
        name=_text(given.get("name", ""), "name", troubles, needed=True),
        opened=_day(given, "opened", troubles) if "opened" in given else closed,
        closed=closed,
        asked=_count(given.get("invited"), "invited", troubles),
        questions=tuple(_question(each, n, blank, troubles) for n, each in enumerate(questions, 1)),
        cuts={cut: _cut(given[cut], cut, troubles) for cut in CUTS if cut in given},
        only=_only(given.get("only", {}), troubles),
        header_rows=_between(given.get("header_rows", 1), 1, 3, "header_rows", troubles),
        skip=_between(given.get("skip", 0), 0, MOST_SKIPPED, "skip", troubles),
        encoding=_encoding(given.get("encoding", "utf-8"), troubles),
        floor=given.get("floor", FLOORS[0]),
        blank_where_wrong=_blank_where_wrong(given.get("on_error", "stop"), troubles),
    )
    if found.floor not in FLOORS:
        troubles.add("floor is 5 or 10, the fewest people of whom anything is shown.")
    if troubles.found:
        raise Refusals(troubles.found)
    return found


def _question(given: dict[str, Any], number: int, blank: frozenset[str], troubles: Troubles) -> PastQuestion:
    where = f"question {number}"
    known_only(given, OF_QUESTION, where, troubles)
    kind = given.get("kind", "agree")
    if kind not in set(Kind):
        troubles.add(f"{where}: kind is agree, rank or open.")
        kind = Kind.AGREE
    text, key = (_text(given.get(name, ""), f"{where}: {name}", troubles) for name in ("text", "key"))
    if not (text or key or kind == Kind.OPEN):
        troubles.add(f"{where} needs its text, as people read it, or the key of one that every wave asks.")
    question = PastQuestion(
        kind=Kind(kind),
        said=key or text,
        text=text,
        columns=_columns(given, Kind(kind), where, troubles),
        blank=blank | _words(given.get("blank", []), f"{where}: blank", troubles),
        **_meaning(given, where, troubles) if kind == Kind.AGREE else {},
        **_ranked(given, where, troubles) if kind == Kind.RANK else {},
    )
    if not question.columns:
        troubles.add(f"{where} needs its column, as the header names it.")
    return question


def _columns(given: dict[str, Any], kind: Kind, where: str, troubles: Troubles) -> tuple[tuple[str, str], ...]:
    if kind is not Kind.RANK:
        column = _text(given.get("column", ""), f"{where}: column", troubles)
        return ((column, ""),) if column else ()
    named = [given[way] for way in Ranks if way.value in given]
    if len(named) != 1:
        troubles.add(f"{where}: write columns (which hold the first, second and third thing), ranks (a table of "
                     "column and thing; they hold ranks from 1) or chosen (filled where it is the one).")  # fmt: skip
        return ()
    if isinstance(named[0], dict):
        return tuple((str(column), " ".join(str(item).split())) for column, item in named[0].items())
    return tuple((str(column), "") for column in named[0]) if isinstance(named[0], list) else ()


def _meaning(given: dict[str, Any], where: str, troubles: Troubles) -> dict[str, Any]:
    """Say what the values of a question of agreement mean; from 1 to 5 when nothing is written."""
    ways = [way for way in ("steps", "agree", "agree_from") if way in given]
    if len(ways) > 1:
        troubles.add(f"{where} says {' and '.join(ways)}, which is one too many. Keep one of them.")
    if "agree_from" in given:
        limit = given["agree_from"]
        if isinstance(limit, bool) or not isinstance(limit, int | float):
            troubles.add(f"{where}: agree_from is a number, from which on an average counts as agreeing.")
            limit = 0
        return {"agree_from": Decimal(str(limit))}
    if "agree" in given:
        agree, other = (_words(given.get(way, []), f"{where}: {way}", troubles) for way in ("agree", "other"))
        if both := sorted(agree & other):
            troubles.add(f"{where}: “{both[0]}” is under agree and under other. Keep one of them.")
        return {"agree": agree, "other": other}
    steps = given.get("steps", OF_FIVE)
    if not isinstance(steps, dict) or not all(type(step) is int and 1 <= step <= 5 for step in steps.values()):
        troubles.add(f'{where}: steps is a table of values and steps from 1 to 5, like {{ "I agree" = 4 }}.')
        steps = OF_FIVE
    return {"steps": {_plain(value): step for value, step in steps.items()}}


def _ranked(given: dict[str, Any], where: str, troubles: Troubles) -> dict[str, Any]:
    ranks = next((way for way in Ranks if way.value in given), Ranks.CHOICES)
    items = given.get("items", [])
    if not isinstance(items, list):
        troubles.add(f"{where}: items is a list of the things that were ranked.")
        items = []
    return {"ranks": ranks, "items": tuple(" ".join(str(each).split()) for each in items)}


def _cut(given: Any, cut: str, troubles: Troubles) -> CutColumn:
    if isinstance(given, str):
        return CutColumn(column=given)
    if not isinstance(given, dict) or not isinstance(given.get("column"), str):
        troubles.add(f'[{cut}] needs column = "...", as the header names it.')
        return CutColumn(column="")
    known_only(given, ("column", "values"), f"[{cut}]", troubles)
    values = given.get("values", {})
    if not isinstance(values, dict):
        troubles.add(f'[{cut}.values] is a table like "EMEA North" = "EMEA".')
        values = {}
    return CutColumn(column=given["column"], values={_plain(old): str(new) for old, new in values.items()})


def _only(given: Any, troubles: Troubles) -> Mapping[str, frozenset[str]]:
    if not isinstance(given, dict):
        troubles.add('[only] is a table of columns and the values of the lines that count, like Round = ["2"].')
        return {}
    return {str(column): _words(values, f"[only] {column}", troubles) for column, values in given.items()}


def _words(given: Any, where: str, troubles: Troubles) -> frozenset[str]:
    if not isinstance(given, list) or not all(isinstance(each, str | int | float) for each in given):
        troubles.add(f'{where} is a list of values, like ["n/a", "-"].')
        return frozenset()
    return frozenset(_plain(each) for each in given)


def _plain(value: Any) -> str:
    return " ".join(str(value).split()).casefold()


def _text(given: Any, where: str, troubles: Troubles, *, needed: bool = False) -> str:
    if not isinstance(given, str) or (needed and not given.strip()):
        troubles.add(f"{where} is needed: write it in quotes.")
        return ""
    return " ".join(given.split())


def _day(given: dict[str, Any], name: str, troubles: Troubles) -> date:
    found = given.get(name)
    try:
        return found if type(found) is date else date.fromisoformat(str(found))
    except ValueError:
        troubles.add(f"{name} is needed: the day, like {name} = 2024-10-31.")
        return date.min


def _count(given: Any, where: str, troubles: Troubles) -> int | None:
    if given is None or (type(given) is int and given > 0):
        return given
    troubles.add(f"{where} is how many people were asked. Leave it out where nobody knows.")
    return None


def _between(given: Any, least: int, most: int, where: str, troubles: Troubles) -> int:
    if type(given) is int and least <= given <= most:
        return given
    troubles.add(f"{where} is a number from {least} to {most}.")
    return least


def _encoding(given: Any, troubles: Troubles) -> str:
    try:
        return codecs.lookup(str(given)).name
    except LookupError:
        troubles.add(f"there is no encoding “{given}”. Write utf-8, cp1252, latin-1 or utf-16.")
        return "utf-8"


def _blank_where_wrong(given: Any, troubles: Troubles) -> bool:
    if given not in ("stop", "blank"):
        troubles.add('on_error is "stop", or "blank" to count values that mean nothing as not answered.')
    return bool(given == "blank")
