"""What a portfolio says, in words: names before numbers, sums only to whoever may see them, and always as advice."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.clients.rules import may_see_sums
from parley.groups.rules import may_keep_roadmap
from parley.kernel.spans import Window
from parley.people.terms import Viewer
from parley.roadmap.queries.portfolio import Weighing
from parley.roadmap.rules.whys import listed
from parley.roadmap.terms.portfolio import Advice, Demand, Spread, Status, Weighed
from parley.screens.rendering import money

MOST_NAMES = 2  # of clients beside an initiative


@dataclass(frozen=True, slots=True)
class Row:
    """An initiative beside the others: where it is as decided and as advised, and the way to put it in or out."""

    key: int
    title: str
    area: str
    weeks: str
    asks: str
    worth: str
    ties: tuple[str, ...]
    decided: bool
    advised: bool
    moves: str
    in_href: str
    out_href: str


@dataclass(frozen=True, slots=True)
class Figure:
    """What one of the two sets is worth, as a part of all that is asked for."""

    label: str
    words: str
    part: float
    note: str


@dataclass(frozen=True, slots=True)
class Used:
    """The team-weeks of one area: what there are, and what the two sets take."""

    area: str
    room: str
    decided: str
    advised: str
    over: bool


class Words:
    """Says one quarter to one viewer."""

    def __init__(
        self, viewer: Viewer, weighing: Weighing, advice: Advice, areas: dict[int, str], after: Window
    ) -> None:
        self.viewer, self.sums = viewer, may_see_sums(viewer)
        self.candidates, self.company, self.names = weighing.candidates, weighing.company, weighing.names
        self.waiting, self.known = weighing.waiting, weighing.beside | weighing.candidates
        self.advice, self.areas, self.after = advice, areas, after
        self.works = {work.key: work for work in self.company.readings.middle.works}
        self.decided, self.advised = set(self.company.decided), set(advice.best.chosen)

    def rows(self, here: str, quarter: str, demand: Demand) -> list[Row]:
        """Give every initiative that is weighed: what is decided or advised first."""
        parts = {need.key: need.worth for need in self.company.readings.middle.needs}
        keys = [key for key in self.candidates if key in self.works]
        keys.sort(key=lambda key: (key not in self.decided, key not in self.advised))
        return [self._row(key, parts.get(key, 0), here, quarter, demand) for key in keys]

    def _row(self, key: int, part: int, here: str, quarter: str, demand: Demand) -> Row:
        each, decided, advised = self.candidates[key], key in self.decided, key in self.advised
        moves = _("comes in") if advised and not decided else _("goes out") if decided and not advised else ""
        with_it = Demand(demand.put_in | {key}, demand.leave_out - {key})
        without = Demand(demand.put_in - {key}, demand.leave_out | {key})
        return Row(
            key=key, title=each.title, area=self.areas.get(each.area, ""), weeks=weeks(each.tenths or 0),
            asks=self._asks(key), worth=self.amount(part), ties=tuple(self._ties(key)),
            decided=decided, advised=advised, moves=moves,
            in_href="" if key in demand.put_in else addressed(here, quarter, with_it),
            out_href="" if key in demand.leave_out else addressed(here, quarter, without),
        )  # fmt: skip

    def _asks(self, key: int) -> str:
        companies = self.company.askers.get(key, ())
        if not companies:
            return _("nobody yet")
        names = ", ".join(self.names[each] for each in companies[:MOST_NAMES])
        more = len(companies) - MOST_NAMES
        said = _("%(names)s and %(n)d more") % {"names": names, "n": more} if more > 0 else names
        together = sum(need.worth for need in self.company.readings.high.needs if key in need.wants)
        return f"{said} · {self.amount(together)}" if together else said

    def _ties(self, key: int) -> Iterator[str]:
        """Say what an initiative needs first, as far as that is not done, and what excludes it."""
        middle = self.company.readings.middle
        if needs := [first for first, then in middle.after if then == key]:
            yield _("Needs %s first") % self.titles(needs)
        if apart := [other for pair in middle.apart if key in pair for other in pair if other != key]:
            yield _("Not together with %s") % self.titles(apart)

    def amount(self, worth: int) -> str:
        """Say a worth: its share, and the sum where sums may be seen."""
        share = f"{percent(worth, self.company.total)}%"
        if self.sums and self.company.weighed is Weighed.REVENUE:
            return f"{share} ({money(worth * self.company.unit, self.company.currency)})"
        return share

    def demand(self, here: str, quarter: str, demand: Demand) -> list[tuple[str, str]]:
        """Say what is put in and out, each with the address of the page without it."""
        found = []
        for key in sorted(demand.put_in):
            without = addressed(here, quarter, Demand(demand.put_in - {key}, demand.leave_out))
            found.append((_("%s is put in") % self.candidates[key].title, without))
        for key in sorted(demand.leave_out):
            without = addressed(here, quarter, Demand(demand.put_in, demand.leave_out - {key}))
            found.append((_("%s is taken out") % self.candidates[key].title, without))
        return found

    def range_of(self, spread: Spread) -> str:
        """Say between which shares a figure lies."""
        low, high = min(spread), max(spread)
        return _("%(low)s%% and %(high)s%%") % {
            "low": percent(low, self.company.total),
            "high": percent(high, self.company.total),
        }

    def titles(self, keys: Collection[int]) -> str:
        """Name initiatives as in a sentence; one that the reader may not see is not named."""
        names = [f"“{self.known[key].title}”" for key in keys if key in self.known]
        return listed(tuple(names)) if names else _("something that is not open here")

    def instead(self) -> str:
        """Say in a sentence what is advised beside what is decided: names, and what that serves."""
        comes, goes = sorted(self.advised - self.decided), sorted(self.decided - self.advised)
        if not comes and not goes:
            return _("By these figures alone nothing would change.")
        said = {"comes": self.titles(comes), "goes": self.titles(goes)}
        if comes and goes:
            return _("By these figures alone: put in %(comes)s, and take out %(goes)s.") % said
        return (
            _("By these figures alone: put in %(comes)s.") % said
            if comes
            else _("By these figures alone: take out %(goes)s.") % said
        )

    def figures(self) -> list[Figure]:
        """Say what the two sets are worth, each with its range."""
        total = self.company.total
        found = []
        for label, spread in ((_("As decided"), self.advice.decided), (_("As advised"), self.advice.advised)):
            note = _("Between %s, as it is read low or high.") % self.range_of(spread)
            found.append(Figure(label, self.amount(spread.middle), spread.middle / total if total else 0, note))
        return found

    def rooms(self) -> list[Used]:
        """Say how many team-weeks each area has, and how many the two sets take."""
        found = []
        for room in self.company.readings.middle.rooms:
            decided, advised = (
                sum(self.works[key].cost for key in keys if key in self.works and self.works[key].pool == room.pool)
                for keys in (self.decided, self.advised)
            )
            there = room.periods[0]
            name = self.areas.get(room.pool, "")
            found.append(Used(name, weeks(there), weeks(decided), weeks(advised), decided > there))
        return sorted(found, key=lambda each: each.area)

    def unestimated(self) -> list[tuple[int, str, bool]]:
        """Give what is not weighed because nobody said what it takes, and whether the reader may say it."""
        found = [self.candidates[key] for key in self.company.unestimated]
        return [(each.key, each.title, may_keep_roadmap(self.viewer, each.area)) for each in found]

    def barred(self) -> list[tuple[int, str, str]]:
        """Give what is not weighed because something excludes it that is done or comes sooner, with that."""
        return [(key, self.candidates[key].title, self.titles([by])) for key, by in self.company.barred]

    def solved(self, seconds: float) -> str:
        """Say how certain the advice is."""
        best = self.advice.best
        if best.status is Status.OPTIMAL:
            fewest = _(" None as good changes less.") if best.fewest_proven else ""
            return _("Proven: no other set under these team-weeks serves more.") + fewest
        more = percent(best.bound - best.objective, self.company.total)
        text = _("Stopped after %(seconds)d seconds: the best set found. None is better by more than %(more)s%%.")
        return text % {"seconds": round(seconds), "more": more}

    def weighed(self) -> str:
        """Say by what clients are weighed, and who counts nothing."""
        if self.company.weighed is Weighed.CLIENTS:
            return _("Every client counts alike, since what they bring cannot be compared.")
        said = _("A client counts by what it brings in a year.")
        if self.company.unknown:
            said += " " + ngettext(
                "One client who asks counts nothing, since its revenue is not known.",
                "%d clients who ask count nothing, since their revenue is not known.",
                self.company.unknown,
            ).replace("%d", str(self.company.unknown))
        return said

    def unit_of_worth(self) -> str:
        """Say what the worth of one initiative is."""
        if self.company.weighed is Weighed.CLIENTS:
            return _("What an initiative is worth is its part of all wishes: of three by one client, each is a third.")
        return _(
            "What an initiative is worth is the part of its clients’ revenue that its wishes stand for: "
            "of three by one client, each is a third."
        )


def weeks(tenths: int) -> str:
    """Say tenths of team-weeks: 6, 2.5."""
    return f"{tenths / 10:.1f}".removesuffix(".0")


def percent(part: int, whole: int) -> int:
    """Give a whole percentage."""
    return round(100 * part / whole) if whole else 0


def addressed(here: str, quarter: str, demand: Demand) -> str:
    """Give the address of a quarter with what is put in and out."""
    pairs = [("in", key) for key in sorted(demand.put_in)] + [("out", key) for key in sorted(demand.leave_out)]
    return f"{here}?{urlencode([('quarter', quarter), *pairs])}"
