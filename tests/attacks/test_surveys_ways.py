"""No way leads round what a survey promises: not by changing it, answering twice, or waiting.

| attack | rule | the build in which it succeeds |
|---|---|---|
| by_changing_what_is_asked | R1 | a wave that may be changed while open |
| by_sending_late | R1 | a wave that takes answers for ever |
| by_two_browsers | R2, R12 | nothing is said of somebody before their sheet is kept |
| by_the_next_on_this_browser | R2 | a draft of whoever sits there |
| by_taking_back_for_another | R13 | a draft of whoever sits there |
| by_putting_words_into_mouths | R11 | a reader who writes |
| by_reading_alone | R11 | words are released once one has read them |
| by_order_of_released_words | R11 | words as they came |
| by_few_words | R11 | words of however few |
| by_waiting_two_years | R13 | answers that are kept |
| by_asking_every_page | R14 | a page that shows rows |
"""

import contextlib
import json
import re
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.db.models.expressions import RawSQL
from django.urls import get_resolver

from parley.groups.actions import close_area
from parley.kernel.refusals import Refused
from parley.ledger.terms import MACHINE
from parley.people.actions import change_person, note_leaving
from parley.surveys.actions import answering
from parley.surveys.actions.forgetting import forget_sheets_due
from parley.surveys.actions.reading import read_words
from parley.surveys.models import Invited, OpenAnswer
from parley.surveys.queries.released import found_in
from parley.surveys.terms.waves import Part
from tests.attacks import weakened as weak
from tests.attacks.scenes_of_surveys import BY_CHANCE, MANY, Attack, alike, given_by, lying, rows, sent, word_of
from tests.cast import Cast
from tests.exchange.made import export
from tests.screens.everything import addresses, fill
from tests.surveys.made import answer, answers, crew, later, opened, released, sealed

pytestmark = [pytest.mark.django_db, pytest.mark.database]
FROZEN = (
    "SELECT name, everybody, sides, floor, opens_at, closes_at FROM parley_wave",
    "SELECT wave_id, area_id FROM parley_wavearea",
    "SELECT wave_id, region_id FROM parley_waveregion",
    "SELECT place, key, kind, text, items FROM parley_question",
    'SELECT person_id, "group", side, region, "function" FROM parley_invited ORDER BY person_id',
)


def by_changing_what_is_asked(cast: Cast) -> int:
    """Try every page and every change of people and groups; how many frozen tables then differ."""
    people = crew(cast, 24)
    wave = opened(cast)
    browser = cast.browser(cast.ines)
    before = [rows(query) for query in FROZEN]
    day = wave.opens_at.date()
    plan: dict[str, Any] = {
        "name": "Other", "opens_on": day.isoformat(), "closes_on": (day + relativedelta(days=30)).isoformat(),
        "whom": "everybody", "sides": ["business"], "regions": [cast.emea.pk], "floor": "10",
    }  # fmt: skip
    core = rows("SELECT id FROM parley_question WHERE key = 'why'")[0][0]
    page = f"/company/surveys/{wave.pk}/"
    browser.post(f"{page}plan/", plan)
    browser.post(f"{page}questions/new/", {"kind": "agree", "text": "Who are you?", "items": ""})
    browser.post(f"{page}questions/{core}/end/")
    now: dict[str, Any] = {"actor": cast.ines, "at": cast.at}
    one = people[0]
    change_person(person=one, name=one.name, function=cast.functions["legal"], region=cast.amer, time_zone="UTC",
                  language="en", **now)  # fmt: skip
    note_leaving(person=people[1], on=cast.at.date(), **now)
    close_area(area=cast.reporting, heir=cast.identity, reason="One group.", members_too=True, **now)
    crew(cast, 6, name="late")
    return sum(one != other for one, other in zip(before, [rows(query) for query in FROZEN], strict=True))


def by_sending_late(cast: Cast) -> int:
    """Answer after the hour, before the worker comes: whoever sees the first results could."""
    people = crew(cast, 12)
    wave = opened(cast)
    late: dict[str, Any] = {"wave": wave, "actor": people[0], "at": wave.closes_at}
    with contextlib.suppress(Refused):
        token = answering.begin_answering(**late)
        answering.begin_sending(token=token, **late)
        answering.hand_in(token=token, answers=given_by(1), **late)
    return len(rows("SELECT 1 FROM parley_sheet"))


