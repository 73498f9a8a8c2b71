"""Whether what is asked for is one client's request, and how large a part of it may be called."""

from parley.roadmap.terms import Asking, Ground, Verdict

HALF = 0.5
FEW = 5  # clients; with fewer asking, chance alone makes one of them look large
FEWEST_REQUESTS = 5  # with 4 of 20 equally keen clients, one makes half of them in 27 % of cases, with 5 in 2.3 %
LEAST_EFFECTIVE = 2  # clients by revenue; below it is as if not even two asked

WORDS = {
    Ground.NOBODY: Verdict.TOO_LITTLE,
    Ground.FEW_REQUESTS: Verdict.TOO_LITTLE,
    Ground.ONLY_CLIENT: Verdict.ONE_CLIENT,
    Ground.MOST_REQUESTS: Verdict.ONE_CLIENT,
    Ground.MOST_REVENUE: Verdict.ONE_CLIENT,
    Ground.FEW_CLIENTS: Verdict.FEW_CLIENTS,
    Ground.MANY_CLIENTS: Verdict.BROAD,
}


def verdict_of(asking: Asking) -> Verdict:
    """Say in a word who asks; `grounds_of` says why."""
    return WORDS[grounds_of(asking)[0]]


def grounds_of(asking: Asking) -> tuple[Ground, ...]:
    """Give what the verdict rests on, at least one ground (METHODS, breadth of evidence).

    Fewer than `FEWEST_REQUESTS` insights say too little. It is one client when nobody else asks, when one makes half
    of the insights or more (of two that ask equally often neither does), or when the revenue of those who ask is that
    of fewer than `LEAST_EFFECTIVE` equal ones.
    """
    if not asking.insights:
        return (Ground.NOBODY,)
    if asking.insights < FEWEST_REQUESTS:
        return (Ground.FEW_REQUESTS,)
    if asking.clients == 1:
        return (Ground.ONLY_CLIENT,)
    found = []
    share = asking.most_insights.share if asking.most_insights else 0
    if share > HALF or (share == HALF and asking.clients > 2):
        found.append(Ground.MOST_REQUESTS)
    if asking.bringing and asking.bringing.effective < LEAST_EFFECTIVE:
        found.append(Ground.MOST_REVENUE)
    return tuple(found) or ((Ground.FEW_CLIENTS if asking.clients < FEW else Ground.MANY_CLIENTS),)


def percent_of(share: float, *, clients: int) -> int | None:
    """Give a share, 0 to 1, of several clients in whole percent, as far as rounding does not claim another thing.

    None for more than half that would be called 50; never 100 while another client asks too.
    """
    percent = round(share * 100)
    if share > HALF and percent <= 50:
        return None
    return min(percent, 99) if clients > 1 else percent
