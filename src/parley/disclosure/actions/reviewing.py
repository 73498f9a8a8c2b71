"""Many clients are told of many things at once: a business review, logged in one action."""

from collections.abc import Collection
from datetime import datetime

from parley.clients.models import Client
from parley.disclosure.actions.correcting import _close, _follow
from parley.disclosure.actions.hearing import _heard
from parley.disclosure.actions.promising import _promise
from parley.disclosure.actions.telling import Occasion, _fill, _must_have_come, _now, _same, _statement
from parley.disclosure.events import ManyTold
from parley.disclosure.models import Statement
from parley.disclosure.queries import Now, faults_of, open_corrections_of, statements_holding, who_may_tell
from parley.disclosure.terms import Closing
from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.roadmap.models import Initiative

Pair = tuple[Client, Initiative]


@action
def tell_many(
    *, initiatives: Collection[Initiative], clients: Collection[Client], how: Occasion, actor: Actor, at: datetime
) -> tuple[int, list[Pair]]:
    """Log a review: each client was told of each initiative. Gives how many statements, and the pairs left out.

    A pair is left out when nothing may be told of it to that client, by this actor. What a client was told already on
    that day is not told twice. The queries grow with the initiatives, and with the corrections that this opens or
    closes, not with the clients. Raises Refused when no pair is left.
    """
    _must_have_come(how, actor, at)
    keys = [each.pk for each in initiatives]
    tellers = who_may_tell(acting(actor), keys, [each.pk for each in clients], on=at.date())
    told, left_out = 0, []
    for initiative in sorted(initiatives, key=lambda each: each.pk):  # locked in one order, whoever else does so
        now = _now(initiative, at)
        may = [each for each in clients if tellers.may_tell(each.pk, now.row.pk)]
        tellable = [each for each in may if now.telling_to(each.pk, each.region_id)]
        there = {each.pk for each in tellable}
        left_out += [(each, initiative) for each in clients if each.pk not in there]
        if tellable:
            _log_many(now, tellable, how, actor, at)
            told += len(tellable)
    if not told:
        raise Refused("Nothing of this may be told to any of these clients, so nothing was logged. Choose others.")
    return told, left_out


def _log_many(
    now: Now, clients: Collection[Client], how: Occasion, actor: Actor, at: datetime, *, review: bool = True
) -> None:
    """Keep a statement for each client of what may be told to them, and what follows from it."""
    before = statements_holding(now.row.pk, [each.pk for each in clients])
    new: list[Statement] = []
    for client in clients:
        telling = now.telling_to(client.pk, client.region_id)
        if telling is None or telling.words is None or now.disclosed.track is None:
            continue
        row = _statement(telling.name, telling.words, now.disclosed.track.key)
        last = before.get(client.pk)
        _fill(row, now, client, how, last, actor=actor, at=at)
        if last and _same(last, row):
            continue
        row.latest = last is None or last.told_on <= how.on
        new.append(row)
    if not new:
        return
    Statement.objects.filter(pk__in=[before[each.client_id].pk for each in new if each.latest and
                                     each.client_id in before]).update(latest=False)  # fmt: skip
    made = Statement.objects.bulk_create(new, batch_size=200)
    _promise(made)
    told = tuple(each.client_id for each in made)
    record(ManyTold(initiative=now.row.pk, clients=told, review=review))
    _heard(now.row.pk, told, told_on=how.on, actor=actor, at=at)
    _settle_many(now, [each for each in made if each.latest], actor, at)


def _settle_many(now: Now, told: Collection[Statement], actor: Actor, at: datetime) -> None:
    """Close the corrections that these statements were, and open one where a statement itself does not hold."""
    open_ones = open_corrections_of(now.row.pk)
    rest = []
    for each in told:
        correction = open_ones.get(each.client_id)
        since = correction and each.told_on >= today_of(actor, correction.opened_at)
        if correction and since and not faults_of(each, now):
            _close(correction, Closing.TOLD, at, by=actor)
        else:
            rest.append(each.client_id)
    if rest:
        _follow(now.row.pk, at, clients=rest)
