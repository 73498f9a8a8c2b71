"""What was recorded, as an export writes it and as an import finds it here: words for clients, answers, corrections."""

from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime

from parley.clients.models import Client, Insight
from parley.clients.queries.rates import rates_written_out
from parley.disclosure.models import Statement
from parley.disclosure.queries.writing_out import (
    corrections_written_out,
    telling_overrides_written_out,
    track_numbers,
    tracks_written_out,
    words_written_out,
)
from parley.exchange.queries.cells import Cells, day, window
from parley.exchange.rules import SHEETS, Known, listed
from parley.exchange.terms import Identity, Kind
from parley.people.models import Person
from parley.roadmap.models import Initiative
from parley.roadmap.queries.recorded import acceptances_written_out, answers_written_out, stages_written_out

RECORDED = frozenset({
    Kind.RATES, Kind.TALK_TRACKS, Kind.TALK_WORDS, Kind.TELLING_OVERRIDES, Kind.ACCEPTANCES, Kind.ANSWERS,
    Kind.CORRECTIONS,
})  # fmt: skip
LEANS = {Kind.TALK_WORDS: {Kind.TALK_TRACKS}, Kind.TALK_TRACKS: {Kind.TALK_WORDS},
         Kind.STATEMENTS: {Kind.TALK_TRACKS}}  # fmt: skip  # of these, what is here is known as well


def learn_recorded(known: Known, kinds: Collection[Kind]) -> None:
    """Let what some files may bring again be known as it is here, read as a file is read."""
    wanted = {*kinds, *(each for kind in kinds for each in LEANS.get(kind, ()))} & RECORDED
    here: dict[Kind, dict[Identity, dict[str, object]]] = {}
    for kind in (kind for kind in Kind if kind in wanted):
        sheet, here[kind] = SHEETS[kind], {}
        for cells in WRITE_RECORDED[kind]():
            values = {column.name: read(cells[column.name], known) for column, read in sheet.read
                      if cells.get(column.name)}  # fmt: skip
            sheet.finish(values, known)
            here[kind][sheet.identity(values)] = values
    known.records.update(here)


def _rates() -> Iterator[Cells]:
    for row in rates_written_out():
        yield {
            "currency": row.currency,
            "base": row.base,
            "holds_from": day(row.since),
            "worth": f"{row.worth.normalize():f}",
            "set_by": _who(row.set_by),
            "set_at": moment(row.set_at),
        }


def _stages() -> Iterator[Cells]:
    for stage, label in stages_written_out().items():
        yield {"stage": stage.value, "label": label}


def _tracks() -> Iterator[Cells]:
    numbers = track_numbers()
    for row in tracks_written_out():
        yield {
            "initiative": _named(row.initiative),
            "number": str(numbers[row.pk]),
            "name": row.name,
            "whom": row.whom.value,
            "clients": listed(_named(each.client) for each in row.clients.all()),
            "expires_on": day(row.expires_on),
            "drafted_by": _who(row.drafted_by),
            "drafted_at": moment(row.drafted_at),
            "approved_by": _who(row.approved_by),
            "approved_at": moment(row.approved_at),
            "legal_by": _who(row.legal_by),
            "legal_at": moment(row.legal_at),
            "in_force_at": moment(row.in_force_at),
            "ended_at": moment(row.ended_at),
            "ending": row.ending.value if row.ending else "",
            "ended_by": _who(row.ended_by),
        }


def _words() -> Iterator[Cells]:
    numbers = track_numbers()
    for row in words_written_out():
        yield {
            "initiative": _named(row.track.initiative),
            "talk_track": str(numbers[row.track_id]),
            "region": row.region.name if row.region else "",
            "words": row.text,
            "window": window(row.window_first, row.window_last),
            "confidence": row.confidence.value if row.confidence else "",
        }


def _telling_overrides() -> Iterator[Cells]:
    for row in telling_overrides_written_out():
        yield {
            "initiative": _named(row.initiative),
            "whom": row.whom.value,
            "finest": row.finest.value if row.finest else "",
            **_given(row.reason, row.by, row.given_at, row.ended_at),
            "until": day(row.until),
        }


def _acceptances() -> Iterator[Cells]:
    for row in acceptances_written_out():
        yield {"initiative": _named(row.initiative), **_given(row.reason, row.by, row.given_at, row.ended_at)}


def _answers() -> Iterator[Cells]:
    for row in answers_written_out():
        yield {"insight": _named(row.insight), **_given(row.reason, row.by, row.given_at, row.ended_at)}


def _corrections() -> Iterator[Cells]:
    for row in corrections_written_out():
        yield {
            "statement": _named(row.statement),
            "opened_at": moment(row.opened_at),
            "faults": listed(f"{why} {days}" if days else why for why, days in row.faults),
            "words": row.text,
            "changed_at": moment(row.changed_at),
            "reminded_at": moment(row.reminded_at),
            "closed_at": moment(row.closed_at),
            "closing": row.closing.value if row.closing else "",
            "closed_by": _who(row.closed_by),
            "because": row.because,
        }


def _given(reason: str, by: Person | None, given_at: datetime, ended_at: datetime | None) -> Cells:
    return {"reason": reason, "by": _who(by), "given_at": moment(given_at), "ended_at": moment(ended_at)}


def _named(row: Client | Initiative | Insight | Statement) -> str:
    return f"{row.source}:{row.key}"


def _who(person: Person | None) -> str:
    return person.key if person else ""


def moment(at: datetime | None) -> str:
    """Write a moment as an export does, in UTC."""
    return at.astimezone(UTC).isoformat() if at else ""


WRITE_RECORDED: dict[Kind, Callable[[], Iterator[Cells]]] = {
    Kind.RATES: _rates,
    Kind.STAGES: _stages,
    Kind.TALK_TRACKS: _tracks,
    Kind.TALK_WORDS: _words,
    Kind.TELLING_OVERRIDES: _telling_overrides,
    Kind.ACCEPTANCES: _acceptances,
    Kind.ANSWERS: _answers,
    Kind.CORRECTIONS: _corrections,
}