def by_two_browsers(cast: Cast) -> int:
    """Begin and send in a second browser while the first is between keeping its sheet and saying so."""
    wave, now = _one_asked(cast)
    first = answering.begin_answering(**now)
    answering.begin_sending(token=first, **now)
    answering.hand_in(token=first, answers=given_by(1), **now)
    with contextlib.suppress(Refused):
        second = answering.begin_answering(**now)
        answering.begin_sending(token=second, **now)
        answering.hand_in(token=second, answers=given_by(2), **now)
        answering.mark_answered(token=second, **now)
    answering.mark_answered(token=first, **now)
    assert wave.invited
    return len(rows("SELECT 1 FROM parley_sheet")) - 1


def _one_asked(cast: Cast) -> tuple[Any, dict[str, Any]]:
    people = crew(cast, 12)
    wave = opened(cast)
    return wave, {"wave": wave, "actor": people[0], "at": cast.at}


def by_the_next_on_this_browser(cast: Cast) -> int:
    """Sign in where somebody else left their draft, and look at every page of it."""
    crew(cast, 12)
    wave = opened(cast)
    browser, page = cast.browser(cast.sam), f"/surveys/{wave.pk}/"
    browser.post(f"{page}draft/")
    browser.post(f"{page}questions/5/", {"words": word_of(1)})
    kept = browser.cookies
    other = cast.browser(cast.aiko)
    for name, cookie in kept.items():
        if name.startswith("survey_"):
            other.cookies[name] = cookie.value
    other.post(f"{page}draft/")
    pages = [other.get(f"{page}{below}", follow=True).text for below in ("", "questions/5/", "answers/")]
    return int(any(word_of(1) in each for each in pages))


def by_taking_back_for_another(cast: Cast) -> int:
    """Take back what somebody else sent, with all that their browser holds."""
    crew(cast, 12)
    wave = opened(cast)
    browser, page = cast.browser(cast.sam), f"/surveys/{wave.pk}/"
    browser.post(f"{page}draft/")
    browser.post(f"{page}questions/1/", {"answer": "2"})
    browser.post(f"{page}answers/")
    assert len(rows("SELECT 1 FROM parley_sheet")) == 1
    other = cast.browser(cast.aiko)
    for name, cookie in browser.cookies.items():
        if name.startswith("survey_"):
            other.cookies[name] = cookie.value
    other.post(f"{page}answers/end/")
    return 1 - len(rows("SELECT 1 FROM parley_sheet"))


def _read_by(cast: Cast, *readers: Any, shown: str = "") -> None:
    """Read all words in the order in which they lie: on PostgreSQL, what is read moves to the end."""
    for reader in readers:
        for each in list(OpenAnswer.objects.order_by(RawSQL(lying(), ()))):  # noqa: S611 - ours
            with contextlib.suppress(Refused):
                read_words(answer=each, shown=shown or each.words, actor=reader, at=cast.at)


def _second_reader(cast: Cast) -> Any:
    from parley.people.actions import give_operations  # noqa: PLC0415 - beside its one use

    give_operations(person=cast.noor, given=True, actor=MACHINE, at=cast.at)
    return cast.noor


def _words_of(wave: Any) -> list[str]:
    return [each for unit in found_in(wave.pk, Part.WORDS).get("words", ()) for each in unit["words"]]


def by_putting_words_into_mouths(cast: Cast) -> int:
    """Write, as the first who reads, what nobody said; the second lets it pass."""
    scene = sent(cast, 12)
    released(scene.wave)
    _read_by(cast, cast.ines, _second_reader(cast), shown="I want to leave")
    return sum("leave" in each for each in _words_of(scene.wave))


def by_reading_alone(cast: Cast) -> int:
    """Read all words twice, and have names in them released that a second person would have taken out."""
    scene = sent(cast, 12)
    released(scene.wave)
    _read_by(cast, cast.ines, cast.ines)
    return len(_words_of(scene.wave))


def by_order_of_released_words(cast: Cast) -> int:
    """Hold words as they are shown beside the order in which they came."""
    scene = sent(cast)
    released(scene.wave)
    _read_by(cast, cast.ines, _second_reader(cast))
    shown = _words_of(scene.wave)
    assert len(shown) == MANY
    return alike(shown, [word_of(number) for number in range(MANY)])


def by_few_words(cast: Cast) -> int:
    """Read what three wrote, of twelve who answered."""
    people = crew(cast, 12)
    wave = opened(cast)
    for number, person in enumerate(people):
        answer(wave, person, answers(number, word_of(number) if number < 3 else ""))
    released(wave)
    _read_by(cast, cast.ines, _second_reader(cast))
    return len(_words_of(wave))


