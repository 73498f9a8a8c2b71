"""What other currencies are worth in the company's own, so that what clients bring can be compared."""

from datetime import date, datetime
from decimal import Decimal

from parley.clients import rules
from parley.clients.actions.keeping import _today
from parley.clients.events import RateKept, RateTakenBack
from parley.clients.models import Rate
from parley.clients.queries.rates import rates_now
from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.rules import must_administer


@action
def keep_rate(*, currency: str, base: str, worth: Decimal, since: date, actor: Actor, at: datetime) -> Rate:
    """Write down what one unit of a currency is worth in the company's own from a day on; earlier rates stay readable.

    The first rate says which currency is the company's own. Raises Refused for others than product operations.
    """
    must_administer(acting(actor))
    known = rates_now()
    code, own = rules.rate_of(currency, base, worth, since, today=_today(actor, at), base_now=known.base)
    rate = Rate.objects.create(currency=code, base=own, since=since, worth=worth, set_by_id=actor.pk, set_at=at)
    record(RateKept(currency=code, base=own, since=since, worth=worth))
    return rate


@action
def take_back_rate(*, rate: Rate, actor: Actor, at: datetime) -> None:
    """Delete a rate that was written down by mistake: the one before it counts again, if there is one.

    The last rate takes along which currency is the company's own. Raises Refused for others than product operations,
    and when somebody took it back before.
    """
    must_administer(acting(actor))
    row = Rate.objects.select_for_update().filter(pk=rate.pk).first()
    if row is None:
        raise Refused("This rate was taken back already. See the rates as they are now.")
    record(RateTakenBack(currency=row.currency, base=row.base, since=row.since, worth=row.worth))
    row.delete()
