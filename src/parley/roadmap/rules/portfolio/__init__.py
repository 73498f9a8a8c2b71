"""Which set of works under capacity serves the clients worth most, and what insisting on something costs. Advice.

Formulation and reference values: docs/decisions/0024-plan.md.
"""

from parley.roadmap.rules.portfolio.company import QUARTERS, company_of, quarter_planned, tenths_of
from parley.roadmap.rules.portfolio.constraints import closure_of, obstacle_of, served_by, worth_of
from parley.roadmap.rules.portfolio.pricing import able_of, advice_for, best_set, price_of, spread_of
from parley.roadmap.rules.portfolio.published import budget_of, portfolio_of, read_instance
from parley.roadmap.rules.portfolio.solving import solved
from parley.roadmap.rules.portfolio.tying import ties_for

__all__ = [
    "QUARTERS",
    "able_of",
    "advice_for",
    "best_set",
    "budget_of",
    "closure_of",
    "company_of",
    "obstacle_of",
    "portfolio_of",
    "price_of",
    "quarter_planned",
    "read_instance",
    "served_by",
    "solved",
    "spread_of",
    "tenths_of",
    "ties_for",
    "worth_of",
]
