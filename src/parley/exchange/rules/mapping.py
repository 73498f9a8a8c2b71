"""Reading a mapping file: how the columns and words of foreign files become Parley's."""

import re
import tomllib
from collections.abc import Collection, Mapping
from typing import Any

from parley.exchange.rules.nearness import suggestion
from parley.exchange.rules.reading import folded_header
from parley.exchange.rules.sheets import SHEETS
from parley.exchange.terms import CompanyMapping, Kind, SheetMapping, Take
from parley.kernel.refusals import Refusals, Refused

SECTIONS = ("file", "separator", "on_error", "typos", "columns", "constants", "defaults", "words", "empty", "leave_out",
            "leave_empty", "ignore", "why_override_until")  # fmt: skip
TAKES = ("from", "join", "split", "take", "match", "write")


class Troubles:
    """Collects what is wrong, so that a mapping is mended in one go."""

    def __init__(self) -> None:
        self.found: list[Refused] = []

    def add(self, sentence: str) -> None:
        """Keep one sentence."""
        self.found.append(Refused(f"Mapping file: {sentence}"))


def mapping_of(text: str) -> CompanyMapping:
    """Read a mapping file. Raises Refusals with a sentence for each thing that cannot be understood."""
    troubles = Troubles()
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise Refusals([Refused(f"Mapping file: this is not TOML: {trouble}. Mend that line.")]) from None
    source = given.pop("source", "")
    if not isinstance(source, str) or not re.fullmatch(r"[A-Za-z0-9._-]{0,40}", source):
        troubles.add("source is a word of at most 40 letters, digits, dots and dashes.")
        source = ""
    given.pop("history", None)  # it is read where a history is taken in
    sheets = {}
    for name, section in given.items():
        if name not in list(Kind) or not isinstance(section, dict):
            troubles.add(f"“{name}” is no file of Parley’s.{suggestion(name, [kind.value for kind in Kind])}")
            continue
        sheets[Kind(name)] = _sheet(Kind(name), section, troubles)
    if troubles.found:
        raise Refusals(troubles.found)
    return CompanyMapping(source=source, sheets=sheets)


def _sheet(kind: Kind, given: Mapping[str, Any], troubles: Troubles) -> SheetMapping:
    columns = {column.name for column in SHEETS[kind].columns}
    known_only(given, SECTIONS, f"[{kind}]", troubles)
    for part in ("columns", "constants", "defaults", "words", "empty"):
        known_only(_table(given, part, kind, troubles), columns, f"[{kind}.{part}]", troubles)
    separator = given.get("separator", ",")
    if not isinstance(separator, str) or len(separator) != 1:
        troubles.add(f'[{kind}] separator is one character, for example ";".')
        separator = ","
    days = given.get("why_override_until", 0)
    if isinstance(days, str) and days.isdigit():
        days = int(days)
    if not isinstance(days, int) or not 0 <= days <= 730:
        troubles.add(f"[{kind}] why_override_until is a number of days from 1 to 730.")
        days = 0
    empties = _words(given.get("leave_empty", []), f"[{kind}] leave_empty", troubles)
    for name in empties:
        column = next((each for each in SHEETS[kind].columns if each.name == name), None)
        if column is None:
            troubles.add(f"[{kind}] leave_empty names “{name}”, which is no column.{suggestion(name, columns)}")
        elif column.required:
            troubles.add(f'[{kind}] leave_empty names {name}, which every row must have. Use on_error = "skip".')
    return SheetMapping(
        file=_text(given.get("file", ""), f"[{kind}] file", troubles),
        separator=separator,
        skip_bad_rows=_choice(given.get("on_error", "stop"), ("stop", "skip"), f"[{kind}] on_error", troubles),
        read_typos=_choice(given.get("typos", "report"), ("report", "read"), f"[{kind}] typos", troubles),
        columns={name: _take(take, f"[{kind}.columns] {name}", troubles)
                 for name, take in _table(given, "columns", kind, troubles).items()},
        constants=_texts(_table(given, "constants", kind, troubles), f"[{kind}.constants]", troubles),
        defaults=_texts(_table(given, "defaults", kind, troubles), f"[{kind}.defaults]", troubles),
        words={name: _texts(table, f"[{kind}.words.{name}]", troubles) if isinstance(table, dict) else _no(
                   f"[{kind}.words] {name} is a table: write [{kind}.words.{name}].", troubles)
               for name, table in _table(given, "words", kind, troubles).items()},
        empty={name: _words(words, f"[{kind}.empty] {name}", troubles)
               for name, words in _table(given, "empty", kind, troubles).items()},
        leave_out={folded_header(name): _words(words, f"[{kind}.leave_out] {name}", troubles)
                   for name, words in _table(given, "leave_out", kind, troubles).items()},
        leave_empty=empties,
        ignore=tuple(folded_header(each) for each in _words(given.get("ignore", []), f"[{kind}] ignore", troubles)),
        why_override_days=days,
    )  # fmt: skip


