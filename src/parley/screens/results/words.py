"""What a wave found, in sentences. Each number in them stands in its frozen text, if need be rounded to a whole one."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext

from parley.languages.joining import listed, names_listed
from parley.surveys.rules.finding import (
    clearly_apart,
    could_be_first,
    leads,
    names_of,
    question_in,
    since_words,
    whole_percent,
)
from parley.surveys.rules.release import Hidden
from parley.surveys.terms.found import Figure, Found, Ranked, Ranking, Weighted
from parley.surveys.terms.release import Cell
from parley.surveys.terms.waves import CORE, INFLUENCE, SPEAK, WHY

SAYING = {
    INFLUENCE: later("%(share)s say they can influence the roadmap"),
    WHY: later("%(share)s say they understand why product decisions are made"),
    SPEAK: later("%(share)s say they can say what they think"),
}
PUT = {each.key: each.text for each in CORE}
COMING_FIRST = {  # of the items of every wave, of which some are one thing and some are many
    "Roadmap and plans": later("Roadmap and plans come first"),
    "Vision and strategy": later("Vision and strategy come first"),
    "Client feedback": later("Client feedback comes first"),
    "Execution": later("Execution comes first"),
    "Testing opportunities": later("Testing opportunities come first"),
}
TITLES = {
    ("side",): later("By side"),
    ("group",): later("By group"),
    ("region",): later("By region"),
    ("function",): later("By function"),
    ("group", "side"): later("By group and side"),
    ("side", "region"): later("By side and region"),
    ("group", "region"): later("By group and region"),
}


def share_words(share: float, masked: str = "") -> str:
    """Say a share in whole percent: “71%”, “95% or more”."""
    return f"{whole_percent(share)}% {masked}".rstrip()


def interval_words(low: float | None, high: float | None) -> str:
    """Say an interval in whole percent: “61–80”; nothing where it is unknown."""
    return "" if low is None or high is None else f"{whole_percent(low)}–{whole_percent(high)}"


def figure_words(figure: Figure) -> str:
    """Say a share with its interval: “71% (61–80)”."""
    between = interval_words(figure.low, figure.high)
    return share_words(figure.share, figure.masked) + (f" ({between})" if between else "")


def answered_words(n: int | str, invited: int | None) -> str:
    """Say how many answered, and of how many where that is known: “84 of 131 answered”."""
    if not n:
        return ""
    if invited is None:
        return _("%(n)s answered") % {"n": n}
    return _("%(n)s of %(invited)d answered") % {"n": n, "invited": invited}


def loud(found: Found, figure: Figure) -> str:
    """Say what a question found as loudly as it can be said: of the whole, the share that leads."""
    ahead = leads(figure)
    share = share_words(ahead.share) if ahead and ahead.share is not None else share_words(figure.share, figure.masked)
    asked = question_in(found, figure.question)
    text = asked.text if asked else ""
    saying = SAYING.get(figure.question) if text == PUT.get(figure.question) else None
    return str(saying or _("%(share)s agree: “%(text)s”")) % {"share": share, "text": text}


def beside(found: Found, figure: Figure) -> str:
    """Say what belongs beside it: its interval, how many answered, and what changed since the last wave."""
    ahead = leads(figure)
    between = interval_words(ahead.low, ahead.high) if ahead else interval_words(figure.low, figure.high)
    words = ", ".join(filter(None, (f"({between})" if between else "", answered_words(figure.n, found.invited))))
    since = "" if ahead else since_words(figure)
    return f"{words}; {since}." if since else f"{words}." if words else ""


def apart_words(found: Found, question: str) -> str:
    """Say which two parts of one cut are clearly apart, and most; nothing where none are."""
    apart = clearly_apart(found, question)
    if apart is None:
        return ""
    low, high = ((cell_words(found, each.cell), figure_words(each)) for each in apart)
    return _("Clearly apart: %(high)s with %(more)s, and %(low)s with %(less)s.") % {
        "high": high[0], "more": high[1], "low": low[0], "less": low[1],
    }  # fmt: skip


def not_compared(figure: Figure) -> str:
    """Say why nothing is said of a change; nothing where it is, or where there was nothing to compare with."""
    return figure.since.why_not if figure.since else ""


def silent_words(figure: Figure) -> str:
    """Say where the share would be if everybody who was silent had disagreed, or agreed; nothing where nobody knows."""
    if figure.lowest is None or figure.highest is None:
        return ""
    return _(
        "If everybody who did not answer disagreed it would be %(lowest)s; if all of them agreed, %(highest)s."
    ) % {
        "lowest": share_words(figure.lowest),
        "highest": share_words(figure.highest),
    }


def weighted_words(figure: Figure) -> str:
    """Say the weighted share beside the plain one, which of them leads, and why."""
    weighted = figure.weighted
    if weighted is None:
        return ""
    if weighted.share is None:
        return _("It is not weighted. %(why)s") % {"why": weighted.why_not}
    said = {"weighted": _with_interval(weighted), "plain": figure_words(figure)}
    if weighted.leads:
        since = since_words(figure)
        words = _(
            "This is weighted, so that each function and region counts for as many as were asked there: some answered "
            "less often than others, and said something else. As the answers came it is %(plain)s"
        )
        return words % said + (f", {since}." if since else ".")
    return _("Weighted, so that each function and region counts for as many as were asked there, it is %(weighted)s. "
             "That is much the same, so the answers stand as they came.") % said  # fmt: skip


def _with_interval(weighted: Weighted) -> str:
    return f"{share_words(weighted.share or 0)} ({interval_words(weighted.low, weighted.high)})"


def cell_words(found: Found, cell: Cell) -> str:
    """Name a part of a wave: “Reporting, EMEA”; the whole is “Everybody”."""
    return names_listed(names_of(found, cell)) or _("Everybody")


def hidden_words(cuts: tuple[str, ...], hidden: dict[str, int]) -> str:
    """Say in one sentence how many parts of a table are not shown, and why; never which."""
    if not hidden:
        return ""
    of, one_reason = sum(hidden.values()), len(hidden) == 1
    reasons = [_reason(why, count, alone=one_reason) for why, count in sorted(hidden.items())]
    return _not_shown(cuts, of) % {"n": of, "why": listed(reasons)}


def _not_shown(cuts: tuple[str, ...], of: int) -> str:
    match cuts:
        case ("group",):
            return ngettext("One group is not shown: %(why)s.", "%(n)d groups are not shown: %(why)s.", of)
        case ("side",):
            return ngettext("One side is not shown: %(why)s.", "%(n)d sides are not shown: %(why)s.", of)
        case ("region",):
            return ngettext("One region is not shown: %(why)s.", "%(n)d regions are not shown: %(why)s.", of)
        case ("function",):
            return ngettext("One function is not shown: %(why)s.", "%(n)d functions are not shown: %(why)s.", of)
    return ngettext("One part is not shown: %(why)s.", "%(n)d parts are not shown: %(why)s.", of)


def _reason(why: str, count: int, *, alone: bool) -> str:
    n = {"n": count}
    match why:
        case Hidden.FEW_ANSWERED:
            return _("too few answered") if alone else _("too few answered in %(n)d") % n
        case Hidden.FEW_INVITED:
            return _("too few were asked") if alone else _("too few were asked in %(n)d") % n
        case Hidden.GIVES_AWAY:
            if alone:
                return _("what is shown would tell by subtraction what few people said")
            return _("%(n)d because what is shown would tell by subtraction what few people said") % n
    return why


def winner_words(found: Found, ranking: Ranking) -> str:
    """Say what came first, or that nothing clearly did."""
    labels = labels_of(found, ranking.question)
    if ranking.winner:
        label = labels.get(ranking.winner, ranking.winner)
        return str(COMING_FIRST.get(label, _("Clearly first: %(item)s") % {"item": label}))
    return _("No clear winner")


def could_words(found: Found, ranking: Ranking) -> str:
    """Say what could have come first where nothing clearly did."""
    could = could_be_first(ranking)
    if ranking.winner or not could:
        return ""
    if len(could) == len(ranking.items):
        return _("Any of them could come first.")
    labels = labels_of(found, ranking.question)
    return _("One of these comes first: %(items)s.") % {"items": names_listed([labels.get(key, key) for key in could])}


def labels_of(found: Found, question: str) -> dict[str, str]:
    """Give the label of each item of a ranking."""
    asked = question_in(found, question)
    return {item.key: item.label for item in asked.items} if asked else {}


def places_words(item: Ranked) -> str:
    """Say which ranks an item may have: “1st”, “2nd to 4th”."""
    if item.low == item.high:
        return _nth(item.low)
    return _("%(low)s to %(high)s") % {"low": _nth(item.low), "high": _nth(item.high)}


def score_words(item: Ranked) -> str:
    """Say a score, with “=” where another has the same."""
    return "" if item.score is None else f"{item.score:g}" + (" =" if item.tied else "")


def first_words(item: Ranked) -> str:
    """Say how many named it first."""
    return "" if item.first is None else share_words(item.first, item.masked)


def _nth(number: int) -> str:
    return {1: _("1st"), 2: _("2nd"), 3: _("3rd")}.get(number) or _("%(n)dth") % {"n": number}


def once(sentences: Iterable[str]) -> list[str]:
    """Give each sentence once, in the order they came."""
    return list(dict.fromkeys(filter(None, sentences)))
