"""Saying how one foreign file is read: by a preset, by the usual headers, or as a mapping file says."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from parley.exchange.rules.mapping import Troubles, known_only
from parley.exchange.rules.nearness import suggestion
from parley.exchange.rules.presets import PRESETS, guessed, places_of, preset_called, preset_for
from parley.exchange.rules.reading import folded_header
from parley.exchange.terms.intake import DayOrder, Decimals, Fact, FileMapping, Near, Preset
from parley.kernel.refusals import Refusals, Refused
from parley.kernel.words import folded

SECTIONS = ("source", "preset", "dates", "decimals", "near", "on_error", "empty", "columns", "constants", "patterns",
            "clients", "links")  # fmt: skip
SOURCE = re.compile(r"[A-Za-z0-9._-]{1,40}", re.ASCII)


def as_recognised(headers: Sequence[str]) -> tuple[FileMapping, Preset | None]:
    """Read a file as the preset for its headers says, else by the usual names of columns."""
    preset = preset_for(headers)
    return (by_preset(preset, headers), preset) if preset else (FileMapping(columns=guessed(headers)), None)


def by_preset(preset: Preset, headers: Sequence[str]) -> FileMapping:
    """Read a file as a preset says."""
    return FileMapping(source=preset.key, columns=places_of(preset, headers), patterns=preset.patterns,
                       empty=preset.empty, near=preset.near)  # fmt: skip


def file_mapping_of(text: str, headers: Sequence[str]) -> FileMapping:
    """Read a mapping file for a file with these headers. Raises Refusals with a sentence for each thing wrong."""
    troubles = Troubles()
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise Refusals([Refused(f"Mapping file: this is not TOML: {trouble}. Mend that line.")]) from None
    known_only(given, SECTIONS, "the file", troubles)
    begun = _begun(given, headers, troubles)
    columns = dict(begun.columns)
    for name, named in _table(given, "columns", troubles).items():
        if fact := _fact(name, "columns", troubles):
            columns[fact] = _places(named, headers, name, troubles)
    constants = {fact: str(value) for name, value in _table(given, "constants", troubles).items()
                 if (fact := _fact(name, "constants", troubles))}  # fmt: skip
    patterns = dict(begun.patterns) | _patterns(given, troubles)
    found = replace(
        begun,
        source=_source(given.get("source", begun.source), troubles),
        columns={fact: places for fact, places in columns.items() if places},
        constants=constants,
        patterns=patterns,
        meant={str(name): str(value) for name, value in _table(given, "clients", troubles).items()},
        links=tuple(
            (str(name), tuple(_phrases(phrases, str(name), troubles)))
            for name, phrases in _table(given, "links", troubles).items()
        ),
        empty=tuple(str(each) for each in given.get("empty", begun.empty)),
        day_order=_one_of(DayOrder, given, "dates", begun.day_order, troubles),
        decimals=_one_of(Decimals, given, "decimals", begun.decimals, troubles),
        near=_one_of(Near, given, "near", begun.near, troubles) or Near.ASK,
        skip_bad_rows=given.get("on_error", "stop") == "skip",
    )
    if troubles.found:
        raise Refusals(troubles.found)
    return found


def must_be_readable(mapping: FileMapping, headers: Sequence[str]) -> None:
    """Raise Refusals unless the columns that every row must have are there, each of them once."""
    wrong = []
    if not mapping.columns.get(Fact.CLIENT) and not mapping.columns.get(Fact.CLIENT_KEY):
        wrong.append(Refused("No column says who the client is. Say which one does.", field=Fact.CLIENT))
    if mapping.brings_insights and not mapping.columns.get(Fact.SAID_ON):
        wrong.append(Refused("No column says on which day it was said. Say which one does.", field=Fact.SAID_ON))
    if not mapping.brings_insights and not mapping.columns.get(Fact.CLIENT):
        wrong.append(Refused("No column holds what clients said, and none their names. Say which one does.",
                             field=Fact.TEXT))  # fmt: skip
    taken: dict[int, Fact] = {}
    for fact, places in mapping.columns.items():
        for place in places:
            if place in taken and {fact, taken[place]} - {Fact.CLIENT, Fact.CLIENT_KEY}:
                wrong.append(Refused(f"Column {place + 1} ({headers[place]}) is taken for {_word(taken[place])} and "
                                     f"for {_word(fact)}. Choose one.", field=fact))  # fmt: skip
            taken[place] = fact
    if not SOURCE.fullmatch(mapping.source):
        wrong.append(Refused("A source is one word of at most 40 letters, digits, dots and dashes.", field="source"))
    if wrong:
        raise Refusals(wrong)


def must_stand_once(mapping: FileMapping, headers: Sequence[str]) -> None:
    """Raise Refused when a column that was named by its header has a namesake: which is meant cannot be told."""
    for places in mapping.columns.values():
        for place in places:
            name = headers[place]
            others = [str(n + 1) for n, other in enumerate(headers) if other == name]
            if len(others) > 1:
                raise Refused(f"“{name}” is the name of columns {' and '.join(others)}. Give each its own name, or "
                              "take the others out.")  # fmt: skip


def line_for_near(name: str, like: str) -> str:
    """Write what a mapping file says about a name that looks like a client's; its reader keeps one of two lines."""
    quoted, meant = (each.replace("\\", "\\\\").replace('"', '\\"') for each in (name, like))
    return f'"{quoted}" = "{meant}"  # the same client; for another one write "{quoted}", to leave its rows out ""'


