"""What other currencies are worth in the company's own, so that what clients bring can be compared."""

from datetime import date, datetime
from decimal import Decimal

from parley.clients import rules
from parley.clients.actions.keeping import _today
from parley.clients.events import RateKept
from parley.clients.models import Rate
from parley.clients.queries.rates import rates_now
from parley.groups.queries import acting
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
