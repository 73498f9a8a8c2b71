"""Notes of a written round on a decision, and whoever tries to find out who wrote them; what happens at its hour."""

import json
import logging
import random
import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from parley.decisions.actions import (
    close_decision_round,
    close_rounds_due,
    open_decision_round,
    settle_decision,
    take_back_decision_note,
    withdraw_decision,
    write_decision_note,
)
from parley.decisions.models import Decision, DecisionNote, DecisionRound
from parley.decisions.queries import options_of, rounds_on, sign_of_brief, written_without_names
from parley.decisions.terms import DecisionState, decision_ref
from parley.kernel.refusals import Refused
from parley.ledger.models import About, Entry, Pending
from parley.ledger.terms import MACHINE
from parley.notifications.queries import waiting_for
from parley.notifications.terms import Waits
from parley.search.actions import rebuild
from parley.search.models import Indexed
from tests.cast import Cast, history
from tests.decisions.made import QUESTION, REASON, decision
from tests.meetings.test_without_names import everything

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DAY = timedelta(days=1)


def opened(cast: Cast, **given: Any) -> DecisionRound:
    row = given.pop("decision", None) or decision(cast)
    return open_decision_round(decision=row, closes_at=cast.at + DAY, actor=cast.femi, at=cast.at, **given)


def writers(cast: Cast) -> list[Any]:
    return [cast.sam, cast.aiko, cast.noor, cast.femi, cast.elena]


def write_all(cast: Cast, round_: DecisionRound, many: int = 5) -> list[str]:
    """Several people write, one after another; in which order is what somebody curious knows."""
    for n, person in enumerate(writers(cast)[:many]):
        write_decision_note(round_=round_, words=f"Note {n}", secret=f"secret-{person.pk}", actor=person, at=cast.at)
    return [f"Note {n}" for n in range(many)]


def close(cast: Cast, round_: DecisionRound, **given: Any) -> None:
    close_decision_round(round_=round_, actor=cast.femi, at=cast.at, **given)


def test_while_a_round_is_open_writing_changes_nothing_but_its_own_row(cast: Cast) -> None:
    round_ = opened(cast)
    browsers = [cast.browser(person) for person in writers(cast)]
    before = everything()
    for n, browser in enumerate(browsers):
        typed = {"round": round_.pk, "secret": f"secret-{n}", "words": f"Note {n}"}
        assert browser.post(reverse("decision_notes", args=[round_.decision_id]), typed).status_code == 302
    after = everything()
    assert {table for table in after if after[table] != before[table]} == {DecisionNote._meta.db_table}
    keys = {str(person.pk) for person in writers(cast)} | {person.name for person in writers(cast)}
    rows = after[DecisionNote._meta.db_table]
    assert {name for row in rows for name in row} == {"key", "round_id", "words", "browser"}
    for row in rows:
        assert not keys & {str(value) for name, value in row.items() if name not in {"round_id", "words"}}
    assert len({row["browser"] for row in rows}) == len(rows)
    named = DecisionNote(round=round_, words="Note 0", browser=str(cast.sam.pk))  # the attack finds one that is kept
    assert keys & {str(value) for value in (named.browser, named.words)}


def test_once_closed_nothing_leads_from_a_note_to_whoever_wrote_it(cast: Cast, caplog: Any) -> None:
    round_ = opened(cast)
    with caplog.at_level(logging.DEBUG):
        words = write_all(cast, round_)
        newest = Entry.objects.latest("pk").pk
        old = set(DecisionNote.objects.values_list("key", flat=True))
        close(cast, round_)
    notes = list(DecisionNote.objects.all())
    assert sorted(note.words for note in notes) == words
    assert {note.browser for note in notes} == {None}
    assert not old & {note.key for note in notes}
    (entry,) = Entry.objects.filter(pk__gt=newest).values("kind", "actor", "data")
    facts = {"decision": round_.decision_id, "round": round_.pk, "notes": len(words), "unshown": 0}
    assert entry == {"kind": "decision.round_closed", "actor": cast.femi.pk, "data": facts}
    assert not [text for text in caplog.messages if re.search(r"Note \d|secret", text)]
    rebuild()
    kept = json.dumps([list(each.objects.values()) for each in (Entry, About, Pending, Indexed)], default=str)
    assert "Note " not in kept
    assert "secret-" not in kept
    assert QUESTION in json.dumps(everything(), default=str), "which does hold what is not sealed"
    for person in writers(cast):
        assert rounds_on(round_.decision_id, cast.at, f"secret-{person.pk}")[0].mine == ()


