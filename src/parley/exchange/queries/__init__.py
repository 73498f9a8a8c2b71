"""Seeing the company as files: what references may point to, and every row as an export writes it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC

from django.db import connection, transaction

from parley.clients.models import Client, Insight
from parley.clients.queries import clients_written_out, insight_words, insights_written_out
from parley.disclosure.queries import statements_known, statements_written_out
from parley.disclosure.queries.writing_out import track_numbers
from parley.exchange.queries.cells import Cells, day, sum_of, window
from parley.exchange.queries.recorded import WRITE_RECORDED, moment
from parley.exchange.rules import SHEETS, Known, fingerprint, listed, told
from parley.exchange.terms import Kind
from parley.groups.models import Area
from parley.groups.queries import areas_written_out, places_written_out
from parley.kernel.words import folded
from parley.meetings.models import Series
from parley.meetings.queries.writing_out import series_written_out
from parley.people.models import Person
from parley.people.queries import functions, people_written_out, regions
from parley.roadmap.models import Initiative, Override
from parley.roadmap.queries import window_between
from parley.roadmap.queries.writing_out import initiative_pks, initiatives_written_out, links_written_out
from parley.roadmap.terms import Waiver


def known_now(source: str, *, insights: bool, statements: bool = False) -> Known:
    """Gather what references in a file may point to. Words that came are read only to compare them."""
    known = Known(source)
    for region in regions():
        known.regions[folded(region.name)] = known.regions[folded(region.key)] = region.name
    for function in functions():
        known.functions[folded(function.name)] = known.functions[folded(function.key)] = function.name
    known.settle()
    for person in people_written_out():
        known.add_person(person.key, person.email or "", person.name)
    for area in areas_written_out():
        known.add_area(area.key, area.name)
    for client in clients_written_out():
        names = [client.name, *(alias.name for alias in client.aliases.all())]
        known.add_client((client.source, client.key), names, settled=True)
    known.initiatives = set(initiative_pks())
    if insights:
        known.insights = {(source, key): fingerprint(text) for source, key, text in insight_words()}
    for mine, key, *client_and_initiative, told_on, text, first, last, sure in statements_known() if statements else ():
        values = {"told_on": told_on, "words": text, "window": window_between(first, last), "confidence": sure}
        values["client"], values["initiative"] = tuple(client_and_initiative[:2]), tuple(client_and_initiative[2:])
        known.statements[mine, key] = told(values)
        known.told_about[mine, key] = (":".join(values["initiative"]), ":".join(values["client"]))
    return known


@contextmanager
def as_of_one_moment() -> Iterator[None]:
    """Read everything inside as it stands now, whatever is changed meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":  # SQLite reads so by itself
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def written_out(kind: Kind) -> Iterator[list[str]]:
    """Yield the rows of one file, the header first, in the order in which they came into Parley."""
    columns = [column.name for column in SHEETS[kind].columns if column.written]
    yield columns
    for cells in WRITE[kind]():
        yield [cells.get(name, "") for name in columns]


def _people() -> Iterator[Cells]:
    for person in people_written_out():
        yield _person(person)


def _person(person: Person) -> Cells:
    return {
        "key": person.key,
        "name": person.name,
        "email": person.email or "",
        "function": person.function.name if person.function else "",
        "side": person.function.side.value if person.function else "",
        "region": person.region.name if person.region else "",
        "time_zone": person.time_zone,
        "language": person.language,
        "company": person.company,
        "operations": "yes" if person.operations else "no",
        "left_on": day(person.left_on),
    }


def _groups() -> Iterator[Cells]:
    for area in areas_written_out():
        yield _group(area)


def _group(area: Area) -> Cells:
    return {
        "key": area.key,
        "name": area.name,
        "charter": area.group.charter,
        "legal_approves": "yes" if area.group.legal_approves else "no",
        "answer_days": str(area.group.answer_days),
        "teams": listed(f"{team.name}: {team.capacity:.1f}" for team in area.teams.all()),
        "dissolved_on": day(area.dissolved_on),
    }


def _members() -> Iterator[Cells]:
    for area, person, member, others, since in places_written_out():
        roles = ([member.value] if member else []) + sorted(others)
        yield {"group": area, "person": person, "role": listed(roles), "since": day(since)}


def _meetings() -> Iterator[Cells]:
    for series in series_written_out():
        yield _series(series)


def _series(series: Series) -> Cells:
    return {
        "key": series.key,
        "group": series.area.key,
        "title": series.title,
        "rule": series.rule,
        "starts_on": day(series.starts_on),
        "time": f"{series.local_time:%H:%M}",
        "time_zone": series.time_zone,
        "minutes": str(series.minutes),
        "said": series.said,
        "ended_on": day(series.ended_on),
    }


def _clients() -> Iterator[Cells]:
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
        "left_on": day(client.left_on),
    }


def _initiatives() -> Iterator[Cells]:
    for initiative in initiatives_written_out():
        yield {**_initiative(initiative), **_why(initiative), **_overrides(initiative)}


def _initiative(row: Initiative) -> Cells:
    return {
        "source": row.source,
        "key": row.key,
        "title": row.title,
        "group": row.area.key,
        "stage": row.stage.value,
        "horizon": row.horizon.value,
        "window": window(row.window_first, row.window_last),
        "confidence": row.confidence.value if row.confidence else "",
        "audience": row.audience.value,
        "regions": listed(each.region.name for each in row.regions.all()),
        "owner": row.owner.key if row.owner else "",
        "position": str(row.position),
        "created_on": day(row.created_at.astimezone(UTC).date()),
        "live_at": moment(row.live_at),
        "region_overrides": listed(
            f"{each.region.name}: " + ", ".join(f"{name} {value}" for name, value in (
                ("horizon", each.horizon), ("window", window(each.window_first, each.window_last)),
                ("confidence", each.confidence)) if value)
            for each in row.region_overrides.all()
        ),
    }  # fmt: skip


def _why(row: Initiative) -> Cells:
    why = row.why
    if why is None:
        return {}
    texts = ("because", "who_benefits", "budget", "expected_return", "return_basis", "instead", "budget_currency")
    return {"budget_amount": sum_of(why.budget_amount)} | {name: getattr(why, name) for name in texts}


def _overrides(row: Initiative) -> Cells:
    cells: Cells = {}
    for override in row.overrides.all():
        cells |= _override(override)
    return cells


def _override(override: Override) -> Cells:
    rule = override.waives.value
    far = {"audience_override_to": override.audience.value} if override.audience else {}
    return {
        f"{rule}_override": override.reason,
        f"{rule}_override_by": override.by.key if override.by else "",
        f"{rule}_override_given": day(override.given_at.astimezone(UTC).date()),
        f"{rule}_override_until": day(override.until),
    } | (far if override.waives is Waiver.AUDIENCE else {})


def _insights() -> Iterator[Cells]:
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


def _statements() -> Iterator[Cells]:
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


WRITE: dict[Kind, Callable[[], Iterator[Cells]]] = {
    Kind.PEOPLE: _people,
    Kind.GROUPS: _groups,
    Kind.MEMBERS: _members,
    Kind.MEETINGS: _meetings,
    Kind.CLIENTS: _clients,
    Kind.INITIATIVES: _initiatives,
    Kind.INSIGHTS: _insights,
    Kind.STATEMENTS: _statements,
    **WRITE_RECORDED,
}
