"""Whether what is asked for is one client's request, and how large a part of it may be called."""

from parley.roadmap.terms import Asking, Largest, Verdict

FEW = 5  # with fewer, chance alone makes one of them look large; METHODS, "one client"


def verdict_of(asking: Asking) -> Verdict:
    """Say in a word who asks: one client when only one does or when it makes more than half of their yearly revenue.

    From `FEW` clients on it is broad, unless nobody knows what they bring: then there is too little to tell.
    """
    if not asking.clients:
        return Verdict.TOO_LITTLE
    if asking.clients == 1 or (asking.most_revenue and asking.most_revenue.is_most):
        return Verdict.ONE_CLIENT
    if asking.clients < FEW:
        return Verdict.FEW_CLIENTS
    return Verdict.BROAD if asking.most_revenue else Verdict.TOO_LITTLE


def percent_of(most: Largest, *, clients: int) -> int | None:
    """Give the part of one of several clients in whole percent, as far as rounding does not claim another thing.

    None for more than half that would be called 50; never 100 while another client asks too.
    """
    percent = (200 * most.part + most.whole) // (2 * most.whole)
    if most.is_most and percent <= 50:
        return None
    return min(percent, 99) if clients > 1 else percent
