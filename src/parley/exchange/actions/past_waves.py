"""Taking in the waves of a file that were asked elsewhere, before Parley: all of the file, or nothing."""

from collections.abc import Callable, Sequence
from datetime import datetime

from parley.exchange.rules.past_answers import past_answers_in
from parley.exchange.rules.past_mapping import answers_mapping_of
from parley.exchange.rules.past_totals import past_totals_in
from parley.exchange.terms import Source
from parley.groups.queries import acting
from parley.ledger.door import action
from parley.ledger.terms import Actor
from parley.surveys.actions.taking_in import take_in_answers, take_in_totals
from parley.surveys.queries.past import sides_of_functions
from parley.surveys.queries.planning import names_of_parts
from parley.surveys.rules.planning import must_run_waves
from parley.surveys.terms.past import OnlyTried, PastAnswers, TakenIn


@action
def import_past_totals(*, source: Source, dry_run: bool = False, actor: Actor, at: datetime) -> Sequence[TakenIn]:
    """Take the totals of a file in. Raises Refusals for what is wrong, and OnlyTried when that is all it should do."""
    must_run_waves(acting(actor))
    waves = past_totals_in(source, names_of_parts(), sides_of_functions())
    taken = take_in_totals(waves=waves, actor=actor, at=at)
    if dry_run:
        raise OnlyTried(taken)
    return taken


@action
def import_past_answers(
    *,
    source: Source,
    mapping: str,
    dry_run: bool = False,
    looked_at: Callable[[PastAnswers], None] = lambda _wave: None,
    actor: Actor,
    at: datetime,
) -> TakenIn:
    """Take the answers of a file in, as its mapping file says; `looked_at` is told what was read.

    Raises Refusals for what is wrong, and OnlyTried when that is all it should do.
    """
    must_run_waves(acting(actor))
    wave = past_answers_in(source, answers_mapping_of(mapping), names_of_parts(), sides_of_functions())
    looked_at(wave)
    taken = take_in_answers(wave=wave, actor=actor, at=at)
    if dry_run:
        raise OnlyTried([taken])
    return taken
