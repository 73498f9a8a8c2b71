"""What clients answer is kept, by whom it may be, and becomes insights; nothing is lost, nothing counts twice."""

from datetime import timedelta

import pytest

from parley.clients.models import Insight
from parley.clients.terms import client_ref
from parley.kernel.refusals import Refusals, Refused
from parley.kernel.spans import today_of
from parley.ledger.models import Entry
from parley.ledger.terms import MACHINE
from parley.roadmap.models import InsightLink
from parley.roadmap.terms import Stance
from parley.trials.actions import answer_invitation, end_trial_link, give_feedback, note_feedback, take_out
from parley.trials.models import TrialAnswer
from parley.trials.queries.answers import latest_answers, links_until, questions_for, responses_of, results_of, words_to
from parley.trials.queries.links import links_in_force
from parley.trials.rules.feedback import LONGEST_ANSWER, NOTHING_SAID
from parley.trials.terms import AnswerKind, LinkFor, QuestionDraft, Reply, Tap
from parley.trials.terms.feedback import Answer
from tests.cast import history
from tests.trials.feedback_made import QUESTIONS, asked, buyer, keys_of, said, taking_part, trial

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def made(cast):
    return trial(cast)


@pytest.fixture
def place(cast, made):
    return taking_part(cast, made, buyer(cast, "Nordbank"))[0]


def by_link(cast, link, answers, at=None):
    return give_feedback(link=link, answers=answers, actor=MACHINE, at=at or cast.at)


def noted(cast, place, answers, by=None, **given):
    facts = {"said_on": today_of(by or cast.aiko, cast.at), "actor": by or cast.aiko, "at": cast.at} | given
    return note_feedback(place=place, answers=answers, **facts)


def test_a_client_answers_by_its_link_and_its_words_become_an_insight(cast, made, place):
    link, _token = asked(cast, place)
    one, two = keys_of(made)
    by_link(cast, link, [Answer(one, Tap.YES), Answer(two, None, "  An export\r\nto the auditor. ")])
    tapped, wrote = TrialAnswer.objects.order_by("pk")
    assert (tapped.tap, tapped.text, tapped.insight, tapped.link, tapped.noted_by) == (Tap.YES, "", None, link, None)
    assert wrote.insight is not None
    assert (wrote.text, wrote.insight.text) == ("An export\nto the auditor.",) * 2
    assert (wrote.insight.client, wrote.insight.author, wrote.insight.source) == (place.client, None, "trial")
    assert wrote.insight.waits, "whether it speaks for the initiative is for a person to say"
    assert (
        f"noted what {client_ref(place.client_id).mark} answered to 2 questions"
        in history(client_ref(place.client_id))[0]
    )


def test_the_same_sent_again_changes_nothing_and_another_answer_counts_instead(cast, made, place):
    link, _token = asked(cast, place)
    for _ in range(2):
        by_link(cast, link, said(made, Tap.NO, "Too slow."))
    assert (TrialAnswer.objects.count(), Insight.objects.count()) == (1, 1)
    before = Entry.objects.count()
    by_link(cast, link, said(made, Tap.NO, "Too slow."))
    assert Entry.objects.count() == before
    by_link(cast, link, said(made, Tap.PARTLY))
    by_link(cast, link, said(made, Tap.NO, "Too slow."))
    assert [(each.tap, each.latest) for each in TrialAnswer.objects.order_by("pk")] == [
        (Tap.NO, False), (Tap.PARTLY, False), (Tap.NO, True),
    ]  # fmt: skip
    assert Insight.objects.count() == 1, "what was said before is not said anew"


def test_answers_that_say_nothing_or_too_much_or_to_another_question_are_refused(cast, made, place):
    link, _token = asked(cast, place)
    with pytest.raises(Refused, match=NOTHING_SAID):
        by_link(cast, link, said(made, None, " \n"))
    with pytest.raises(Refusals) as many:
        by_link(cast, link, said(made, Tap.YES, "x" * (LONGEST_ANSWER + 1)))
    assert many.value.each[0].field == f"text-{keys_of(made)[0]}"
    with pytest.raises(Refused, match="not asked of this client"):
        by_link(cast, link, [Answer(0, Tap.YES)])
    assert not TrialAnswer.objects.exists()


