"""Reading the part of a mapping file that says how a history of initiatives is read."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from parley.exchange.rules.mapping import Troubles, known_only
from parley.exchange.rules.reading import folded_header
from parley.exchange.terms.history import COLUMNS, HistoryMapping
from parley.kernel.refusals import Refusals, Refused
from parley.roadmap.terms import Stage

PARTS = ("separator", "on_error", "typos", "begins", "columns", "stage", "words", "targets", "releases", "ignore")


def history_mapping_of(text: str) -> HistoryMapping:
    """Read [history] of a mapping file, with the words for stages that [initiatives] has where it has none itself.

    Raises Refusals with a sentence for each thing that cannot be understood.
    """
    troubles = Troubles()
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise Refusals([Refused(f"Mapping file: this is not TOML: {trouble}. Mend that line.")]) from None
    given = _table(whole, "history", "the file", troubles)
    known_only(given, PARTS, "[history]", troubles)
    columns = _texts(given, "columns", troubles)
    known_only(columns, COLUMNS, "[history.columns]", troubles)
    words = _table(given, "words", "[history]", troubles)
    known_only(words, ("stage", "initiative"), "[history.words]", troubles)
    initiatives = whole.get("initiatives", {})
    others = initiatives.get("words", {}).get("stage", {}) if isinstance(initiatives, dict) else {}
    stage = _table(given, "stage", "[history]", troubles) or {"from": ["stage"]}
    known_only(stage, ("from", "join"), "[history.stage]", troubles)
    releases = _table(given, "releases", "[history]", troubles)
    known_only(releases, ("match", "dates"), "[history.releases]", troubles)
    found = HistoryMapping(
        source=str(whole.get("source", "")),
        columns={name: folded_header(columns.get(name, name)) for name in COLUMNS},
        separator=_text(given.get("separator", ","), "[history] separator", troubles)[:1] or ",",
        skip_bad_rows=_word(given, "on_error", ("stop", "skip"), troubles),
        begins=_text(given.get("begins", ""), "[history] begins", troubles),
        stage=_list(stage.get("from", ["stage"]), "[history.stage] from", troubles),
        join=_text(stage.get("join", " "), "[history.stage] join", troubles),
        stage_words=_texts(words, "stage", troubles) or {str(key): str(value) for key, value in others.items()},
        initiative_words=_texts(words, "initiative", troubles),
        read_typos=_word(given, "typos", ("report", "read"), troubles),
        targets=_targets(_texts(given, "targets", troubles), troubles),
        release=(pattern := _pattern(releases.get("match"), troubles)),
        dates=_dates(_table(releases, "dates", "[history.releases]", troubles), pattern, troubles),
        ignore=_list(given.get("ignore", []), "[history] ignore", troubles),
    )
    if found.targets and not found.release:
        troubles.add("[history.releases] needs match: the pattern of a release, with its number in brackets.")
    if troubles.found:
        raise Refusals(troubles.found)
    return found


def _targets(given: Mapping[str, str], troubles: Troubles) -> dict[str, Stage]:
    found = {}
    for name, word in given.items():
        if word in set(Stage):
            found[name] = Stage(word)
        else:
            troubles.add(f"[history.targets] {name}: “{word}” is no stage. Write one of {', '.join(Stage)}.")
    return found


def _pattern(given: Any, troubles: Troubles) -> re.Pattern[str] | None:
    if given is None:
        return None
    try:
        pattern = re.compile(given)
    except (re.error, TypeError) as trouble:
        troubles.add(f"[history.releases] match is not a pattern: {trouble}.")
        return None
    if pattern.groups != 1:
        troubles.add("[history.releases] match needs one group in brackets: the number of the release.")
        return None
    return pattern


def _dates(given: Mapping[str, Any], pattern: re.Pattern[str] | None, troubles: Troubles) -> dict[int, date]:
    found = {}
    for name, day in given.items():
        number = pattern.fullmatch(name) if pattern else None
        if number is None or not number[1].isdecimal():
            troubles.add(f"[history.releases.dates] “{name}” does not look like match. Mend one of them.")
        elif type(day) is not date:
            troubles.add(f"[history.releases.dates] {name} is a day: write it like 2027-03-15, without quotes.")
        else:
            found[int(number[1])] = day
    return found


def _table(given: Mapping[str, Any], part: str, where: str, troubles: Troubles) -> dict[str, Any]:
    table = given.get(part, {})
    if isinstance(table, dict):
        return table
    troubles.add(f"{part} of {where} is a table: write its lines under a heading in brackets.")
    return {}


def _texts(given: Mapping[str, Any], part: str, troubles: Troubles) -> dict[str, str]:
    table = _table(given, part, "[history]", troubles)
    return {name: _text(value, f"[history] {part} {name}", troubles) for name, value in table.items()}


def _text(value: Any, where: str, troubles: Troubles) -> str:
    if isinstance(value, str):
        return value
    troubles.add(f"{where} is a text: write it in quotes.")
    return ""


def _list(value: Any, where: str, troubles: Troubles) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    troubles.add(f'{where} is a list of texts: write it like ["one", "two"].')
    return ()


def _word(given: Mapping[str, Any], name: str, words: tuple[str, str], troubles: Troubles) -> bool:
    """Whether the second of two words was given."""
    if given.get(name, words[0]) not in words:
        troubles.add(f'[history] {name} is "{words[0]}" or "{words[1]}".')
    return bool(given.get(name) == words[1])