def known_only(given: Collection[str], known: Collection[str], where: str, troubles: Troubles) -> None:
    """Note every name that is not known, with the nearest that is."""
    for name in given:
        if name not in known:
            troubles.add(f"{where} knows no “{name}”.{suggestion(name, known, few=30)}")


def _take(given: Any, where: str, troubles: Troubles) -> Take:
    if isinstance(given, str):
        return Take((folded_header(given),))
    if not isinstance(given, dict):
        troubles.add(f'{where} is the name of a column, or a table like {{ from = ["a", "b"], join = " " }}.')
        return Take(())
    known_only(given, TAKES, where, troubles)
    named = given.get("from", [])
    columns = _words([named] if isinstance(named, str) else named, f"{where} from", troubles)
    if not columns:
        troubles.add(f"{where} needs from: the column or columns it is made of.")
    pattern = _text(given.get("match", ""), f"{where} match", troubles)
    write = _text(given.get("write", ""), f"{where} write", troubles)
    try:
        found = re.compile(pattern)
        if write:
            re.compile(f"(?:{pattern})|").match("").expand(write)  # type: ignore[union-attr]  # it matches nothing always
        elif pattern and found.groups != 1:
            troubles.add(f'{where} match needs one group in brackets, or write = "..." with \\1, \\2.')
    except (re.error, IndexError) as trouble:
        troubles.add(f"{where} match or write is not a pattern: {trouble}.")
        pattern = write = ""
    take = given.get("take", 0)
    if not isinstance(take, int) or not 0 <= take <= 1000:
        troubles.add(f"{where} take is the number of the part to keep, counted from 1.")
        take = 0
    join = _text(given.get("join", " "), f"{where} join", troubles)
    split = _text(given.get("split", ""), f"{where} split", troubles)
    return Take(tuple(folded_header(each) for each in columns), join, split, take, pattern, write)


def _table(given: Mapping[str, Any], part: str, kind: Kind, troubles: Troubles) -> dict[str, Any]:
    table = given.get(part, {})
    if isinstance(table, dict):
        return table
    troubles.add(f"{part} of {kind} is a table: write [{kind}.{part}] above its lines.")
    return {}


def _texts(given: Mapping[str, Any], where: str, troubles: Troubles) -> dict[str, str]:
    return {name: _text(value, f"{where} {name}", troubles) for name, value in given.items()}


def _text(value: Any, where: str, troubles: Troubles) -> str:
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return str(value)
    troubles.add(f"{where} is a text: write it in quotes.")
    return ""


def _words(value: Any, where: str, troubles: Troubles) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    troubles.add(f'{where} is a list of texts: write it like ["one", "two"].')
    return ()


def _choice(given: Any, words: tuple[str, str], where: str, troubles: Troubles) -> bool:
    """Whether the second of two words was given."""
    if given not in words:
        troubles.add(f'{where} is "{words[0]}" or "{words[1]}".')
    return bool(given == words[1])


def _no(sentence: str, troubles: Troubles) -> dict[str, str]:
    troubles.add(sentence)
    return {}
