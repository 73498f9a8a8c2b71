"""What the sample's initiatives still take of their teams, and what its currencies are worth."""

from decimal import Decimal

from parley.clients.actions import keep_rate
from parley.ledger.terms import MACHINE
from parley.roadmap.actions import say_what_it_takes
from parley.roadmap.terms.portfolio import Takes
from parley.seeds.population import PER_EURO
from parley.seeds.stage import Telling

WEEKS = {
    "Consent signals in every bid request": "14", "Right to be forgotten in one day": "12", "Household graph v2": "30",
    "Private clean rooms": "18", "Cookieless attribution": "28", "Numbers that agree": "24", "Scheduled exports": "12",
    "Reach by household": "14", "Dashboards on a phone": "12", "Frequency caps across broadcasters": "20",
    "Pause adverts": "8", "Guaranteed programmes": "16", "Say why a bid was lost": "12", "Carbon-aware bidding": "22",
    "Budgets that last the day": "18", "Approve creatives in an hour": "10", "Five languages from one design": "14",
    "Lift tests for everybody": "12", "Store visits without locations": "13.5", "Segments that explain themselves": "9",
    "Seasonal audiences for APAC": "8", "Block made-for-advertising sites": "7", "Show what the publisher earns": "12",
    "One invoice for all regions": "11", "Credit notes by themselves": "6",
}  # fmt: skip
FIRST = {"Cookieless attribution": "Household graph v2", "Reach by household": "Household graph v2"}
APART = {"Pause adverts": "Guaranteed programmes", "Guaranteed programmes": "Pause adverts"}  # each says it


def tell_costs(telling: Telling) -> None:
    """Let the owner of each say what it takes; one has not got round to it yet. Revenue is compared in euros."""
    for currency, per_euro in PER_EURO.items():
        if per_euro != 1:
            worth = (1 / per_euro).quantize(Decimal("0.0001"))
            keep_rate(currency=currency, base="EUR", worth=worth, since=telling.ago(90).date(), actor=MACHINE,
                      at=telling.ago(90))  # fmt: skip
    for title, weeks in WEEKS.items():
        row = telling.initiatives[title]
        needs, excludes = ((telling.initiatives[each[title]].pk,) if title in each else () for each in (FIRST, APART))
        takes = Takes(Decimal(weeks), needs, excludes)
        say_what_it_takes(initiative=row, takes=takes, actor=row.owner or MACHINE, at=telling.ago(25))
