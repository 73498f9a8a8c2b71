"""Builds of Parley that lack one protection each: our own code with a named function taken out, for one test.

Where two protections stand one behind the other, both are taken out, and it says so.
"""

from collections.abc import Callable, Iterable
from itertools import count
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from parley.ledger import outbox
from parley.ledger.door import action, record
from parley.reactions import surveys as reactions
from parley.screens.company.views import surveys as plan_pages
from parley.screens.surveys import answering as pages
from parley.screens.surveys import cookies, shown
from parley.surveys.actions import answering, closing, forgetting, planning, reading, releasing
from parley.surveys.events.words import WordsRead
from parley.surveys.models import Invited, OpenAnswer, Sheet
from parley.surveys.queries import asking
from parley.surveys.rules import auditing, comparing, counting, drafting, release, showing
from parley.surveys.rules import reading as words

Patch = pytest.MonkeyPatch
Weakening = Callable[[Patch], None]


class Unshuffled:
    """Stands for `secrets` and leaves every order as it is."""

    def SystemRandom(self) -> "Unshuffled":  # noqa: N802 - the name it stands for
        return self

    def shuffle(self, rows: list[Any]) -> None:
        """Do nothing."""


def nothing(*_given: Any, **_named: Any) -> None:
    """Take a rule out that refuses."""


def no_shuffle(patch: Patch) -> None:
    """Written anew in the order in which they came."""
    for room in (closing, releasing, reading):
        patch.setattr(room, "secrets", Unshuffled())


def no_sealing_of_sheets(patch: Patch) -> None:
    """Sheets stay as they were sent, with their keys and receipts, for good: neither the sealing nor the counting."""
    patch.setattr(closing, "_write_sheets_anew", lambda wave: Sheet.objects.filter(wave=wave).count())
    patch.setattr(releasing, "_forget_where", nothing)


def no_sealing_of_people(patch: Patch) -> None:
    """Who answered and who was mailed stays known after the closing."""
    patch.setattr(closing, "_write_people_anew", nothing)


def keys_that_count(patch: Patch) -> None:
    """Sheets have numbers that count up; and stay as they were sent, since the sealing would deal new numbers."""
    no_sealing_of_sheets(patch)
    numbers = count(1)
    patch.setattr(Sheet._meta.get_field("key"), "_get_default", lambda: UUID(int=next(numbers)))


def cuts_stay(patch: Patch) -> None:
    """Once counted, sheets still say where they were counted."""
    patch.setattr(releasing, "_forget_where", nothing)


def words_stay_with_the_sheet(patch: Patch) -> None:
    """What was written in own words is not split off at the sealing."""
    patch.setattr(closing, "OPEN", "nothing is called so")


def mails_stay_in_the_outbox(patch: Patch) -> None:
    """What waits to be mailed is not dropped once a wave is over."""
    patch.setattr(outbox, "drop", nothing)


def a_trace_in_the_ledger(patch: Patch) -> None:
    """Every answer has its entry, like any other change."""
    kept = pages.actions.hand_in

    @action
    def hand_in(**given: Any) -> None:
        kept(**given)
        record(WordsRead(wave=given["wave"].pk))

    patch.setattr(pages.actions, "hand_in", hand_in)


def a_trace_in_the_outbox(patch: Patch) -> None:
    """Somebody is thanked by mail for what they wrote: the work that waits names them."""
    kept = pages.actions.hand_in

    def hand_in(**given: Any) -> None:
        kept(**given)
        facts = {"person": given["actor"].pk, "said": given["answers"].get("open", "")}
        outbox.ensure("thank", unique_key=f"thank:{given['actor'].pk}", run_after=given["at"], payload=facts)

    patch.setattr(pages.actions, "hand_in", hand_in)


def a_log_of_answers(patch: Patch) -> None:
    """Somebody left a line in while they looked for a mistake."""
    kept = pages.actions.hand_in

    def hand_in(**given: Any) -> None:
        reactions.LOG.info("%s answers %s", given["actor"], given["answers"])
        kept(**given)

    patch.setattr(pages.actions, "hand_in", hand_in)


def cookies_of_anybody(patch: Patch) -> None:
    """The draft of an answer is the browser's, whoever is signed in."""
    patch.setattr(cookies, "_name", lambda _request, wave, question: f"survey_secret_{wave}_{question}")
    patch.setattr(cookies, "_signer", lambda _request, wave, question: cookies.Signer(salt=f"{wave}:{question}"))


def no_claim(patch: Patch) -> None:
    """Nothing is said of somebody before their sheet is kept."""
    patch.setattr(answering, "begin_sending", nothing)


def open_for_ever(patch: Patch) -> None:
    """Answers are taken whatever the hour."""
    patch.setattr(answering, "must_be_open", nothing)


