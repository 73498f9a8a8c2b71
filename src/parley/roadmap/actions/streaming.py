"""Links of insights by the hundred thousand, as an import brings them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime

from django.db import connection
from django.db.models import OuterRef

from parley.clients.actions.merging import _wait_no_more
from parley.clients.queries import heads_of_merged
from parley.kernel.bunches import bunches
from parley.kernel.copying import copied
from parley.ledger.door import action, record
from parley.ledger.pen import wrote
from parley.ledger.terms import Actor
from parley.roadmap.actions.counting import _count
from parley.roadmap.actions.duties import _hear
from parley.roadmap.actions.spreading import _keep_inbox, _spread
from parley.roadmap.events import LinksTakenIn
from parley.roadmap.models import InsightLink
from parley.roadmap.terms import Stance

AT_ONCE = 5_000
COLUMNS = "initiative_id, insight_id, client_id, stance, linked_by_id, linked_at"
INSERT = f"INSERT INTO parley_insightlink ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s)"  # noqa: S608 - constants
COPY = f"COPY parley_insightlink ({COLUMNS}) FROM STDIN"


@action
def stream_links(
    *,
    links: Iterable[tuple[int, int, int]],
    new: Collection[Sequence[int]],
    batch: int,
    counted_later: bool,
    actor: Actor,
    at: datetime,
) -> int:
    """Say that insights speak for initiatives, each (initiative, insight, client); gives how many links are new.

    Links that are there stay, whichever way they speak; insights in one of the `new` spans of keys have none. With
    `counted_later`, an entry about clients of the same transaction
    has everything counted anew (docs/decisions/0009).
    """
    told = 0
    touched: set[int] = set()
    here: set[int] = set()  # insights that were here before and are linked now
    linked_at = at.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
    for bunch in bunches(links, AT_ONCE):
        wanted = {(initiative, insight): client for initiative, insight, client in bunch}
        old = {insight for _i, insight, _c in bunch if not any(first <= insight <= last for first, last in new)}
        known = InsightLink.objects.filter(insight__in=old).values_list("initiative", "insight") if old else ()
        there = set(known)
        rows = [
            (initiative, insight, client, Stance.SUPPORTS.value, actor.pk, linked_at)
            for (initiative, insight), client in wanted.items() if (initiative, insight) not in there
        ]  # fmt: skip
        if rows:
            _write(rows)
        touched |= {row[0] for row in rows}
        here |= old & {row[1] for row in rows}
        told += len(rows)
    if told:
        wrote(InsightLink)
        if here:  # what one voice is linked to, all of its group are
            touched |= _spread({key for key in heads_of_merged() if key is not None})
            _keep_inbox(here)
        _wait_no_more(new, InsightLink.objects.filter(insight=OuterRef("pk")))
        if not counted_later:
            _count(touched)
        _hear(touched, at)
        record(LinksTakenIn(batch=batch, links=told))
    return told


def _write(rows: list[tuple[int, int, int, str, int | None, str]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(COPY) as copy:
                copy.write(copied((*row[:5], row[5] + "+00") for row in rows))
        else:
            cursor.executemany(INSERT, rows)
