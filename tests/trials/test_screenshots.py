"""What clients send beside their words is kept once, stands with the question, and changes nothing that was said."""

from datetime import timedelta

import pytest

from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.models import Entry
from parley.ledger.terms import MACHINE
from parley.roadmap.models import InsightLink
from parley.roadmap.terms import Stance
from parley.trials.actions import give_feedback, note_feedback
from parley.trials.models import TrialAnswer, TrialScreenshot
from parley.trials.queries.answers import latest_answers, results_of, words_to
from parley.trials.queries.screenshots import screenshots_of
from parley.trials.rules.feedback import MOST_SCREENSHOTS, NO_ROOM
from parley.trials.terms import Tap
from parley.trials.terms.feedback import Answer
from parley.voices.actions.attaching import remove_attachment
from tests.roadmap.made import sketch
from tests.trials.feedback_made import asked, buyer, keys_of, said, taking_part, trial

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def made(cast):
    return trial(cast)


@pytest.fixture
def place(cast, made):
    return taking_part(cast, made, buyer(cast, "Nordbank"))[0]


@pytest.fixture
def link(cast, place):
    return asked(cast, place)[0]


def by_link(cast, link, *answers, at=None):
    return give_feedback(link=link, answers=answers, actor=MACHINE, at=at or cast.at)


def noted(cast, place, *answers, **given):
    facts = {"said_on": today_of(cast.sam, cast.at), "actor": cast.aiko, "at": cast.at} | given
    return note_feedback(place=place, answers=answers, **facts)


def shots(place):
    """The names of what stands, by question."""
    return {key: [each.attachment.name for each in rows] for key, rows in screenshots_of(place.pk).items()}


def removed(cast, place, question):
    for each in screenshots_of(place.pk)[question]:
        remove_attachment(attachment=each.attachment, actor=cast.ines, at=cast.at)


def test_it_comes_with_an_answer_or_is_one_and_the_same_sent_again_changes_nothing(cast, made, place, link):
    one, two = keys_of(made)
    answers = [Answer(one, Tap.NO, "It is empty.", sketch()), Answer(two, None, "", sketch("late.webp", b"another"))]
    by_link(cast, link, *answers)
    entries = Entry.objects.count()
    by_link(cast, link, *answers)
    assert (Entry.objects.count(), TrialAnswer.objects.count()) == (entries, 2)
    assert shots(place) == {one: ["banner.webp"], two: ["late.webp"]}
    place.refresh_from_db()
    (kept,) = screenshots_of(place.pk)[one]
    assert (kept.attachment.thread, kept.attachment.added_by) == (place.thread, None)
    first, second = results_of(made.pk)
    assert [first.more_than_taps, second.more_than_taps, second.all.answered] == [1, 1, 1]
    assert [each.insight for each in words_to(two)] == [None]
    removed(cast, place, two)
    assert not list(words_to(two))
    by_link(cast, link, answers[1])
    assert shots(place)[two] == ["late.webp"], "what was removed can be sent again"


def test_alone_it_changes_nothing_of_what_was_said_and_later_words_leave_it_there(cast, made, place, link):
    one, _two = keys_of(made)
    noted(cast, place, Answer(one, Tap.NO, "It is empty."))
    assert by_link(cast, link, Answer(one, None, "", sketch())) == [Answer(one, None, "", sketch())]
    (row,) = TrialAnswer.objects.all()
    assert (row.tap, row.text, row.noted_by, row.latest) == (Tap.NO, "It is empty.", cast.aiko, True)
    by_link(cast, link, *said(made, Tap.YES, "Now it is there."))
    assert latest_answers(place.pk)[one].text == "Now it is there."
    assert shots(place) == {one: ["banner.webp"]}


def test_noted_late_it_keeps_its_day_and_is_noted_once(cast, made, place, link):
    one, _two = keys_of(made)
    by_link(cast, link, *said(made, Tap.YES, "It works."))
    before = today_of(cast.aiko, cast.at) - timedelta(days=3)
    for _ in range(2):
        noted(cast, place, Answer(one, None, "", sketch()), said_on=before)
    (kept,) = screenshots_of(place.pk)[one]
    assert (kept.said_on, kept.attachment.added_by) == (before, cast.aiko)
    assert latest_answers(place.pk)[one].said_on > before
    with pytest.raises(Refused, match="Only whoever attached this"):
        remove_attachment(attachment=kept.attachment, actor=cast.noor, at=cast.at)


def test_a_stance_is_said_of_words_and_never_of_those_before(cast, made, place):
    one, _two = keys_of(made)
    noted(cast, place, Answer(one, Tap.NO, "It is empty."), actor=cast.noor, stance=Stance.CONTRADICTS)
    noted(cast, place, Answer(one, None, "", sketch()), actor=cast.noor, stance=Stance.SUPPORTS)
    assert [each.stance for each in InsightLink.objects.all()] == [Stance.CONTRADICTS]


def test_one_client_sends_only_so_many_and_whoever_holds_the_link_learns_no_number(cast, made, place, link):
    one, _two = keys_of(made)
    for n in range(MOST_SCREENSHOTS):
        by_link(cast, link, Answer(one, Tap.NO, "", sketch(content=b"%d" % n)))
    more = Answer(one, Tap.YES, "", sketch(content=b"one more"))
    with pytest.raises(Refused) as by_client:
        by_link(cast, link, more)
    assert (by_client.value.sentence, by_client.value.field) == (NO_ROOM, f"file-{one}")
    with pytest.raises(Refused, match="20 of at most 20 screenshots are here already"):
        noted(cast, place, more)
    assert latest_answers(place.pk)[one].tap is Tap.NO, "nothing is half kept"
    removed(cast, place, one)
    by_link(cast, link, more)
    assert (latest_answers(place.pk)[one].tap, TrialScreenshot.objects.count()) == (Tap.YES, MOST_SCREENSHOTS + 1)
