"""Notes of a written round, and whoever tries to find out who wrote them: in rows, ledger, logs, events and pages."""

import json
import logging
import random
import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from parley.kernel.refusals import Refused
from parley.ledger.models import About, Entry, Pending
from parley.meetings.actions import (
    close_round,
    open_room,
    open_round,
    take_back_note,
    write_note,
)
from parley.meetings.models import Meeting, Round, SealedNote
from parley.meetings.queries import rounds_of
from parley.meetings.terms.live import RoundKind
from parley.project.tailing import since
from parley.voices.queries import hash_of_sealed
from parley.voices.rules import MOST_NOTES
from tests.cast import Cast
from tests.meetings.made import published

pytestmark = [pytest.mark.django_db, pytest.mark.database]
KNOWN = {"key", "round", "words", "browser"}


def opened(cast: Cast) -> tuple[Meeting, Round]:
    meeting = published(cast, ahead=timedelta(minutes=1))
    open_room(meeting=meeting, actor=cast.femi, at=cast.at)
    return meeting, open_round(meeting=meeting, kind=RoundKind.WRITTEN, actor=cast.femi, at=cast.at)


def writers(cast: Cast) -> list[Any]:
    return [cast.sam, cast.aiko, cast.noor, cast.femi, cast.elena]


def write_all(cast: Cast, round_: Round) -> list[str]:
    """Everybody writes, one after another; in which order is what somebody curious knows."""
    for n, person in enumerate(writers(cast)):
        write_note(round_=round_, words=f"Note {n}", secret=f"secret-{person.pk}", actor=person, at=cast.at)
    return [f"Note {n}" for n in range(len(writers(cast)))]


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, as whoever holds the database reads it, in the order in which it lies there."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608 - our own tables
            names = [column[0] for column in cursor.description or ()]
            found[model._meta.db_table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found


def test_a_note_has_no_column_for_a_person_a_moment_or_a_number_that_counts_up() -> None:
    fields = SealedNote._meta.get_fields()
    assert {field.name for field in fields} == KNOWN
    assert not [field for field in fields if field.is_relation and field.name != "round"]
    assert SealedNote._meta.pk.get_internal_type() == "UUIDField"


def test_while_a_round_is_open_writing_changes_nothing_but_its_own_row(cast: Cast) -> None:
    meeting, round_ = opened(cast)
    browsers = [cast.browser(person) for person in writers(cast)]
    before = everything()
    for n, browser in enumerate(browsers):
        typed = {"round": round_.pk, "secret": f"secret-{n}", "note-words": f"Note {n}"}
        assert browser.post(reverse("live_notes", args=[meeting.pk]), typed).status_code == 302
    after = everything()
    changed = {table for table in after if after[table] != before[table]}
    assert changed == {SealedNote._meta.db_table}
    keys = {str(person.pk) for person in writers(cast)} | {person.name for person in writers(cast)}
    for row in after[SealedNote._meta.db_table]:
        assert not keys & {str(value) for name, value in row.items() if name not in {"round_id", "words"}}
    hashes = {row["browser"] for row in after[SealedNote._meta.db_table]}
    assert len(hashes) == len(writers(cast))


def test_two_notes_of_one_hand_are_not_to_be_told_from_two_of_others(cast: Cast) -> None:
    _meeting, round_ = opened(cast)
    for words in ("First", "Second"):
        write_note(round_=round_, words=words, secret="one", actor=cast.sam, at=cast.at)
    one, two = SealedNote.objects.values_list("browser", flat=True)
    assert one != two
    assert {one, two} == {hash_of_sealed("note", "one", number) for number in (0, 1)}


def test_once_closed_nothing_leads_from_a_note_to_whoever_wrote_it(cast: Cast, caplog: Any) -> None:
    meeting, round_ = opened(cast)
    with caplog.at_level(logging.DEBUG):
        words = write_all(cast, round_)
        newest = Entry.objects.latest("pk").pk
        old = set(SealedNote.objects.values_list("key", flat=True))
        close_round(meeting=meeting, actor=cast.femi, at=cast.at)
    notes = list(SealedNote.objects.all())
    assert sorted(note.words for note in notes) == words
    assert {note.browser for note in notes} == {None}
    assert not old & {note.key for note in notes}
    entries = list(Entry.objects.filter(pk__gte=newest).values("kind", "actor", "data"))
    assert entries[1:] == [
        {"kind": "live.round_closed", "actor": cast.femi.pk,
         "data": {"meeting": meeting.pk, "round": round_.pk, "notes": len(words), "unshown": 0}}
    ]  # fmt: skip
    assert not [text for text in caplog.messages if re.search(r"Note \d|secret", text)]
    kept = json.dumps([list(model.objects.values()) for model in (Entry, About, Pending)], default=str)
    told = json.dumps(since(newest - 5, meeting.pk), default=str)
    for place in (kept, told):
        assert "Note " not in place
        assert "secret-" not in place
    for person in writers(cast):
        assert rounds_of(round_.room_id, round_.item_id, f"secret-{person.pk}")[0].mine == ()


def test_rows_lie_in_an_order_that_says_nothing_of_who_wrote_first(cast: Cast) -> None:
    """Guess that notes lie as they were written, or in the reverse order: no better than by chance."""
    hits = tries = 0
    for n in range(12):
        random.seed(n)  # what Python's own generator gives is known; the order must not come from it
        meeting, round_ = opened(cast)
        written = write_all(cast, round_)
        close_round(meeting=meeting, actor=cast.femi, at=cast.at)
        lying = [row["words"] for row in everything()[SealedNote._meta.db_table] if row["round_id"] == round_.pk]
        shown = list(rounds_of(round_.room_id, round_.item_id)[0].notes)
        assert sorted(lying) == sorted(shown) == sorted(written)
        hits += sum(one == other for one, other in zip(lying, written, strict=True))
        hits += sum(one == other for one, other in zip(shown, written, strict=True))
        tries += 2 * len(written)
    assert hits / tries < 0.5, "a fifth is to be expected by chance"


def test_only_the_browser_that_wrote_a_note_takes_it_back_and_only_while_the_round_is_open(cast: Cast) -> None:
    meeting, round_ = opened(cast)
    write_note(round_=round_, words="I am not sure", secret="mine", actor=cast.sam, at=cast.at)
    for secret, number in (("other", 0), ("mine", 1), ("", 0)):
        with pytest.raises(Refused, match="did not write"):
            take_back_note(round_=round_, number=number, secret=secret, actor=cast.sam, at=cast.at)
    take_back_note(round_=round_, number=0, secret="mine", actor=cast.sam, at=cast.at)
    write_note(round_=round_, words="I am sure", secret="mine", actor=cast.sam, at=cast.at)
    close_round(meeting=meeting, show=True, actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="nobody’s any more"):
        take_back_note(round_=round_, number=0, secret="mine", actor=cast.sam, at=cast.at)
    with pytest.raises(Refused, match="closed"):
        write_note(round_=round_, words="Too late", secret="mine", actor=cast.sam, at=cast.at)


def test_a_note_sent_twice_is_one_and_a_browser_writes_so_many(cast: Cast) -> None:
    _meeting, round_ = opened(cast)
    for n in range(MOST_NOTES):
        for _ in range(2):
            write_note(round_=round_, words=f"Note {n}", secret="mine", actor=cast.sam, at=cast.at)
    assert SealedNote.objects.count() == MOST_NOTES
    with pytest.raises(Refused, match="already"):
        write_note(round_=round_, words="One more", secret="mine", actor=cast.sam, at=cast.at)
    with pytest.raises(Refused, match="not invited"):
        write_note(round_=round_, words="From outside", secret="x", actor=cast.omar, at=cast.at)


def test_no_page_shows_an_open_round_to_anybody_else_and_a_closed_one_names_nobody(cast: Cast) -> None:
    meeting, round_ = opened(cast)
    write_all(cast, round_)
    readers = (cast.femi, cast.ines, cast.sam)
    pages = [reverse("live", args=[meeting.pk]), reverse("live_part", args=[meeting.pk, "round"]),
             reverse("meeting", args=[meeting.pk])]  # fmt: skip
    for person in readers:
        for page in pages:
            assert "Note 0" not in cast.browser(person).get(page).content.decode()
    close_round(meeting=meeting, actor=cast.femi, at=cast.at)
    shown = [cast.browser(person).get(pages[1]).content.decode() for person in readers]
    for page in shown:
        notes = page[page.index("live-notes") :]
        assert notes.count('class="note"') == len(writers(cast))
        assert not [each.name for each in writers(cast) if each.name in notes]
