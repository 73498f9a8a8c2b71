"""The figures of influence as the page says them: shares with their intervals, rows by name, and the chart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from parley.groups.queries import area_names
from parley.kernel.spans import Window
from parley.people.queries import every_function, every_region
from parley.people.terms import Side, Viewer
from parley.surveys.queries.influence import Figures
from parley.surveys.queries.opened import Wanted
from parley.surveys.terms.influence import EVERYBODY, By, Cell, Outcome, Perceived, Said, Share, Tally, share_of
from parley.voices.terms import Given

NOTHING = "–"
HALF_A_PERCENT = 0.005


def quarter_key(quarter: Window) -> str:
    """Name a quarter in addresses: 2026-Q3."""
    return f"{quarter.first.year}-Q{(quarter.first.month + 2) // 3}"


def percent(share: float) -> str:
    """Say a share in whole percent; a small one is not none."""
    if 0 < share < HALF_A_PERCENT:
        return _("under 1%")
    return f"{100 * share:.0f}%"


def share_words(share: Share | Perceived | None) -> str:
    """Say a share with its interval: 24% (18 to 31)."""
    if share is None:
        return NOTHING
    low, high = f"{100 * share.low:.0f}", f"{100 * share.high:.0f}"
    said = percent(share.share)
    if isinstance(share, Perceived) and share.masked:
        said = f"{said} {share.masked}"
    return _("%(share)s (%(low)s to %(high)s)") % {"share": said, "low": low, "high": high}


def hidden_words() -> str:
    """Say that a figure is too small to be shown, or would give one away that is."""
    return _("not shown")


def names_by(viewer: Viewer) -> dict[By, dict[str, str]]:
    """Give what rows are called, by their keys. Three queries."""
    return {
        By.SIDE: {
            Side.BUSINESS.value: _("Business"),
            Side.PRODUCT.value: _("Product"),
            Side.NEITHER.value: _("Neither side"),
        },
        By.GROUP: {"": _("In no group")} | {key: name for _pk, key, name in area_names(viewer)},
        By.REGION: {"": _("Without a region")} | {each.key: each.name for each in every_region()},
        By.FUNCTION: {"": _("Without a function")} | {each.key: each.name for each in every_function()},
        By.KIND: {
            Given.INSIGHT.value: _("What clients said"),
            Given.TOPIC.value: _("Topics"),
            Given.COMMENT.value: _("Comments marked as input"),
        },
    }


def outcome_words() -> dict[Outcome, str]:
    """Name the outcomes."""
    return {
        Outcome.ANSWERED: _("Answered"),
        Outcome.IN_TIME: _("Answered in time"),
        Outcome.CREDITED: _("Credited in a decision"),
        Outcome.CHANGED: _("Changed an initiative"),
    }


def share_in(tally: Tally, outcome: Outcome) -> Share | None:
    """Give the share of a tally that came to something."""
    return share_of(getattr(tally, outcome.value), tally.given)


@dataclass(frozen=True, slots=True)
class Step:
    """A bar of the funnel: its share of all that was given, and the page that opens it."""

    name: str
    words: str
    fraction: float
    note: str
    href: str


def funnel(whole: Tally, quarter: Window) -> list[Step]:
    """Say what came of all that was given."""
    given = _("%(given)d by %(people)d people") % {"given": whole.given, "people": whole.people}
    steps = [Step(_("Given"), given, 1.0, "", opens(Wanted(quarter, Given.INSIGHT, "given")))]
    for outcome, name in outcome_words().items():
        share = share_in(whole, outcome)
        if share:
            of = _("%(hits)d of %(of)d") % {"hits": share.hits, "of": share.of}
            steps.append(
                Step(name, share_words(share), share.share, of, opens(Wanted(quarter, Given.INSIGHT, outcome.value)))
            )
    return steps


def opens(wanted: Wanted) -> str:
    """Give the address at which contributions are listed one by one."""
    asked = {"quarter": quarter_key(wanted.quarter), "what": wanted.what, "kind": wanted.kind.value}
    if wanted.row:
        asked |= {"by": wanted.row[0].value, "value": wanted.row[1]}
    return f"{reverse('influence_contributions')}?{urlencode(asked)}"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its name, where its contributions are listed, and its cells in words; none when too small."""

    name: str
    href: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the page."""

    title: str
    lines: list[Line]


def tables_of(figures: Figures, quarter: Window, names: Mapping[By, Mapping[str, str]]) -> list[Table]:
    """Give a table by side, group, region, function and kind; largest first, what is too small last."""
    titles = {By.SIDE: _("By side"), By.GROUP: _("By group"), By.REGION: _("By region"),
              By.FUNCTION: _("By function"), By.KIND: _("By kind")}  # fmt: skip
    made = []
    for by, title in titles.items():
        rows = figures.rows[by]
        order = sorted(rows, key=lambda key: (-(rows[key] or Tally()).given, names[by].get(key, key)))
        lines = [_line((by, key), figures, quarter, names[by].get(key, key)) for key in order]
        made.append(Table(title, lines))
    return made


def _line(row: tuple[By, str], figures: Figures, quarter: Window, name: str) -> Line:
    by, key = row
    tally = figures.rows[by][key]
    if tally is None:
        return Line(name, "", ())
    shares = (share_words(share_in(tally, outcome)) for outcome in Outcome)
    kinds = by is By.KIND
    href = opens(Wanted(quarter, Given(key) if kinds else Given.INSIGHT, "given", None if kinds else row))
    asked = not kinds and key in figures.said_rows[by]
    said = said_words(figures.said_rows[by][key]) if asked else NOTHING
    return Line(name, href, (str(tally.given), *shares, said))


def said_words(said: Said | None) -> str:
    """Say which share of those asked says that it changed what they had asked for."""
    if said is None:
        return hidden_words()
    yes, partly = share_of(said.yes, said.answers), share_of(said.yes + said.partly, said.answers)
    words = _("%(yes)s yes, %(partly)s yes or partly; %(n)d asked answered")
    return words % {"yes": share_words(yes), "partly": share_words(partly), "n": said.answers}


@dataclass(frozen=True, slots=True)
class Beside:
    """A row of the chart: what was measured beside what people say; either may be missing."""

    name: str
    measured: Share | None
    perceived: Perceived | None
    measured_words: str
    perceived_words: str

    @property
    def measured_short(self) -> str:
        """The measured share at the end of its bar."""
        return percent(self.measured.share) if self.measured else NOTHING

    @property
    def perceived_short(self) -> str:
        """The perceived share at the end of its bar."""
        return percent(self.perceived.share) if self.perceived else NOTHING


def chart(figures: Figures, perceived: Mapping[Cell, Perceived], names: Mapping[By, Mapping[str, str]]) -> list[Beside]:
    """Give the rows of the chart: everybody, each side, each group; without those of which nothing may be shown."""
    rows: list[tuple[str, Tally | None, Perceived | None]] = [(_("Everybody"), figures.whole, perceived.get(EVERYBODY))]
    for by in (By.SIDE, By.GROUP):
        for key in sorted(figures.rows[by], key=lambda key: names[by].get(key, key)):
            told = perceived.get(((by.value, key),))
            if key and (figures.rows[by][key] or told):
                rows.append((names[by].get(key, key), figures.rows[by][key], told))
    return [_beside(name, tally, told) for name, tally, told in rows if tally or told]


def _beside(name: str, tally: Tally | None, told: Perceived | None) -> Beside:
    measured = share_in(tally, Outcome.CREDITED) if tally else None
    words = _("%(share)s of %(n)d") % {"share": share_words(measured), "n": measured.of} if measured else hidden_words()
    said = _("%(share)s of %(n)s") % {"share": share_words(told), "n": told.n} if told else NOTHING
    return Beside(name, measured, told, words, said)


def headline(whole: Tally, rows: Iterable[Beside]) -> str:
    """Say the whole in a sentence, and where what people say and what was measured lie furthest apart."""
    said = {outcome: percent(share.share) for outcome in Outcome if (share := share_in(whole, outcome))}
    words = _("Of %(given)d contributions by %(people)d people, %(answered)s were answered, %(credited)s are credited "
              "in a decision, and %(changed)s changed an initiative.")  # fmt: skip
    facts = {"given": whole.given, "people": whole.people, **{key.value: value for key, value in said.items()}}
    told = words % facts
    both = [(each.name, each.measured.share, each.perceived.share) for each in list(rows)[1:]
            if each.measured and each.perceived]  # fmt: skip
    if len(both) < 2:
        return told
    name, credited, believed = max(both, key=lambda each: abs(each[1] - each[2]))
    apart = _("Furthest apart: %(name)s, where %(said)s say they can influence the roadmap and %(credited)s of what "
              "they gave is credited.")  # fmt: skip
    return f"{told} {apart % {'name': name, 'said': percent(believed), 'credited': percent(credited)}}"