def test_rows_lie_in_an_order_that_says_nothing_of_who_wrote_first(cast: Cast) -> None:
    """Guess that notes lie as they were written: no better than by chance; unsealed, the guess is always right."""
    hits = tries = 0
    for n in range(12):
        random.seed(n)  # what Python's own generator gives is known; the order must not come from it
        round_ = opened(cast)
        written = write_all(cast, round_)
        close(cast, round_)
        lying = [row["words"] for row in everything()[DecisionNote._meta.db_table] if row["round_id"] == round_.pk]
        shown = list(rounds_on(round_.decision_id, cast.at)[0].notes)
        assert sorted(lying) == sorted(shown) == sorted(written)
        for guess in (lying, shown):
            hits += sum(one == other for one, other in zip(guess, written, strict=True))
            tries += len(written)
    assert hits / tries < 0.5, "a fifth is to be expected by chance"


def test_nobody_reads_a_word_before_it_closes_and_then_no_page_names_anybody(cast: Cast) -> None:
    row = decision(cast)
    round_ = opened(cast, decision=row, question="Who pays for it?", option=options_of(row)[0])
    sign = sign_of_brief(Decision.objects.get(pk=row.pk))
    write_all(cast, round_)
    assert written_without_names(row.pk) == []
    assert sign_of_brief(Decision.objects.get(pk=row.pk)) == sign
    pages = [reverse("decision_options", args=[row.pk]), reverse("decision", args=[row.pk]),
             reverse("deciding", args=[row.pk]), reverse("decision_history", args=[row.pk])]  # fmt: skip
    readers = (cast.elena, cast.ines, cast.sam, cast.femi)
    for person in readers:
        for page in pages:
            assert "Note 0" not in cast.browser(person).get(page, follow=True).content.decode()
    close(cast, round_)
    assert sign_of_brief(Decision.objects.get(pk=row.pk)) != sign, "a brief with notes is another brief"
    for person in readers:
        shown = cast.browser(person).get(pages[0]).content.decode()
        notes = shown[shown.index("Who pays for it?") :].partition("</ul>")[0]
        assert notes.count('class="note"') == len(writers(cast))
        assert not [each.name for each in writers(cast) if each.name in notes]
    assert "Note 0" in cast.browser(cast.elena).get(pages[2]).content.decode()


def test_only_the_browser_that_wrote_a_note_takes_it_back_and_only_the_group_writes(cast: Cast) -> None:
    round_ = opened(cast)
    said = {"round_": round_, "at": cast.at}
    for _ in range(2):
        write_decision_note(words="I am not sure", secret="mine", actor=cast.sam, **said)
    assert DecisionNote.objects.count() == 1, "sent twice it is one"
    for secret, number in (("other", 0), ("mine", 1), ("", 0)):
        with pytest.raises(Refused, match="did not write"):
            take_back_decision_note(number=number, secret=secret, actor=cast.sam, **said)
    take_back_decision_note(number=0, secret="mine", actor=cast.sam, **said)
    assert not DecisionNote.objects.exists()
    with pytest.raises(Refused, match="may not see"):
        write_decision_note(words="From outside", secret="x", actor=cast.omar, **said)
    with pytest.raises(Refused, match="Only the group"):
        write_decision_note(words="From operations", secret="x", actor=cast.ines, **said)
    with pytest.raises(Refused, match="closed"):
        write_decision_note(round_=round_, words="Late", secret="x", actor=cast.sam, at=cast.at + DAY)


