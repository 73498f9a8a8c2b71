"""Who asks for an initiative, in sentences: what the verdict rests on, and each figure with what it means."""

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parley.roadmap.queries import Standing
from parley.roadmap.rules import (
    grounds_of,
    is_among_the_first,
    percent_of,
    revenue_of_all,
    share_of_revenue,
    verdict_of,
)
from parley.roadmap.terms import Asking, Everybody, Ground, Incomparable, Largest, Part, Verdict
from parley.screens.rendering import money

VERDICTS = {
    Verdict.BROAD: gettext_lazy("Broad"),
    Verdict.FEW_CLIENTS: gettext_lazy("Few clients"),
    Verdict.ONE_CLIENT: gettext_lazy("One client"),
    Verdict.TOO_LITTLE: gettext_lazy("Too little evidence"),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """A region or segment: how many of its clients ask, and how an address asks for what they said."""

    query: str
    name: str
    asking: int
    of: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the card of who asks says: the verdict with its sentences, the figures, and some of them in words."""

    asking: Asking
    everybody: Everybody
    verdict: Verdict
    grounds: list[str]
    most: str  # of the insights, in words
    revenue: str
    revenue_note: str
    rank: str
    regions: list[Compared]
    segments: list[Compared]


def evidence_words(standing: Standing, *, area: str, sums: bool) -> Evidence:
    """Say where an initiative stands; sums of revenue only to whoever may see them."""
    asking, everybody = standing.asking, standing.everybody
    most = asking.most_insights
    return Evidence(
        asking=asking,
        everybody=everybody,
        verdict=verdict_of(asking),
        grounds=[_sentence(each) for each in grounds_in_words(asking)],
        most=_("%s of what was said") % _share(most, asking.clients) if most else "",
        revenue=_revenue(asking, everybody),
        revenue_note=_revenue_note(asking, everybody, sums=sums),
        rank=_rank(standing, area),
        regions=_compared("region", asking.regions, everybody.regions),
        segments=_compared("segment", asking.segments, everybody.segments),
    )


def grounds_in_words(asking: Asking) -> list[str]:
    """Say what the verdict rests on, each as the part of a sentence, with its figures."""
    return [_ground(each, asking) for each in grounds_of(asking)]


def _ground(ground: Ground, asking: Asking) -> str:
    most, brings = asking.most_insights, asking.bringing
    if ground is Ground.NOBODY or not most:
        return _("no client has asked yet, as far as anybody noted")
    if ground is Ground.FEW_REQUESTS:
        return ngettext("only %d request so far", "only %d requests so far", asking.insights) % asking.insights
    if ground is Ground.ONLY_CLIENT:
        return _("only %(client)s asks, %(n)d times") % {"client": most.client, "n": asking.insights}
    if ground is Ground.MOST_REQUESTS:
        said = {"share": _share(most, asking.clients), "client": most.client, "n": asking.insights}
        return _("%(share)s of the %(n)d requests come from %(client)s") % said
    if ground is Ground.MOST_REVENUE and brings:
        said = {"share": _share(brings.most, asking.clients), "client": brings.most.client}
        return _("%(client)s makes %(share)s of the yearly revenue of those who ask") % said
    clients = ngettext("%d client asks", "%d clients ask", asking.clients) % asking.clients
    where = ngettext("in %d region", "in %d regions", len(asking.regions)) % len(asking.regions)
    said = {"clients": f"{clients} {where}" if asking.regions else clients, "share": _share(most, asking.clients)}
    return _("%(clients)s, none with more than %(share)s of the requests") % said


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _share(most: Largest, clients: int) -> str:
    percent = percent_of(most.share, clients=clients)
    return _("more than half") if percent is None else f"{percent}%"


def _revenue(asking: Asking, everybody: Everybody) -> str:
    share = share_of_revenue(asking, everybody)
    if share is None:
        return _("cannot be compared yet") if asking.clients else ""
    return _("less than 1%") if 0 < share < 0.005 else f"{round(share * 100)}%"


def _revenue_note(asking: Asking, everybody: Everybody, *, sums: bool) -> str:
    brings = asking.bringing
    if brings is None:
        if asking.incomparable is Incomparable.CURRENCIES:
            return _("Those who ask bring it in several currencies, and no rate is kept for %s.") % ", ".join(
                asking.without_rate or ("them",)
            )
        return _("What some of those who ask bring is not known.")
    said = {"client": brings.most.client, "share": _share(brings.most, asking.clients), "n": f"{brings.effective:.1f}"}
    notes = [_("%(client)s makes %(share)s of what those who ask bring: as if %(n)s clients asked.") % said]
    whole = revenue_of_all(everybody)
    if whole is None:
        missing = everybody.rates.missing({currency for currency, _sum in everybody.revenue})
        notes.append(_("All clients bring it in several currencies, and no rate is kept for %s.") % ", ".join(missing))
    elif sums:
        of = {"sum": money(brings.amount, brings.currency), "all": money(whole[1], whole[0])}
        notes.append(_("%(sum)s of %(all)s a year.") % of)
    if whole and (brings.converted or len(everybody.revenue) > 1):
        notes.append(_("Other currencies are counted by the newest rates in Settings."))
    if unknown := everybody.without_revenue:
        note = ngettext("What %d client brings is not known.", "What %d clients bring is not known.", unknown)
        notes.append(note % unknown)
    return " ".join(notes)


def _rank(standing: Standing, area: str) -> str:
    rank, most = standing.rank, standing.asking.most_insights
    if rank is None or most is None:
        return ""
    said = {"place": rank.place, "of": rank.of, "area": area, "without": rank.without, "client": most.client}
    if is_among_the_first(rank.place, rank.of) and not is_among_the_first(rank.without, rank.of):
        return _("Place %(place)d of %(of)d in %(area)s by clients who ask; without %(client)s place %(without)d, "
                 "and no longer in the first third.") % said  # fmt: skip
    return _("Place %(place)d of %(of)d in %(area)s by clients who ask; without %(client)s place %(without)d.") % said


def _compared(what: str, asking: tuple[Part, ...], all_of_them: tuple[Part, ...]) -> list[Compared]:
    """Put those who ask beside all there are, the most asking first; those of whom nobody asks last."""
    n = {each.key: each.clients for each in asking}
    rows = [
        Compared(f"?stance=supports&{what}={quote(each.key)}", each.name, n.get(each.key, 0), each.clients)
        for each in all_of_them
    ]
    return sorted(rows, key=lambda each: (-each.asking, -each.of, each.name))
