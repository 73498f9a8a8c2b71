"""A client answers by its link: on one page, without an account, and learns nothing that is not for it."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client as Browser
from django.utils import timezone

from parley.disclosure.terms import Told, Words
from parley.ledger.models import Entry
from parley.ledger.terms import MACHINE
from parley.screens.trials.opened import FROM_ONE_ADDRESS
from parley.trials.actions import end_trial_link, give_up_trial, note_reply
from parley.trials.models import TrialAnswer
from parley.trials.queries.screenshots import screenshots_of
from parley.trials.terms import Reply, Tap
from parley.voices.terms import Limits
from tests.disclosure.made import approved
from tests.trials.feedback_made import ASKS, NAME, QUESTIONS, asked, keys_of, trial
from tests.voices import hostile

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _no_counts():
    cache.clear()


@pytest.fixture
def made(cast, request):
    more = (QUESTIONS[0],) * (getattr(request, "param", len(QUESTIONS)) - len(QUESTIONS))
    return trial(cast, agreement="Three people of yours try it for two weeks.", questions=(*QUESTIONS, *more))


@pytest.fixture
def link(cast, place):
    return asked(cast, place)


def address(link):
    return f"/answer/{link[1]}/"


def sent(made, tap="yes", text="", words=""):
    one, two = keys_of(made)
    return {f"tap-{one}": tap, f"text-{one}": text, f"text-{two}": words}


def test_opening_asks_every_question_once_and_changes_nothing(made, link):
    before = Entry.objects.count()
    answer = Browser().get(address(link))
    page = answer.content.decode()
    assert answer.status_code == Browser().head(address(link)).status_code == 200
    assert f"<h1>{NAME}</h1>" in page
    assert [page.count(f"</span>{ASKS}</legend>"), page.count('type="radio"'), page.count("<textarea")] == [1, 4, 2]
    assert "Three people of yours" in page
    assert Entry.objects.count() == before
    assert "<script" not in page
    assert "style=" not in page
    kept = {"Cache-Control": "no-store, private", "Referrer-Policy": "no-referrer"}
    assert {name: answer[name] for name in kept} == kept
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies


def test_what_is_sent_is_kept_and_shown_this_once(made, link):
    browser = Browser(enforce_csrf_checks=True)
    answer = browser.post(address(link), sent(made, "partly", "Faster, mostly.", "Exports & more"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Thank you. Your answers are kept." in page
    assert all(each in page for each in ("<b>Partly</b>", "Faster, mostly.", "Exports &amp; more"))
    assert [(each.tap, each.text) for each in TrialAnswer.objects.order_by("pk")] == [
        (Tap.PARTLY, "Faster, mostly."), (None, "Exports & more"),
    ]  # fmt: skip
    again = browser.get(address(link)).content.decode()
    assert not any(each in again for each in ("Faster", "Exports", "checked")), "a forwarded link shows no answers"


def test_what_was_typed_is_never_lost(made, link):
    answer = Browser().post(address(link), sent(made, "no", "x" * 2001, "Exports"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This has 2,001 characters. Write 2,000 at most" in page
    assert ("x" * 2001 in page, "Exports" in page) == (True, True)
    assert re.search(r'value="no"[^>]*checked', page)
    nothing = Browser().post(address(link), sent(made, ""))
    assert nothing.status_code == 422
    assert "Nothing is answered yet. Tap or write an answer to one question at least" in nothing.content.decode()
    wrong = Browser().post(address(link), sent(made, "maybe"))
    assert wrong.status_code == 422
    assert not TrialAnswer.objects.exists()


def pictured(made, content=None, name="IMG_2231.png"):
    return {f"file-{keys_of(made)[0]}": SimpleUploadedFile(name, content or hostile.png())}


def test_a_screenshot_comes_with_an_answer_or_alone(cast, made, place, link):
    browser = Browser(enforce_csrf_checks=True)
    assert 'enctype="multipart/form-data"' in browser.get(address(link)).content.decode()
    first = browser.post(address(link), sent(made, "no", "It is empty.") | pictured(made)).content.decode()
    assert ("It is empty." in first, "with a screenshot" in first, "IMG_2231" in first) == (True, True, False)
    other = browser.post(address(link), sent(made, "") | pictured(made, hostile.jpeg(), "b.jpg")).content.decode()
    assert "with a screenshot" in other
    assert "It is empty." not in other, "whoever was forwarded the link reads nothing of what was sent before"
    (row,) = TrialAnswer.objects.all()
    assert (row.tap, row.text) == (Tap.NO, "It is empty.")
    (rows,) = screenshots_of(place.pk).values()
    assert [each.attachment.name for each in rows] == ["IMG_2231.png", "b.jpg"]


def test_what_is_no_screenshot_is_refused_and_the_words_stay(made, link):
    answer = Browser().post(address(link), sent(made, "no", "It is empty.") | pictured(made, hostile.SCRIPT, "a.svg"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "An SVG can hold a script" in page
    assert "It is empty.</textarea>" in page
    assert "Choose your screenshot again" in page
    assert "Nothing is answered yet" not in page
    assert not TrialAnswer.objects.exists()


SAID_WHEN_READ = "An SVG can hold a script"


def test_no_file_is_read_that_will_not_be_kept(cast, made, link):
    def of(browser, where, *files):
        given = {f"file-{key}": SimpleUploadedFile("a.svg", hostile.SCRIPT) for key in files}
        answer = browser.post(where, sent(made, "") | given)
        return answer.status_code, answer.content.decode()

    one, two = keys_of(made)
    status, page = of(Browser(), address(link), one, two)
    assert (status, page.count(SAID_WHEN_READ) > 1) == (422, True), "two are read"
    status, page = of(cast.browser(cast.aiko), address(link), one)
    assert (status, SAID_WHEN_READ in page) == (422, False)
    status, page = of(Browser(), "/answer/never-given/", one)
    assert (status, SAID_WHEN_READ in page, "Your screenshot was not kept." in page) == (404, False, True)
    for _ in range(FROM_ONE_ADDRESS):
        status, page = of(Browser(), address(link), one)
    assert (status, SAID_WHEN_READ in page) == (429, False)


@pytest.mark.parametrize("made", [3], indirect=True)
def test_of_three_files_at_once_none_is_read(made, link):
    given = {f"file-{key}": SimpleUploadedFile("a.svg", hostile.SCRIPT) for key in keys_of(made)}
    answer = Browser().post(address(link), {f"text-{keys_of(made)[1]}": "All that I wrote"} | given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Send two screenshots at once at most" in page
    assert "All that I wrote</textarea>" in page
    assert SAID_WHEN_READ not in page


def test_a_client_learns_nothing_of_what_parley_holds(made, link, settings):
    settings.ATTACHMENTS = Limits(of_one=10_000_000, of_thread=10_000_000, of_all=1)
    answer = Browser().post(address(link), sent(made, "no") | pictured(made))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is no room for this screenshot here. Send your answers without it" in page
    assert "ATTACHMENTS_MB" not in page
    assert not TrialAnswer.objects.exists()


def ended(cast, made, place, link):
    end_trial_link(link=link[0], actor=cast.aiko, at=cast.at)


def followed(cast, made, place, link):
    asked(cast, place)


def given_up(cast, made, place, link):
    give_up_trial(trial=made, reason="The regulator withdrew the rule.", actor=cast.noor, at=cast.at)


def said_no(cast, made, place, link):
    note_reply(place=place, reply=Reply.NOT_NOW, actor=cast.aiko, at=cast.at)


@pytest.mark.parametrize("end", [ended, followed, given_up, said_no])
def test_a_link_that_is_over_answers_as_one_that_never_was(cast, made, place, link, end):
    never = Browser().get("/answer/never-given/")
    end(cast, made, place, link)
    over = Browser().get(address(link))
    assert (over.status_code, over.content) == (404, never.content)
    answer = Browser().post(address(link), sent(made, words="All that I wrote"))
    assert answer.status_code == 404
    assert "All that I wrote" in answer.content.decode(), "it is given back to whoever wrote it"
    assert not TrialAnswer.objects.exists()


def test_a_link_expires_and_an_invitation_is_no_link_to_answer(cast, made, place, link, time_machine):
    invitation = place.links.get(serves="invitation")
    assert Browser().get(f"/answer/{invitation.token_hash}/").status_code == 404
    time_machine.move_to(timezone.now() + timedelta(days=30 + 16))
    assert Browser().get(address(link)).status_code == 404


def test_a_link_that_ends_while_it_is_sent_gives_back_what_was_written(cast, made, link):
    ended_now: list[bool] = []

    def end_meanwhile(execute, sql, *call):
        if "parley_trialquestion" in sql and not ended_now:
            ended_now.append(True)
            end_trial_link(link=link[0], actor=cast.aiko, at=cast.at)
        return execute(sql, *call)

    with connection.execute_wrapper(end_meanwhile):
        answer = Browser().post(address(link), sent(made, words="All that I wrote"))
    assert ended_now
    assert answer.status_code == 404
    assert "All that I wrote" in answer.content.decode()
    assert not TrialAnswer.objects.exists()


def test_a_colleague_reads_it_and_does_not_answer_for_the_client(cast, made, link):
    browser = cast.browser(cast.aiko)
    page = browser.get(address(link)).content.decode()
    assert "This is what the client reads" in page
    assert "Send my answers" not in page
    answer = browser.post(address(link), sent(made))
    assert answer.status_code == 422
    assert not TrialAnswer.objects.exists()


def test_a_script_is_stopped_and_what_it_wrote_is_shown(made, link):
    answers = [Browser().post(address(link), sent(made, text=f"Words {n}")) for n in range(FROM_ONE_ADDRESS + 1)]
    assert [each.status_code for each in answers] == [200] * FROM_ONE_ADDRESS + [429]
    assert f"Words {FROM_ONE_ADDRESS}" in answers[-1].content.decode()
    assert TrialAnswer.objects.count() == FROM_ONE_ADDRESS


def test_the_name_stays_the_one_they_were_invited_by(cast, made, place, link):
    words = Words(None, "It is nearly there.")
    approved(cast, made.initiative, words, name="Another name", whom=Told.NAMED_CLIENTS, clients=[place.client])
    page = Browser().get(address(link)).content.decode()
    assert (f"<h1>{NAME}</h1>" in page, "Another name" in page) == (True, False)


def test_actors_of_links_are_nobody(made, link):
    Browser().post(address(link), sent(made))
    row = TrialAnswer.objects.get()
    assert (row.noted_by, row.link) == (None, link[0])
    assert MACHINE.pk is None