def test_only_questions_for_its_region_and_segment_are_asked_of_a_client(cast):
    some = (*QUESTIONS, QuestionDraft(asks="In Asia?", changes_mind="If not, we go without it.", region=cast.apac.pk),
            QuestionDraft(asks="In banks?", changes_mind="If not, we go without it.", segment="Banks"))  # fmt: skip
    made = trial(cast, questions=some)
    emea, bank = taking_part(
        cast, made, buyer(cast, "Nordbank"), buyer(cast, "Banco", region=cast.apac, segment="Banks")
    )
    assert [each.asks for each in questions_for(emea)] == [each.asks for each in QUESTIONS]
    assert len(questions_for(bank)) == 4
    link, _token = asked(cast, emea)
    with pytest.raises(Refused, match="not asked of this client"):
        by_link(cast, link, [Answer(keys_of(made)[2], Tap.YES)])
    by_link(cast, asked(cast, bank)[0], [Answer(key, Tap.YES) for key in keys_of(made)[2:]])
    shown = [(each.all.answered, each.all.can) for each in results_of(made.pk)]
    assert shown == [(0, 2), (0, 2), (1, 1), (1, 1)]


def test_a_link_that_ended_or_is_over_or_whose_client_is_out_answers_nothing(cast, made, place):
    link, _token = asked(cast, place)
    late = cast.at + timedelta(days=30 + 15)
    with pytest.raises(Refused, match="does not hold any more"):
        by_link(cast, link, said(made), at=late)
    end_trial_link(link=link, actor=cast.aiko, at=cast.at)
    with pytest.raises(Refused, match="does not hold any more"):
        by_link(cast, link, said(made))
    link, _token = asked(cast, place)
    asked(cast, place)
    with pytest.raises(Refused, match="does not hold any more"):
        by_link(cast, link, said(made))
    invitation = place.links.filter(serves="invitation").latest("pk")
    with pytest.raises(Refused, match="does not hold any more"):
        by_link(cast, invitation, said(made))
    take_out(place=place, because="They lost the engineer who tried it.", actor=cast.aiko, at=cast.at)
    with pytest.raises(Refused, match="was taken out"):
        noted(cast, place, said(made))
    assert not TrialAnswer.objects.exists()


def test_who_looks_after_the_client_or_plans_the_trial_notes_what_it_said_in_a_call(cast, made, place):
    noted(cast, place, said(made, Tap.NO, "Not without an export."))
    row = latest_answers(place.pk)[keys_of(made)[0]]
    assert row.insight is not None
    assert (row.noted_by, row.insight.author, row.link) == (cast.aiko, cast.aiko, None)
    noted(cast, place, said(made, Tap.YES), by=cast.noor)
    for stranger in (cast.sam, cast.omar, cast.petra):
        with pytest.raises(Refused, match="Ask one of them"):
            noted(cast, place, said(made), by=stranger)
    with pytest.raises(Refused, match="a day that has not come"):
        noted(cast, place, said(made), said_on=today_of(cast.aiko, cast.at) + timedelta(days=1))


def test_what_is_noted_late_does_not_count_instead_of_what_was_said_since(cast, made, place):
    by_link(cast, asked(cast, place)[0], said(made, Tap.YES))
    noted(cast, place, said(made, Tap.NO), said_on=today_of(cast.aiko, cast.at) - timedelta(days=3))
    assert latest_answers(place.pk)[keys_of(made)[0]].tap is Tap.YES
    assert TrialAnswer.objects.count() == 2


def test_whoever_notes_it_may_say_what_it_speaks_for_if_they_see_the_initiative(cast, made, place):
    noted(cast, place, said(made, Tap.NO, "Not without an export."), stance=Stance.CONTRADICTS)
    link = InsightLink.objects.get()
    assert (link.initiative, link.stance, link.linked_by) == (made.initiative, Stance.CONTRADICTS, cast.aiko)


