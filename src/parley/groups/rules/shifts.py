"""Who lends a team and who gives it back, how much of it there is in a week, and what follows for a quarter."""

from collections.abc import Collection
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal, InvalidOperation
from fractions import Fraction

from parley.groups.terms import Amount, Loan
from parley.kernel.refusals import Refused
from parley.kernel.spans import quarter_of
from parley.kernel.words import folded
from parley.people.terms import Viewer

WEEK = timedelta(days=7)
MOST_WEEKS = 53  # what is lent for longer has moved
THURSDAY = timedelta(days=3)


def may_lend(viewer: Viewer, lender: int) -> bool:
    """Whether somebody lends the teams of an area: who decides for it, and product operations."""
    return viewer.operations or lender in viewer.decides


def must_lend(viewer: Viewer, lender: int) -> None:
    """Raise Refused unless the viewer may lend the area's teams."""
    if not may_lend(viewer, lender):
        raise Refused("Only who decides for the area of a team, and product operations, lend it. Ask one of them.")


def may_end_shift(viewer: Viewer, lender: int, borrower: int) -> bool:
    """Whether somebody ends a shift early: who decides for either area, and product operations."""
    return viewer.operations or bool({lender, borrower} & viewer.decides)


def may_say_back(viewer: Viewer, lender: int, borrower: int) -> bool:
    """Whether somebody says that a team came back when its day has come: also the facilitators of both groups."""
    return may_end_shift(viewer, lender, borrower) or bool({lender, borrower} & viewer.facilitates)


def must_end_shift(viewer: Viewer, lender: int, borrower: int, *, early: bool) -> None:
    """Raise Refused unless the viewer may end the shift, early or when its day has come."""
    if early and not may_end_shift(viewer, lender, borrower):
        raise Refused("Only who decides for one of the two areas ends this before its day. Ask one of them.")
    if not may_say_back(viewer, lender, borrower):
        raise Refused("Facilitators and deciders of the two groups say that a team is back. Ask one of them.")


def must_differ(lender: int, borrower: int) -> None:
    """Raise Refused when a team would be lent to the area it is of."""
    if lender == borrower:
        raise Refused("The team is of this area already. Choose the area that it is lent to.", field="to")


def must_go_on(*, ended: bool) -> None:
    """Raise Refused for a shift that has ended."""
    if ended:
        raise Refused("This has ended: the team is back. To lend it again, begin a new shift.")


def amount_of(text: str, *, field: str = "amount") -> Amount:
    """Read how much of a team is lent: “all”, a share such as “50 %”, or team-weeks a week such as “0.5”."""
    word = folded(text).replace(",", ".").replace(" ", "")
    try:
        if word in {"all", "100%"}:
            return Amount(share=100)
        if word.endswith("%"):
            share = int(word[:-1]) if word[:-1].isascii() and word[:-1].isdigit() and len(word) <= 4 else 0
            if 1 <= share <= 100:
                return Amount(share=share)
        elif (weekly := Decimal(word)).is_finite() and Decimal("0.01") <= weekly < 1000:
            return Amount(weekly=weekly.quantize(Decimal("0.01"), ROUND_DOWN))
    except InvalidOperation:
        pass
    raise Refused("Write how much is lent as “all”, a share like 50%, or team-weeks a week like 0.5.", field=field)


def loan_of(amount: Amount, first: date, last: date, *, on: date, field: str = "last") -> Loan:
    """Give the loan from the week of one day to that of another; raises Refused for weeks gone by and above a year."""
    monday, back_on = monday_of(first), monday_of(last) + WEEK
    if monday < monday_of(on):
        raise Refused("That week has gone by. Choose this week or a later one.", field="first")
    return Loan(amount, monday, must_be_some_weeks(monday, back_on, field=field))


def must_be_some_weeks(first: date, back_on: date, *, field: str) -> date:
    """Give back the day on which a team returns; raises Refused unless it is 1 to 53 weeks after it went."""
    if back_on <= first:
        raise Refused("The last week is before the first. Choose a later one.", field=field)
    if back_on > first + MOST_WEEKS * WEEK:
        raise Refused(
            "A team is lent for a year at most. What lasts longer has moved: ask product operations to move it.",
            field=field,
        )
    return back_on


def must_be_later(new: date, back_on: date, *, on: date) -> None:
    """Raise Refused unless a shift is extended to a later week that has not gone by."""
    if new <= back_on or new <= on:
        raise Refused("Choose a later last week than it has now, and one that has not gone by.", field="last")


def must_be_a_new_reason(reason: str, before: Collection[str]) -> None:
    """Raise Refused when a shift would be extended with a reason that was given before."""
    if folded(reason) in {folded(each) for each in before}:
        raise Refused("This reason was given before. Say what is different now that it takes longer.", field="reason")


def monday_of(day: date) -> date:
    """Give the Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def quarter_of_week(monday: date) -> date:
    """Give the first day of the quarter that a week counts to: the one its Thursday is in."""
    return quarter_of(monday + THURSDAY).first


def weeks_in(quarter: date) -> int:
    """Say how many weeks count to the quarter that begins on a day: 12 to 14, mostly 13."""
    monday = monday_of(quarter)
    while quarter_of_week(monday) < quarter:
        monday += WEEK
    count = 0
    while quarter_of_week(monday + count * WEEK) == quarter:
        count += 1
    return count


def must_be_there(name: str, capacity: Decimal, others: Collection[Loan], wanted: Loan, *, field: str) -> None:
    """Raise Refused, naming the first such week, when more of a team would be lent than there is of it."""
    monday = wanted.first
    while monday < wanted.back_on:
        there = Fraction(capacity) / weeks_in(quarter_of_week(monday))
        free = there - sum((_weekly(each, there) for each in others if _is_on(each, monday)), Fraction())
        if _weekly(wanted, there) > free or not there:
            raise Refused(
                f"In the week of {monday.day} {monday:%B %Y} {name} has {_said(max(free, Fraction()))} of its "
                f"{_said(there)} team-weeks left to lend. Lend less of it, or in other weeks.",
                field=field,
            )
        monday += WEEK


def must_be_there_besides(
    name: str, capacity: Decimal, others: Collection[Loan], besides: Collection[Loan], wanted: Loan, *, field: str
) -> None:
    """Raise Refused as `must_be_there`, once what one option lends of the team besides is counted too."""
    if besides:
        try:
            must_be_there(name, capacity, [*others, *besides], wanted, field=field)
        except Refused as refusal:
            raise Refused(
                f"{refusal.sentence} What this option lends of it for another initiative is counted.", field=field
            ) from None


def lent_in(loan: Loan, capacity: Decimal, quarter: date) -> Decimal:
    """Give what a loan takes of a team's quarter, in team-weeks to a tenth, never more than the team has."""
    weeks = weeks_in(quarter)
    monday, on = max(loan.first, monday_of(quarter) - WEEK), 0
    while monday < loan.back_on and quarter_of_week(monday) <= quarter:
        on += quarter_of_week(monday) == quarter
        monday += WEEK
    there = Fraction(capacity) / weeks
    tenths = int(min(_weekly(loan, there), there) * on * 10)
    return Decimal(tenths) / 10


def _is_on(loan: Loan, monday: date) -> bool:
    return loan.first <= monday < loan.back_on


def _weekly(loan: Loan, there: Fraction) -> Fraction:
    if loan.amount.share is not None:
        return there * loan.amount.share / 100
    return Fraction(loan.amount.weekly or 0)


def _said(weeks: Fraction) -> str:
    return f"{int(weeks * 100) / 100:g}"