def _begun(given: Mapping[str, Any], headers: Sequence[str], troubles: Troubles) -> FileMapping:
    key = given.get("preset")
    if key is None:
        return as_recognised(headers)[0]
    preset = preset_called(str(key))
    if preset is None:
        troubles.add(f"there is no preset “{key}”.{suggestion(str(key), [each.key for each in PRESETS])}")
        return FileMapping()
    return by_preset(preset, headers)


def _fact(name: str, where: str, troubles: Troubles) -> Fact | None:
    if name in list(Fact):
        return Fact(name)
    troubles.add(f"[{where}] knows no “{name}”.{suggestion(name, [each.value for each in Fact], few=20)}")
    return None


def _places(named: Any, headers: Sequence[str], fact: str, troubles: Troubles) -> tuple[int, ...]:
    found = []
    for name in named if isinstance(named, list) else [named] if named else []:
        plain = folded_header(str(name))
        if plain in headers:
            found.append(headers.index(plain))
        else:
            troubles.add(
                f"[columns] {fact} names “{name}”, and the file has no such column.{suggestion(plain, headers)}"
            )
    return tuple(found)


def _patterns(given: Mapping[str, Any], troubles: Troubles) -> dict[Fact, str]:
    found = {}
    for name, pattern in _table(given, "patterns", troubles).items():
        fact = _fact(name, "patterns", troubles)
        try:
            whole = re.compile(str(pattern))
        except re.error as trouble:
            troubles.add(f"[patterns] {name} is no pattern: {trouble}.")
            continue
        if whole.groups < 1:
            troubles.add(f"[patterns] {name} has no brackets: what stands in the first is taken.")
        elif fact:
            found[fact] = str(pattern)
    return found


def _table(given: Mapping[str, Any], name: str, troubles: Troubles) -> Mapping[str, Any]:
    table = given.get(name, {})
    if isinstance(table, dict):
        return table
    troubles.add(f"{name} is a table: write [{name}].")
    return {}


def _phrases(given: Any, name: str, troubles: Troubles) -> list[str]:
    phrases = [str(each) for each in (given if isinstance(given, list) else [given])]
    if not phrases or not all(folded(each) for each in phrases):
        troubles.add(f"[links] “{name}” names no words: write some a text must hold to be linked to it.")
    return phrases


def _source(source: Any, troubles: Troubles) -> str:
    if isinstance(source, str) and SOURCE.fullmatch(source):
        return source
    troubles.add("source is one word of at most 40 letters, digits, dots and dashes.")
    return "import"


def _one_of(kind: Any, given: Mapping[str, Any], name: str, before: Any, troubles: Troubles) -> Any:
    if name not in given:
        return before
    words = [each.value for each in kind]
    if given[name] in words:
        return kind(given[name])
    troubles.add(f"{name} is one of {', '.join(f'“{each}”' for each in words)}.")
    return before


def _word(fact: Fact) -> str:
    return fact.value.replace("_", " ")


def as_kept(mapping: FileMapping) -> dict[str, Any]:
    """Give a mapping in the form in which it is kept."""
    return {
        "source": mapping.source,
        "columns": {fact.value: list(places) for fact, places in mapping.columns.items()},
        "constants": {fact.value: text for fact, text in mapping.constants.items()},
        "patterns": {fact.value: text for fact, text in mapping.patterns.items()},
        "meant": dict(mapping.meant),
        "links": [[name, list(phrases)] for name, phrases in mapping.links],
        "empty": list(mapping.empty),
        "day_order": mapping.day_order.value if mapping.day_order else "",
        "decimals": mapping.decimals.value if mapping.decimals else "",
        "near": mapping.near.value,
        "skip_bad_rows": mapping.skip_bad_rows,
        "confirmed": dict(mapping.confirmed),
    }


def of_kept(kept: Mapping[str, Any]) -> FileMapping:
    """Read a mapping that was kept."""
    return FileMapping(
        source=kept["source"],
        columns={Fact(fact): tuple(places) for fact, places in kept["columns"].items()},
        constants={Fact(fact): text for fact, text in kept["constants"].items()},
        patterns={Fact(fact): text for fact, text in kept["patterns"].items()},
        meant=kept["meant"],
        links=tuple((name, tuple(phrases)) for name, phrases in kept.get("links", ())),
        empty=tuple(kept["empty"]),
        day_order=DayOrder(kept["day_order"]) if kept["day_order"] else None,
        decimals=Decimals(kept["decimals"]) if kept["decimals"] else None,
        near=Near(kept["near"]),
        skip_bad_rows=kept["skip_bad_rows"],
        confirmed=kept.get("confirmed", {}),
    )
