"""The sample's lent teams: one is away and was extended, one comes back in a few days, one is back."""

from datetime import timedelta

from parley.disclosure.actions import end_shift, extend_shift, shift_team
from parley.groups.queries.shifts import teams_to_lend
from parley.groups.terms import Amount
from parley.kernel.spans import today_of
from parley.seeds.stage import Telling


def tell_shifts(telling: Telling) -> None:
    """Let deciders lend, extend, and facilitators say that a team is back."""
    teams = {each.name: each for each in teams_to_lend(None)}
    ravi, elena, mei = (telling.people[key] for key in ("ravi", "elena", "mei"))

    today, day = today_of(ravi, telling.at), timedelta(days=1)
    exports = shift_team(
        team=teams["Exports"], to=telling.areas["measurement"], amount=Amount(share=50), first=today - 84 * day,
        last=today - 60 * day, reason="Lift tests need the raw exposures by household, which only Exports writes.",
        actor=ravi, at=telling.ago(84),
    )  # fmt: skip
    end_shift(shift=exports, actor=mei, at=telling.ago(55))
    shift_team(
        team=teams["Studio"], to=telling.areas["connected-tv"], amount=Amount(share=40), first=today - 35 * day,
        last=telling.at.date() - day, actor=elena, at=telling.ago(35),
        reason="Pause adverts are drawn for a still picture, and nobody in Connected TV designs.",
    )  # fmt: skip
    models = shift_team(
        team=teams["Models"], to=telling.areas["identity"], amount=Amount(share=50), first=today - 21 * day,
        last=today + 14 * day, reason="Consent has to be proven for 40 million bids a day, which only Models has done.",
        actor=ravi, at=telling.ago(21),
    )  # fmt: skip
    extend_shift(
        shift=models, last=today + 35 * day, actor=ravi, at=telling.ago(6),
        reason="The first audit found that bids from two exchanges carry no proof yet.",
    )  # fmt: skip