def test_who_may_not_see_the_initiative_does_not_say_what_speaks_for_it(cast):
    made = trial(cast)
    place = taking_part(cast, made, buyer(cast, "Nordbank", by=cast.omar))[0]
    with pytest.raises(Refused, match="Leave that open here"):
        noted(cast, place, said(made, Tap.NO, "Not without an export."), by=cast.omar, stance=Stance.SUPPORTS)
    assert not Insight.objects.exists()
    noted(cast, place, said(made, Tap.NO, "Not without an export."), by=cast.omar)
    assert Insight.objects.get().waits


def test_results_count_clients_that_take_part_by_region(cast, made):
    names = [("Nordbank", cast.emea), ("Hartmann", cast.emea), ("Banco", cast.amer), ("Kaya", cast.apac)]
    places = taking_part(cast, made, *(buyer(cast, name, region=region) for name, region in names))
    for place, tap in zip(places, (Tap.YES, Tap.NO, Tap.YES), strict=False):
        noted(cast, place, said(made, tap, f"We found it {tap}."))
    first, second = results_of(made.pk)
    assert (first.all.answered, first.all.can, first.more_than_taps) == (3, 4, 3)
    assert (first.all.taps[Tap.YES], first.all.taps[Tap.NO], first.all.taps[Tap.PARTLY]) == (2, 1, 0)
    assert [(each.name, each.answered, each.can) for each in first.regions] == [
        ("AMER", 1, 1), ("APAC", 0, 1), ("EMEA", 2, 2),
    ]  # fmt: skip
    assert {each.place.client.name for each in first.newest} == {"Nordbank", "Hartmann", "Banco"}
    assert (second.all.answered, second.all.can, second.newest) == (0, 4, [])


def test_what_a_client_answered_stays_in_the_results_when_it_leaves(cast, made):
    places = taking_part(cast, made, *(buyer(cast, name) for name in ("Nordbank", "Hartmann", "Banco", "Kaya")))
    one, two = keys_of(made)
    for place in places[:3]:
        noted(cast, place, [Answer(one, Tap.YES), Answer(two, None, f"An export for {place.client.name}.")])
    before = results_of(made.pk)
    for place, reply in zip(places, (Reply.NOT_NOW, Reply.NOT_FOR_US), strict=False):
        answer_invitation(link=place.links.get(), reply=reply, actor=MACHINE, at=cast.at)
    take_out(place=places[2], because="They lost the engineer who tried it.", actor=cast.aiko, at=cast.at)
    assert results_of(made.pk) == before
    assert (before[0].all.answered, before[0].all.can, before[0].all.taps[Tap.YES]) == (3, 4, 3)
    assert {each.place.client.name for each in before[1].newest} == {"Nordbank", "Hartmann", "Banco"}
    assert len(words_to(two)) == 3
    assert [each.client.name for each in responses_of(made.pk)] == ["Kaya", "Banco", "Hartmann", "Nordbank"]
    take_out(place=places[3], because="They never began with it.", actor=cast.aiko, at=cast.at)
    assert results_of(made.pk)[0].all.can == 3, "who left without an answer counts no more"


def test_a_link_to_the_questions_is_listed_only_while_it_opens_them(cast, made, place):
    link, _token = asked(cast, place)
    invitation, on = place.links.get(serves=LinkFor.INVITATION), cast.at.date()
    assert set(links_in_force(place.pk, on=on)) == {link, invitation}
    assert links_until([place.pk], on=on) == {place.pk: link.expires_on}
    answer_invitation(link=invitation, reply=Reply.NOT_NOW, actor=MACHINE, at=cast.at)
    assert list(links_in_force(place.pk, on=on)) == [invitation], "by which it can still say yes after all"
    assert links_until([place.pk], on=on) == {}
    answer_invitation(link=invitation, reply=Reply.YES, actor=MACHINE, at=cast.at)
    assert link in links_in_force(place.pk, on=on)


def test_a_text_question_takes_no_tap(cast, made, place):
    one, two = made.questions.order_by("position")
    assert (one.kind, two.kind) == (AnswerKind.TAP, AnswerKind.TEXT)
    noted(cast, place, [Answer(two.pk, Tap.YES, "Exports.")])
    assert TrialAnswer.objects.get().tap is None
