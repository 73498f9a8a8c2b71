"""Clients, what they said and what they were told, as an export writes them."""

from collections.abc import Iterator
from datetime import UTC

from parley.clients.models import Client, Insight
from parley.clients.queries import clients_written_out, insights_written_out
from parley.disclosure.queries import statements_written_out
from parley.disclosure.queries.writing_out import track_numbers
from parley.exchange.queries.cells import Cells, day, sum_of, window
from parley.exchange.queries.recorded import moment
from parley.exchange.rules import listed
from parley.roadmap.queries.writing_out import links_written_out


def client_rows() -> Iterator[Cells]:
    """Every client."""
    for client in clients_written_out():
        yield _client(client)


def _client(client: Client) -> Cells:
    return {
        "source": client.source,
        "key": client.key,
        "name": client.name,
        "parent": f"{client.parent.source}:{client.parent.key}" if client.parent else "",
        "region": client.region.name if client.region else "",
        "segment": client.segment,
        "revenue": sum_of(client.revenue),
        "currency": client.currency,
        "aliases": listed(alias.name for alias in client.aliases.all()),
        "account_managers": listed(each.person.key for each in client.managers.all()),
        "domains": listed(each.domain for each in client.domains.all()),
        "left_on": day(client.left_on),
    }


def insight_rows() -> Iterator[Cells]:
    """Every insight, with what it speaks for and against."""
    links = links_written_out()
    for insight in insights_written_out():
        supports, contradicts = links.get(insight.pk, ([], []))
        yield {**_insight(insight), "supports": listed(supports), "contradicts": listed(contradicts)}


def _insight(insight: Insight) -> Cells:
    into = insight.merged_into
    return {
        "source": insight.source,
        "key": insight.key,
        "client": f"{insight.client.source}:{insight.client.key}",
        "said_on": day(insight.said_on),
        "text": insight.text,
        "author": insight.author.key if insight.author else "",
        "on_behalf_of": insight.on_behalf_of.key if insight.on_behalf_of else "",
        "noted_at": insight.noted_at.astimezone(UTC).isoformat(),
        "merged_into": f"{into.source}:{into.key}" if into else "",
    }


def statement_rows() -> Iterator[Cells]:
    """Every statement."""
    numbers = track_numbers()
    for row in statements_written_out():
        yield {
            "source": row.source,
            "key": row.key or "",
            "client": f"{row.client.source}:{row.client.key}",
            "initiative": f"{row.initiative.source}:{row.initiative.key}",
            "told_on": day(row.told_on),
            "words": row.text,
            "window": window(row.window_first, row.window_last),
            "confidence": row.confidence.value if row.confidence else "",
            "to_whom": row.to_whom,
            "told_by": row.by.key if row.by else "",
            "name": row.name,
            "means": row.means.value,
            "logged_at": moment(row.logged_at),
            "talk_track": str(numbers[row.track_id]) if row.track_id else "",
            "taken_back": "yes" if row.lost else "",
        }
