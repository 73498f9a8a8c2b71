"""Promises in tests: plans that break what Nordbank was told, what it is told, and the corrections that follow."""

from datetime import timedelta

from parley.disclosure.actions import Occasion, replan, tell_freely
from parley.disclosure.models import Correction
from parley.kernel.spans import today_of
from parley.roadmap.terms import Confidence, Horizon, Plan
from tests.disclosure.made import Q2, Q3

LATER = Plan(horizon=Horizon.NOW, window=Q3, confidence=Confidence.HIGH)
AS_WAS = Plan(horizon=Horizon.NOW, window=Q2, confidence=Confidence.HIGH)
WHY = "The audits moved to autumn."


def moved(cast, row, plan=LATER, **given):
    replan(initiative=row, plan=plan, reason=WHY, **({"actor": cast.noor, "at": cast.at} | given))


def only():
    return Correction.objects.get()


def open_ones():
    return list(Correction.objects.filter(closed_at=None))


def freely(cast, row, client, words, days_ago=0):
    how = Occasion(on=today_of(cast.aiko, cast.at) - timedelta(days=days_ago))
    return tell_freely(initiative=row, name="Consent signals", client=client, words=words, how=how, actor=cast.aiko,
                       at=cast.at)  # fmt: skip


def latest():
    return Correction.objects.latest("pk")
