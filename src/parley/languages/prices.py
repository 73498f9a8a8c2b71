"""What insisting on something displaces, in sentences: names before numbers. The same in mails and on pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.languages.joining import listed

MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Amount:
    """A part of all that is asked for, in percent at three readings, and the sum where its reader may see that."""

    low: int
    middle: int
    high: int
    clear: bool  # the sign is the same at all three
    nothing: bool = False  # it is exactly nothing at all three
    money: str = ""

    @property
    def less_than_nothing(self) -> bool:
        """Whether it is a gain: at no reading a cost."""
        return max(self.low, self.middle, self.high) <= 0 and min(self.low, self.middle, self.high) < 0


def named(titles: Sequence[str], hidden: int = 0) -> str:
    """Name initiatives, the first four; those that the reader may not see are counted."""
    if not titles:
        return _("something that is not open here") if hidden else ""
    shown = [_("“%(title)s”") % {"title": each} for each in titles[:MOST_NAMED]]
    more = len(titles) - len(shown) + hidden
    if more:
        shown.append(ngettext("%(num)d more", "%(num)d more", more) % {"num": more})
    return listed(shown)


def breaks(title: str, clients: int, names: Sequence[str]) -> str:
    """Say that clients were told something else of an initiative; with names, of the first four."""
    facts = {"title": title, "num": clients}
    said = (
        ngettext(
            "It breaks what %(num)d client was told of “%(title)s”.",
            "It breaks what %(num)d clients were told of “%(title)s”.",
            clients,
        )
        % facts
    )
    if not names:
        return said
    shown, more = list(names[:MOST_NAMED]), clients - len(names[:MOST_NAMED])
    if more:
        shown.append(ngettext("%(num)d more", "%(num)d more", more) % {"num": more})
    return _("%(said)s To be told anew: %(names)s.") % {"said": said, "names": listed(shown)}


def displaces(what: str) -> str:
    """Say what has to go; empty for nothing."""
    return _("This displaces %(what)s.") % {"what": what} if what else _("Nothing else has to go.")


def brings(what: str) -> str:
    """Say what comes along."""
    return _("It brings along %(what)s, which is needed first.") % {"what": what}


def slips(what: str, count: int, quarter: str) -> str:
    """Say what finds room in the quarter after."""
    said = {"what": what, "quarter": quarter}
    return ngettext("%(what)s slips to %(quarter)s.", "%(what)s slip to %(quarter)s.", count) % said


def serves(amount: Amount) -> str:
    """Say what it costs, after the names: how much less of what is asked for a quarter serves, or more."""
    if amount.nothing:
        return _("As far as anybody asked for it, nothing is lost by that.")
    said = {"part": _part(amount)}
    if not amount.clear:
        ends = {
            "more": -min(amount.low, amount.middle, amount.high),
            "less": max(amount.low, amount.middle, amount.high),
        }
        text = _("Whether that serves clients less or more is not clear: between %(more)d%% more and %(less)d%% less.")
        return text % ends
    if amount.less_than_nothing:
        text = _("It gains %(part)s of all that is asked for: what is decided is not what serves most.")
        return text % said
    return _("It gives up %(part)s of all that is asked for.") % said


def recovers(amount: Amount, out: str, put_in: str) -> str:
    """Say what choosing the whole quarter anew would recover, and by what."""
    if not amount.clear:
        return _("Whether choosing the whole quarter anew would be better is not clear.")
    if amount.nothing or amount.less_than_nothing:
        return _("Choosing the whole quarter anew would recover nothing.")
    said = {"part": _part(amount), "out": out, "in": put_in}
    if out and put_in:
        return _("Taking out %(out)s and putting in %(in)s could recover %(part)s.") % said
    if put_in:
        return _("Putting in %(in)s could recover %(part)s.") % said
    return _("Taking out %(out)s could recover %(part)s.") % said


def _part(amount: Amount) -> str:
    part = f"{abs(amount.middle)}%" if amount.middle else _("less than 1%")
    low, _middle, high = sorted(abs(each) for each in (amount.low, amount.middle, amount.high))
    between = _("between %(low)d%% and %(high)d%%") % {"low": low, "high": high} if low != high else ""
    about = "; ".join(filter(None, (amount.money, between)))
    return _("%(part)s (%(about)s)") % {"part": part, "about": about} if about else part


def not_proven() -> str:
    """Say that the time was over."""
    return _("There was no time to prove that nothing displaces less.")


def not_known() -> str:
    """Say that the solver gave up."""
    return _("What it displaces could not be computed.")


def cannot_be() -> str:
    """Say that no set keeps to it, without a single reason."""
    return _("This cannot be: no set of initiatives keeps to it.")


def excluded(what: str) -> str:
    """Say that some cannot be had together."""
    return _("This cannot be: %(what)s exclude each other.") % {"what": what}


def excluded_before(what: str, quarter: str) -> str:
    """Say that something is excluded by what is done by then."""
    return _("This cannot be: what is planned before %(quarter)s excludes %(what)s.") % {
        "what": what,
        "quarter": quarter,
    }


def too_much(what: str, *, takes: str, area: str, room: str) -> str:
    """Say that it takes more than there is."""
    said = {"what": what, "takes": takes, "area": area, "room": room}
    return (
        _("This cannot be: %(what)s with what is needed first: %(takes)s team-weeks, and %(area)s has %(room)s.") % said
    )


def lacks(what: str, first: str) -> str:
    """Say that something needs what is not there."""
    said = {"what": what, "first": first}
    return _("This cannot be: %(what)s needs %(first)s first, which is out or without an estimate.") % said


def unestimated(what: str) -> str:
    """Say why nothing can be computed."""
    return _("What it displaces is not known: nobody has said how many team-weeks %(what)s takes.") % {"what": what}


def too_far(what: str, quarter: str) -> str:
    """Say that a quarter is not weighed yet."""
    return _("%(quarter)s is too far ahead to say what %(what)s displaces.") % {"what": what, "quarter": quarter}


def crowded_already(area: str, *, takes: str, room: str) -> str:
    """Say that something has to go whatever is chosen."""
    text = _("Something has to go in any case: %(area)s has %(room)s team-weeks, and %(takes)s are planned.")
    return text % {"area": area, "takes": takes, "room": room}


def moves_nothing() -> str:
    """Say that an option has no price in the plan."""
    return _("It moves nothing into a quarter or out of one, so it displaces nothing.")


def not_open() -> str:
    """Say that what an option changes is out of its reader's sight, and so what that displaces."""
    return _("What it displaces is not open to you: it changes something for fewer people.")


def advice(quarter: str, sentences: Sequence[str]) -> str:
    """Say all of a quarter, in one line."""
    return _("Advice for %(quarter)s: %(what)s") % {"quarter": quarter, "what": " ".join(sentences)}
