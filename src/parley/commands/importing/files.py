"""`parley import insights FILE` and `parley import clients FILE`: takes one foreign file in, all of it or nothing."""

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from django.core.management import call_command
from django.utils import timezone

from parley.commands.importing.mapping_files import mapping_in
from parley.exchange.actions import import_file
from parley.exchange.queries.intake import headers_in
from parley.exchange.rules.filemapping import as_recognised, file_mapping_of, line_for_near, must_stand_once
from parley.exchange.terms import Source
from parley.exchange.terms.intake import Fact, FileMapping, Found, NothingTaken, Outcome
from parley.kernel.refusals import Refused
from parley.ledger.terms import Actor
from parley.reactions.evidence import count_what_changed
from parley.search.actions import index_insights

MOST_SHOWN = 500
CHANGES_SHOWN = 10
LINKS_SHOWN = 20


def import_one(options: argparse.Namespace, what: str, name: str, actor: Actor) -> int:
    """Import a file, and print what happened; 0 when it went well, 1 when something wrong stopped it."""
    path = Path(name)
    if not path.is_file():
        raise Refused(f"{path} is no file. Name the CSV or XLSX file that holds them.")
    source = Source(path.name, lambda: path.open("rb"))
    call_command("migrate", verbosity=0, interactive=False)
    mapping = _mapping(options, what, source)
    at = timezone.now()
    try:
        outcome = import_file(source=source, mapping=mapping, dry_run=options.dry_run, progress=_progress(path.name),
                              actor=actor, at=at)  # fmt: skip
    except NothingTaken as nothing:
        return _nothing_kept(nothing.outcome, options)
    _tell(outcome)
    print("Making what came in findable, and counting who asks ...", file=sys.stderr, flush=True)
    for first, last in outcome.spans:
        index_insights(first, last)
    count_what_changed(at)
    print(f"Done. This is import {outcome.batch}.")
    return 0


def _mapping(options: argparse.Namespace, what: str, source: Source) -> FileMapping:
    headers = headers_in(source)
    if options.mapping:
        mapping = file_mapping_of(mapping_in(options.mapping), headers)
    elif options.preset:
        mapping = file_mapping_of(f'preset = "{options.preset}"', headers)
    else:
        mapping, preset = as_recognised(headers)
        if preset:
            print(f"These look like {preset.name}. {preset.advice}".strip(), file=sys.stderr)
    if what == "clients" and mapping.brings_insights:
        columns: dict[Fact, tuple[int, ...]] = {
            fact: places for fact, places in mapping.columns.items() if fact is not Fact.TEXT
        }
        mapping = replace(mapping, columns=columns)
    if what == "insights" and not mapping.brings_insights:
        raise Refused("No column holds what clients said. Say in a mapping file which one does: under [columns], "
                      'text = "...".')  # fmt: skip
    must_stand_once(mapping, headers)
    return replace(mapping, source=options.source) if options.source else mapping


def _nothing_kept(outcome: Outcome, options: argparse.Namespace) -> int:
    _tell(outcome)
    if outcome.asks:
        _tell_near(outcome, options.near_file)
    if outcome.found.stops or outcome.asks:
        print('Nothing was imported. Mend what is listed above, or say in the mapping file on_error = "skip" to leave '
              "such rows out.", file=sys.stderr)  # fmt: skip
        return 1
    if not outcome.moved:
        print("Nothing changed: all of this is in Parley already.")
    elif options.dry_run:
        print("Nothing was written: this was a dry run. Leave --dry-run out to import.")
    return 0


def _tell_near(outcome: Outcome, path: str | None) -> None:
    """Write for each name that is near a client's the line for the mapping file."""
    near = sorted(outcome.found.near.values(), key=lambda each: each.name.casefold())
    lines = ["[clients]", *(line_for_near(each.name, each.like) for each in near)]
    print(f"{len(near):,} names look like a client that is here, or like one another. Nobody but you can say whether "
          "they are the same.", file=sys.stderr)  # fmt: skip
    if path:
        Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"Look through {path}, and put its lines into the mapping file.", file=sys.stderr)
        return
    print("Put these lines into the mapping file:", file=sys.stderr)
    print("\n".join(lines[: MOST_SHOWN + 1]))
    if len(lines) > MOST_SHOWN + 1:
        print(f"... and {len(lines) - MOST_SHOWN - 1:,} more: name a file for all of them with --near-file.",
              file=sys.stderr)  # fmt: skip


def _tell(outcome: Outcome) -> None:
    found = outcome.found
    for problem in found.problems[:MOST_SHOWN]:
        print(problem, file=sys.stderr)
    untold = found.untold + max(0, len(found.problems) - MOST_SHOWN)
    if untold:
        print(f"... and {untold:,} remarks more", file=sys.stderr)
    parts = [f"{outcome.insights:,} insights added"]
    parts += [f"{outcome.same:,} here already"] if outcome.same else []
    parts += [f"{outcome.differing:,} that read otherwise left as they were"] if outcome.differing else []
    parts += [f"{outcome.clients:,} clients added", f"{outcome.changed:,} changed"]
    parts += [f"{outcome.links:,} links to initiatives"] if outcome.links else []
    parts += [f"{found.bad:,} rows left out because of what is wrong with them"] if found.bad else []
    parts += [f"{found.left_out:,} left out as the mapping says"] if found.left_out else []
    print(f"{found.rows:,} rows: {', '.join(parts)}")
    _tell_changes(found)
    spoken = sorted(found.speaks.items(), key=lambda each: -each[1])
    for (cell, title), rows in spoken[:LINKS_SHOWN]:
        print(f"  {rows:,} rows speak for “{title}”, by {f'“{cell}”' if cell else 'words of their text'}")


def _tell_changes(found: Found) -> None:
    """Print which clients that are here change, and how: the first of them."""
    if not found.changing:
        return
    print(f"{found.changing:,} {'client' if found.changing == 1 else 'clients'} here already, with other facts:")
    for change in found.changes[:CHANGES_SHOWN]:
        facts = "; ".join(f"{fact} {before or '-'} -> {after or '-'}" for fact, before, after in change.facts)
        print(f"  {change.name}: {facts}")
    if found.changing > CHANGES_SHOWN:
        print(f"  ... and {found.changing - CHANGES_SHOWN:,} more")


def _progress(name: str) -> Callable[[int], None]:
    told = 0

    def tell(count: int) -> None:
        nonlocal told
        if abs(count - told) >= 50_000:
            told = count
            print(f"{name}: {count:,} rows", file=sys.stderr, flush=True)

    return tell