def test_it_closes_by_itself_at_its_hour_unless_few_notes_came_in(cast: Cast) -> None:
    many, few = opened(cast), opened(cast)
    write_all(cast, many)
    write_all(cast, few, many=2)
    assert close_rounds_due(actor=MACHINE, at=cast.at + DAY - timedelta(seconds=1)) == 0
    assert close_rounds_due(actor=MACHINE, at=cast.at + DAY) == 1
    assert close_rounds_due(actor=MACHINE, at=cast.at + DAY) == 0
    assert history(decision_ref(many.decision_id))[0].endswith("with 5 notes")
    waits = [each.key for each in waiting_for(cast.viewer(cast.femi), at=cast.at + DAY) if each.waits is Waits.ROUND]
    assert waits == [few.decision_id]
    assert Waits.ROUND not in {each.waits for each in waiting_for(cast.viewer(cast.sam), at=cast.at + DAY)}
    with pytest.raises(Refused, match="Only 2 notes"):
        close(cast, few)
    close(cast, few, show=False)
    assert written_without_names(few.decision_id) == []
    assert not DecisionNote.objects.filter(round=few).exists()


def test_a_settled_decision_asks_nobody_any_more(cast: Cast) -> None:
    many, few = opened(cast), opened(cast)
    write_all(cast, many)
    write_all(cast, few, many=1)
    row = many.decision
    settle_decision(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.elena, at=cast.at)
    withdraw_decision(decision=few.decision, reason="The regulator withdrew the rule.", actor=cast.noor, at=cast.at)
    assert not DecisionRound.objects.filter(closed_at=None).exists()
    assert [len(notes) for _option, _question, notes in written_without_names(row.pk)] == [5]
    assert not DecisionNote.objects.filter(round=few).exists()


def test_a_facilitator_opens_one_at_a_time_and_it_begins_the_discussion(cast: Cast) -> None:
    row = decision(cast)
    with pytest.raises(Refused, match="facilitator"):
        open_decision_round(decision=row, closes_at=cast.at + DAY, actor=cast.sam, at=cast.at)
    with pytest.raises(Refused, match="quarter of an hour"):
        open_decision_round(decision=row, closes_at=cast.at, actor=cast.femi, at=cast.at)
    round_ = opened(cast, decision=row)
    assert round_.writers == 5
    row.refresh_from_db()
    assert row.state is DecisionState.DISCUSSING
    with pytest.raises(Refused, match="open on this already"):
        opened(cast, decision=row)


def test_a_facilitator_holds_a_round_on_the_page(cast: Cast) -> None:
    row = decision(cast)
    page, browser = reverse("decision_options", args=[row.pk]), cast.browser(cast.femi)
    typed = {"question": "What do clients not tell us?", "about": 0, "closes": 24}
    for wrong in ({"question": "x" * 30_000}, {"about": "99"}, {"closes": "soon"}, {"question": "x\0"}):
        assert browser.post(reverse("decision_rounds", args=[row.pk]), typed | wrong).status_code == 422
    assert browser.post(reverse("decision_rounds", args=[row.pk]), typed).status_code == 302
    (round_,) = DecisionRound.objects.all()
    asked = cast.browser(cast.sam)
    assert "write what you know, without your name" in asked.get(reverse("decision", args=[row.pk])).content.decode()
    secret = re.search(r'name="secret" value="([^"]+)"', asked.get(page).content.decode())
    assert secret
    assert f"notes-d{row.pk}" in asked.cookies, "whoever is shown the round holds it, so holding it tells nothing"
    note = {"round": round_.pk, "secret": secret[1], "words": "They look elsewhere."}
    for words in ("", "x" * 30_000, "x\0"):
        refused = asked.post(reverse("decision_notes", args=[row.pk]), note | {"words": words})
        assert refused.status_code == 422
        assert words.replace("\0", "") in refused.content.decode()
    assert asked.post(reverse("decision_notes", args=[row.pk]), note).status_code == 302
    assert "They look elsewhere." in asked.get(page).content.decode(), "one’s own browser shows it"
    assert "They look elsewhere." not in cast.browser(cast.sam).get(page).content.decode(), "another does not"
    held = browser.get(page).content.decode()
    assert "They look elsewhere." not in held
    assert "1 note is handed in." in held
    assert browser.post(reverse("decision_round_close", args=[row.pk])).status_code == 422
    assert browser.post(reverse("decision_round_close", args=[row.pk]), {"show": "yes"}).status_code == 302
    assert "They look elsewhere." in cast.browser(cast.noor).get(page).content.decode()