def closed_by_hand(patch: Patch) -> None:
    """Whoever plans a wave closes it when they like what they see."""
    patch.setattr(closing, "must_be_over", nothing)


def changed_while_open(patch: Patch) -> None:
    """What a wave asks may be changed after it has opened."""
    patch.setattr(planning.rules, "must_be_planned", nothing)


def live_rate(patch: Patch) -> None:
    """How many have answered is shown as it is."""

    def words_of(rate: Any, *, closed: bool) -> str:
        return f"{rate.answered} of {rate.invited} answered; {closed}"

    for room in (plan_pages, pages, shown):
        patch.setattr(room, "rate_words", words_of)


def rate_to_fives(patch: Patch) -> None:
    """How many have answered is rounded to 5% as R3 says it, and not to five people as well."""
    patch.setattr(drafting, "AT_ONCE", 1)


def floor_of_one(patch: Patch) -> None:
    """Everything is shown of anybody."""
    patch.setattr(counting, "published", everything_published)
    patch.setattr(showing, "FEWEST", 1)


def everything_published(answered: Any, invited: Any, side_of: Any, _floor: int) -> release.Release:
    """Publish every cell in which somebody answered."""
    cells = release.candidates({**invited, **answered}, side_of)
    return release.Release(frozenset(c for c, held in cells.items() if release.size_of(held, answered)), {})


def five_and_no_more(patch: Patch) -> None:
    """A minimum of five, and nothing that compares tables: neither siblings nor the audit."""

    def audited(_cells: Any, offered: Iterable[Any], *_sizes: Any) -> set[Any]:
        return set(offered)

    patch.setattr(auditing, "audited", audited)
    patch.setattr(release, "siblings_to_hide", lambda *_sizes: set())


def no_masks(patch: Patch) -> None:
    """A share is shown as it is, if all said the same as well."""
    for room in (showing, counting):
        patch.setattr(room, "masked_range", lambda hits, _of: (hits, hits, ""))


def compared_after_one(patch: Patch) -> None:
    """A wave is held beside the last, however few came or left."""
    patch.setattr(comparing, "may_compare", lambda *_numbers: True)


def members_however_new(patch: Patch) -> None:
    """Whoever is made a member counts in their part at once."""
    patch.setattr(asking, "SETTLED_FOR", asking.SETTLED_FOR * 0)


def words_as_they_came(patch: Patch) -> None:
    """Words are shown in the order of their rows, and the rows are not shuffled: two protections."""
    no_shuffle(patch)
    patch.setattr(words, "sorted", list, raising=False)


def words_of_few(patch: Patch) -> None:
    """Words are shown however few wrote, or answered."""
    patch.setattr(words, "_enough", lambda *_numbers: True)


def words_put_into_mouths(patch: Patch) -> None:
    """Who reads first may write what they like."""
    patch.setattr(reading.rules, "shown_of", lambda _words, shown_: shown_)


class ReadOnce:
    """Stands for the rows of words, and takes what one has read for read."""

    def filter(self, **given: Any) -> Any:
        """Ask who read first where it is asked who read second."""
        return OpenAnswer.objects.filter(**{"first" if name == "second" else name: given[name] for name in given})

    def get(self, **given: Any) -> Any:
        """Give one."""
        return OpenAnswer.objects.get(**given)


def one_reader(patch: Patch) -> None:
    """Words are released once one person has read them."""
    patch.setattr(reading, "OpenAnswer", SimpleNamespace(objects=ReadOnce()))


def kept_for_ever(patch: Patch) -> None:
    """Single answers are never deleted."""
    patch.setattr(forgetting, "KEPT_FOR_MONTHS", 1_200)


def a_page_with_rows(patch: Patch) -> None:
    """Somebody adds what was written to a page, to look at it."""

    def words_of(_rate: Any, *, closed: bool) -> str:
        return f"{closed} {list(OpenAnswer.objects.values_list('words', flat=True))}"

    for room in (pages, shown):
        patch.setattr(room, "rate_words", words_of)


def no_sweep(patch: Patch) -> None:
    """What a database keeps of deleted rows is left where it lies."""
    patch.setattr(reactions, "sweep_from_disk", lambda **_given: (True, ""))


def who_answered_in_a_list(patch: Patch) -> None:
    """Whoever answered can be asked for, as a list of who still has to be reminded would need."""

    def words_of(rate: Any, *, closed: bool) -> str:
        names = Invited.objects.filter(answered=True).values_list("person__name", flat=True)
        return f"{rate.invited} {closed} {list(names)}"

    for room in (plan_pages, pages, shown):
        patch.setattr(room, "rate_words", words_of)
