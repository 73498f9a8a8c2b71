"""What cannot be met of a wish: which quota, or which limits only together, and the least to give up instead."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from parley.trials.rules.cohort.limits import ONE, PLURALS, limit_words, limits_of, listed, where
from parley.trials.rules.cohort.rooms import Found, Rooms
from parley.trials.terms.candidates import Barred, Candidate
from parley.trials.terms.cohort import Cap, Limit, Obstacle, Pins, Places, Quota, Relaxation, Variety, Wish


def pins_barred(
    candidates: Collection[Candidate], wish: Wish, barred: Mapping[int, Sequence[Barred]]
) -> tuple[Obstacle, ...]:
    """Name who was put in and cannot be: nobody gets past a limit of fatigue."""
    named = {each.key: each for each in candidates}
    found = []
    for key in sorted(wish.put_in):
        if key not in named:
            words = "A client that was put in is not among those who asked for this. Take it out of the wish."
            found.append(Obstacle((Pins(()),), words))
        elif key in barred:
            name = named[key].name
            found.append(Obstacle((Pins((name,)),), f"“{name}” was put in and cannot be. {barred[key][0].sentence}"))
    return tuple(found)


def obstacles_of(eligible: Sequence[Candidate], wish: Wish, rooms: Rooms) -> tuple[Obstacle, ...]:
    """Name each limit that cannot be met by itself; if there is none, the fewest that cannot be met together.

    Of the latter any one left out would do: found by leaving out one after the other for good, where the rest still
    cannot be met (deletion filter; Chinneck and Dravnieks 1991). Nothing where all can be met.
    """
    limits = limits_of(wish, eligible)
    alone = [(limit, units) for limit in limits if (units := rooms.least([limit]).given.get(limit))]
    if alone:
        return tuple(_alone(limit, units, eligible) for limit, units in alone)
    if rooms.can(limits):
        return ()
    core = list(limits)
    for limit in limits:
        rest = [each for each in core if each is not limit]
        if not rooms.can(rest):
            core = rest
    words = "; ".join(map(limit_words, core))
    return (Obstacle(tuple(core), f"With the clients that are eligible these cannot be met together: {words}."),)


def _alone(limit: Limit, units: int, eligible: Sequence[Candidate]) -> Obstacle:
    match limit:
        case Quota(dimension, value, least):
            there = least - units
            number = len([each for each in eligible if each.at(dimension) == value])
            return Obstacle((limit,), _only(there, where(limit), least) + _once(number, there), there)
        case Variety(dimension, least):
            there = least - units
            words = f"{there} {ONE[dimension] if there == 1 else PLURALS[dimension]}"
            return Obstacle((limit,), f"Eligible clients can be of {words} at most, {least} are wanted.", there)
        case Places(count):
            there = count - units
            return Obstacle((limit,), _for_places(there, count) + _once(len(eligible), there), there)
        case Pins(names):
            words = f"{listed([f'“{name}”' for name in names])} were put in, and of one company only one can be."
            return Obstacle((limit,), words, len(names) - units)
    raise ArithmeticError(f"A cohort of nobody keeps to this: {limit_words(limit)}.")


def _only(there: int, of: str, wanted: int) -> str:
    are = "is" if wanted == 1 else "are"
    if not there:
        return f"No eligible client {of}, {wanted} {are} wanted."
    return f"Only {there} eligible client{'s' if there != 1 else ''} {of}, {wanted} {are} wanted."


def _for_places(there: int, count: int) -> str:
    if not there:
        return "No client is eligible."
    return f"Only {there} eligible client{'s' if there != 1 else ''} for {count} places."


def _once(clients: int, families: int) -> str:
    return " A company and its subsidiaries count once." if clients > families else ""


def relaxation_of(
    eligible: Sequence[Candidate], wish: Wish, rooms: Rooms, *, gone: Sequence[str] = ()
) -> Relaxation | None:
    """Give the least to give up, counted in clients; of as little, rather a quota than a place or who was put in.

    `gone`: names of who was put in, is not eligible, and is not in the wish any more. None where nobody would be left.
    """
    limits = limits_of(wish, eligible)
    found = rooms.least(limits)
    places = wish.places - found.given.get(Places(wish.places), 0)
    if not places:
        return None
    left = replace(
        wish, places=places, put_in=wish.put_in - found.pins_out,
        quotas=tuple(each for quota in wish.quotas if isinstance(each := _left(quota, found), Quota)),
        varieties=tuple(each for variety in wish.varieties if isinstance(each := _left(variety, found), Variety)),
        most_alike=None if wish.most_alike is None else wish.most_alike + found.given.get(Cap(wish.most_alike), 0),
    )  # fmt: skip
    changes: list[tuple[Limit, Limit | None]] = [
        (limit, _left(limit, found)) for limit in limits if limit in found.given and not isinstance(limit, Pins)
    ]
    out = sorted([*gone, *(each.name for each in eligible if each.key in found.pins_out)])
    if out:
        kept = tuple(sorted(each.name for each in eligible if each.key in left.put_in))
        changes.append((Pins(tuple(sorted([*out, *kept]))), Pins(kept) if kept else None))
    words = [_given_up(*change) for change in changes if not isinstance(change[0], Pins)]
    words += [f"“{name}” put in" for name in out]
    more = None if out or places < wish.places else rooms.more_places(limits, wish.places)
    instead = f" Or plan {more} places instead of {wish.places}." if more else ""
    return Relaxation(tuple(changes), f"The least to give up: {'; '.join(words)}.{instead}", left, more)


def _left(limit: Limit, found: Found) -> Limit | None:
    """Give what is left of a limit, None for nothing."""
    units = found.given.get(limit, 0)
    match limit:
        case Quota(_, _, least) | Variety(_, least):
            return replace(limit, least=least - units) if units < least else None
        case Cap(most):
            return Cap(most + units)
        case Places(count):
            return Places(count - units)
    return limit


def _given_up(limit: Limit, left: Limit | None) -> str:
    match limit, left:
        case Quota(_, _, least), Quota(_, _, fewer):
            return f"{fewer} instead of {least} {where(limit)}"
        case Variety(dimension, least), Variety(_, fewer):
            return f"{fewer} instead of {least} {PLURALS[dimension]}"
        case Cap(most), Cap(more):
            return f"{more} instead of {most} of any one segment"
        case Places(count), Places(fewer):
            return f"{fewer} instead of {count} places"
    return limit_words(limit)
