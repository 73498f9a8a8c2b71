"""Attachments as browsers send and get them: for whoever sees what they are attached to, and as what they are."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parley.clients.actions import name_account_manager
from parley.decisions.actions import publish_decision, say_about, settle_decision
from parley.decisions.queries import options_of
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.roadmap.actions import show_to
from parley.roadmap.terms import Audience, Stage
from parley.trials.actions import note_feedback
from parley.trials.models import TrialScreenshot
from parley.trials.terms import Tap, trial_ref
from parley.trials.terms.feedback import Answer
from parley.voices.actions import let_in, say
from parley.voices.actions.attaching import attach
from parley.voices.queries.attached import attached_in
from parley.voices.terms import Attachable, FileKind, Made
from tests.cast import history
from tests.decisions.made import REASON, decision
from tests.roadmap.made import initiative, proposed, sketch
from tests.topics.made import topic
from tests.trials.feedback_made import buyer, keys_of, taking_part, trial
from tests.voices import hostile

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HARMLESS = "default-src 'none'; sandbox; frame-ancestors 'none'"


def sent(browser, address, content, *, name="plan.png", text="Like this?"):
    return browser.post(address, {"text": text, "file": SimpleUploadedFile(name, content)})


@pytest.fixture
def row(cast):
    return initiative(cast)


def test_a_sketch_comes_with_a_comment_and_is_seen_on_the_page(cast, row):
    browser = cast.browser(cast.sam)
    answer = sent(browser, reverse("initiative_comments", args=[row.pk]), hostile.png())
    assert answer.status_code == 302
    (kept,) = attached_in((row.thread_id,))
    page = browser.get(reverse("initiative", args=[row.pk])).content.decode()
    assert f'src="/attachments/{kept.pk}/preview/"' in page
    assert 'alt="plan.png"' in page
    assert f'action="/attachments/{kept.pk}/removal/"' in page
    assert 'enctype="multipart/form-data"' in page
    others = cast.browser(cast.aiko).get(reverse("initiative", args=[row.pk])).content.decode()
    assert f"/attachments/{kept.pk}/preview/" in others
    assert f"/attachments/{kept.pk}/removal/" not in others


def test_topics_decisions_and_their_options_take_files_too(cast):
    made, asked = topic(cast, cast.sam), decision(cast)
    option = asked.options.all()[0]
    browser = cast.browser(cast.sam)
    for address in (
        reverse("topic_comments", args=[made.pk]),
        reverse("decision_comments", args=[asked.pk]),
        reverse("option_comments", args=[asked.pk, option.pk]),
    ):
        assert sent(browser, address, hostile.paper(), name="plan.pdf").status_code == 302, address
    option.refresh_from_db()
    for thread, page in (
        (made.thread_id, reverse("topic", args=[made.pk])),
        (asked.thread_id, reverse("decision", args=[asked.pk])),
        (option.thread_id, reverse("decision_options", args=[asked.pk])),
    ):
        (kept,) = attached_in((thread,))
        shown = browser.get(page).content.decode()
        assert f'href="/attachments/{kept.pk}/"' in shown
        assert "PDF, 2 pages" in shown


@pytest.mark.parametrize("place", ["initiative", "topic"])
def test_a_file_that_is_refused_keeps_what_was_written(cast, row, place):
    address = reverse("initiative_comments", args=[row.pk])
    if place == "topic":
        address = reverse("topic_comments", args=[topic(cast, cast.sam).pk])
    answer = sent(cast.browser(cast.sam), address, hostile.SCRIPT, name="a.svg", text="I drew it.")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "An SVG can hold a script" in page
    assert "I drew it.</textarea>" in page
    assert not attached_in((row.thread_id,))


def test_a_file_without_a_word_is_asked_for_again(cast, row):
    answer = sent(cast.browser(cast.sam), reverse("initiative_comments", args=[row.pk]), hostile.png(), text="")
    assert answer.status_code == 422
    assert "Choose the file again" in answer.content.decode()


def test_a_picture_is_served_as_one_and_as_nothing_else(cast, row):
    kept = attach(thread=row.thread, file=sketch("a’b.webp"), actor=cast.sam, at=cast.at)
    browser = cast.browser(cast.aiko)
    answer = browser.get(reverse("attachment", args=[kept.pk]))
    assert (answer.content, answer["Content-Type"]) == (b"a sketch", "image/webp")
    assert answer["Content-Disposition"] == "inline; filename*=utf-8''a%E2%80%99b.webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == HARMLESS
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "private, no-cache"
    small = browser.get(reverse("attachment_preview", args=[kept.pk]))
    assert (small.content, small["Content-Type"]) == (b"a small sketch", "image/webp")
    assert small["Content-Security-Policy"] == HARMLESS
    again = browser.get(reverse("attachment", args=[kept.pk]), headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert answer["ETag"] != small["ETag"]


def test_a_pdf_is_taken_along_and_never_opened_here(cast, row):
    file = Attachable("plan.pdf", Made(FileKind.PDF, b"%PDF-", pages=1))
    kept = attach(thread=row.thread, file=file, actor=cast.sam, at=cast.at)
    answer = cast.browser(cast.sam).get(reverse("attachment", args=[kept.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert cast.browser(cast.sam).get(reverse("attachment_preview", args=[kept.pk])).status_code == 404


@pytest.mark.parametrize("name", ["attachment", "attachment_preview"])
def test_a_stranger_to_the_thing_is_a_stranger_to_its_attachments(cast, row, name):
    made = topic(cast, cast.sam)
    asked = decision(cast, initiatives=[row])
    solution = proposed(cast, row)
    kept = [
        attach(thread=each.thread, file=sketch(), actor=cast.sam, at=cast.at) for each in (row, made, asked, solution)
    ]
    for each in kept:
        address = reverse(name, args=[each.pk])
        assert cast.browser(cast.omar).get(address).status_code == 404
        assert cast.browser(cast.aiko).get(address).status_code == 200
        assert cast.browser(cast.ines).get(address).status_code == 200
    let_in(thread=row.thread, person=cast.omar, actor=cast.noor, at=cast.at)
    seen = [cast.browser(cast.omar).get(reverse(name, args=[each.pk])).status_code for each in kept]
    assert seen == [200, 404, 404, 200]  # a guest of the initiative sees its solutions


def test_a_screenshot_is_for_whoever_sees_the_trial_or_looks_after_the_client(cast):
    made = trial(cast)
    place, other = taking_part(cast, made, buyer(cast, "Nordbank"), buyer(cast, "Sudbank"))
    for each in (place, other):
        note_feedback(place=each, answers=[Answer(keys_of(made)[0], Tap.NO, "", sketch())],
                      said_on=today_of(cast.aiko, cast.at), actor=cast.aiko, at=cast.at)  # fmt: skip
    kept, others = (each.attachment for each in TrialScreenshot.objects.order_by("pk"))
    name_account_manager(client=place.client, person=cast.omar, named=True, actor=MACHINE, at=cast.at)
    for name in ("attachment", "attachment_preview"):
        seen = [cast.browser(cast.omar).get(reverse(name, args=[each.pk])).status_code for each in (kept, others)]
        assert seen == [200, 404]
        assert cast.browser(cast.noor).get(reverse(name, args=[others.pk])).status_code == 200
    browser = cast.browser(cast.aiko)
    page = browser.get(reverse("place_feedback", args=[place.pk])).content.decode()
    assert f'src="/attachments/{kept.pk}/preview/"' in page
    results = browser.get(reverse("trial_results", args=[made.pk])).content.decode()
    assert all(f'src="/attachments/{each.pk}/preview/"' in results for each in (kept, others))
    assert "/removal/" not in results
    answer = browser.post(reverse("attachment_removal", args=[kept.pk]))
    assert answer.url == reverse("place_feedback", args=[place.pk])
    assert "removed a picture" in history(trial_ref(made.pk))[0]


def test_what_is_narrowed_takes_its_attachments_along_at_once(cast):
    row = initiative(cast, stage=Stage.LAUNCH, audience=Audience.COMPANY)
    kept = attach(thread=row.thread, file=sketch(), actor=cast.sam, at=cast.at)
    browser = cast.browser(cast.omar)
    before = browser.get(reverse("attachment", args=[kept.pk]))
    show_to(initiative=row, audience=Audience.GROUP, actor=cast.noor, at=cast.at)
    after = browser.get(reverse("attachment", args=[kept.pk]), headers={"if-none-match": before["ETag"]})
    assert (before.status_code, after.status_code) == (200, 404)


def test_what_was_attached_before_a_decision_was_published_stays_with_its_group(cast):
    row = decision(cast, initiatives=[initiative(cast, "One", audience=Audience.COMPANY, stage=Stage.BUILD)])
    option = options_of(row)[0]
    now = {"actor": cast.sam, "at": cast.at}
    before = [
        say_about(decision=row, text="Early.", files=[sketch()], **now).attachments.get(),
        say_about(decision=row, option=option, text="Early.", files=[sketch()], **now).attachments.get(),
    ]
    settle_decision(decision=row, option=option, reason=REASON, actor=cast.elena, at=cast.at)
    publish_decision(decision=row, actor=cast.femi, at=cast.at)
    later = cast.at + timedelta(minutes=1)
    after = attach(thread=row.thread, file=sketch(), actor=cast.sam, at=later)
    kept = [*before, after]
    asked = {who: [cast.browser(getattr(cast, who)).get(reverse("attachment", args=[each.pk])).status_code
                   for each in kept] for who in ("omar", "aiko")}  # fmt: skip
    assert asked == {"omar": [404, 404, 200], "aiko": [200, 200, 200]}


def test_removing_it_is_for_whoever_attached_it(cast, row):
    kept = say(thread=row.thread, text="Like this?", files=[sketch()], actor=cast.sam, at=cast.at).attachments.get()
    address = reverse("attachment_removal", args=[kept.pk])
    assert cast.browser(cast.omar).post(address).status_code == 404
    refused = cast.browser(cast.aiko).post(address)
    assert refused.status_code == 422
    assert "Only whoever attached this can remove it" in refused.content.decode()
    gone = cast.browser(cast.sam).post(address)
    assert (gone.status_code, gone["Location"]) == (302, reverse("initiative", args=[row.pk]))
    assert cast.browser(cast.sam).get(reverse("attachment", args=[kept.pk])).status_code == 404
    assert cast.browser(cast.sam).post(address).status_code == 404


def test_what_is_larger_than_it_may_be_is_refused_before_it_is_read(cast, row):
    content = hostile.png() + bytes(settings.ATTACHMENTS.of_one)
    answer = sent(cast.browser(cast.sam), reverse("initiative_comments", args=[row.pk]), content)
    assert answer.status_code == 422
    assert re.search("This file has 10 MB, and one may have 10 MB", answer.content.decode())


def test_the_number_of_queries_does_not_grow_with_attachments(cast, row, django_assert_max_num_queries):
    for minutes in range(30):
        at = cast.at + timedelta(minutes=minutes)
        say(thread=row.thread, text=f"Like this, {minutes}?", files=[sketch()], actor=cast.sam, at=at)
    browser = cast.browser(cast.sam)
    browser.get(reverse("initiative", args=[row.pk]))
    with django_assert_max_num_queries(17):
        browser.get(reverse("initiative", args=[row.pk]))