def by_waiting_two_years(cast: Cast) -> int:
    """Come with a court order, a new owner or a stolen disk once the answers were to be gone."""
    scene = sent(cast, 12)
    released(scene.wave)
    forget_sheets_due(actor=MACHINE, at=scene.wave.closes_at + relativedelta(months=24, days=1))
    return len(rows("SELECT 1 FROM parley_sheet")) + len(rows("SELECT 1 FROM parley_openanswer"))


def by_asking_every_page(cast: Cast) -> int:
    """Ask every address there is, as those who plan the wave, for what was written and is not released."""
    keys = fill(cast)
    scene = sent(cast, 12, name="Attacked", **later(cast))
    sealed(scene.wave)
    browser = cast.browser(cast.ines)
    browser.raise_request_exception = False
    pages = [path for path in addresses(keys) if "/events/" not in path]
    pages += [f"/surveys/{scene.wave.pk}/", "/surveys/", f"/company/surveys/{scene.wave.pk}/", "/search/?q=heliotrope"]
    files = ("", "results.csv", "results.md", "figures.json", "words.json")
    pages += [f"/surveys/{scene.wave.pk}/results/{file}" for file in files]
    said = "".join(page.text for path in pages if "text" in (page := browser.get(path)).headers.get("Content-Type", ""))
    assert "Attacked" in said
    return sum(word_of(number) in said for number in range(12))


ATTACKS = (
    Attack("R1", by_changing_what_is_asked, weak.changed_while_open, 2),
    Attack("R1", by_sending_late, weak.open_for_ever, 1),
    Attack("R2 R12", by_two_browsers, weak.no_claim, 1),
    Attack("R2", by_the_next_on_this_browser, weak.cookies_of_anybody, 1),
    Attack("R13", by_taking_back_for_another, weak.cookies_of_anybody, 1),
    Attack("R11", by_putting_words_into_mouths, weak.words_put_into_mouths, 5),
    Attack("R11", by_reading_alone, weak.one_reader, 12),
    Attack("R11", by_order_of_released_words, weak.words_as_they_came, MANY, BY_CHANCE),
    Attack("R11", by_few_words, weak.words_of_few, 3),
    Attack("R13", by_waiting_two_years, weak.kept_for_ever, 24),
    Attack("R14", by_asking_every_page, weak.a_page_with_rows, 12),
)
EVERY_PAGE = pytest.param(ATTACKS[-1], marks=pytest.mark.once)  # tests/test_prepared.py opens them on PostgreSQL too
every_attack = pytest.mark.parametrize("attack", [*ATTACKS[:-1], EVERY_PAGE], ids=lambda attack: attack.find.__name__)


@every_attack
def test_it_finds_nobody(attack: Attack, cast: Cast) -> None:
    assert attack.find(cast) <= attack.most


@every_attack
def test_it_finds_people_in_a_build_without_that_protection(
    attack: Attack, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    attack.weakened(monkeypatch)
    assert attack.find(cast) >= attack.least


def test_an_export_of_the_company_holds_no_sheet_no_invitation_and_no_words(cast: Cast) -> None:
    scene = sent(cast, 12)
    released(scene.wave)
    text = json.dumps(export())
    assert cast.sam.name in text, "so that they would be found"
    assert "heliotrope" not in text
    assert not [key for (key,) in rows("SELECT key FROM parley_sheet") if str(key) in text]
    assert Invited.objects.exists()


def test_there_is_no_administration_of_tables_and_no_address_for_a_row_of_answers() -> None:
    """R14: Django's own is not installed, and no address takes the key of a sheet or of words but to read them."""
    assert not apps.is_installed("django.contrib.admin")
    of_a_trial = {"trial_invited", "trial_answers"}  # no survey: clients speak by name, and no key of theirs is taken
    patterns = " ".join(path for path, name in named_addresses() if name not in of_a_trial)
    assert "/surveys/" in patterns
    assert not re.search("/admin/|sheet|invited|answers/<", patterns)


def named_addresses() -> list[tuple[str, str]]:
    """Give every address of the site with its name, as the resolver has them."""
    found: list[tuple[str, str]] = []

    def walk(resolver: Any, before: str) -> None:
        for each in resolver.url_patterns:
            path = before + str(each.pattern)
            if hasattr(each, "url_patterns"):
                walk(each, path)
            else:
                found.append((path, each.name or ""))

    walk(get_resolver(), "/")
    return found
