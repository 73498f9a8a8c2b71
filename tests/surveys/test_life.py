"""A wave from its plan to its sealing: who may, what is refused, what is recorded."""

from datetime import timedelta

import pytest

from parley.groups.actions import add_member, remove_member
from parley.groups.terms import MemberKind
from parley.kernel.refusals import Refused, Stale
from parley.ledger.terms import MACHINE
from parley.people.actions import change_person
from parley.surveys.actions.answering import begin_answering, begin_sending, hand_in, mark_answered, take_back
from parley.surveys.actions.closing import close_waves_due, seal_wave
from parley.surveys.actions.opening import open_wave, open_waves_due
from parley.surveys.actions.planning import add_question, change_wave, drop_question, withdraw_wave
from parley.surveys.models import Invited, OpenAnswer, Question, Sheet, Wave
from parley.surveys.queries.answering import place_in
from parley.surveys.queries.planning import ahead_of
from parley.surveys.queries.waves import questions_of, rate_of, waves_visible_to, waves_waiting_for
from parley.surveys.terms.waves import CORE, Kind, wave_ref
from tests.cast import Cast, history
from tests.surveys.made import OPEN_FOR, answer, answered, answers, crew, later, opened, planned, sealed

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_wave_is_planned_with_the_questions_every_wave_asks_by_product_operations_alone(cast: Cast):
    wave = planned(cast)
    assert [(each.key, each.core) for each in questions_of(wave.pk)] == [(each.key, True) for each in CORE]
    assert history(wave_ref(wave.pk)) == [f"planned [wave:{wave.pk}]"]
    with pytest.raises(Refused, match="Only product operations"):
        planned(cast, actor=cast.femi)
    assert waves_visible_to(cast.viewer(cast.ines)).count() == 1
    assert not waves_visible_to(cast.viewer(cast.femi)).exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"floor": 4}, "Choose 5 or 10"),
        ({"closes_at": timedelta(hours=3)}, "at least a day"),
        ({"closes_at": timedelta(days=90)}, "within 60 days"),
        ({"opens_at": timedelta(days=-3)}, "in the past"),
        ({"name": " "}, "Write a name"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_a_sentence(cast: Cast, given, sentence):
    moments = {key: cast.at + value for key, value in given.items() if isinstance(value, timedelta)}
    with pytest.raises(Refused, match=sentence):
        planned(cast, **given | moments)


def test_questions_are_added_before_the_one_in_own_words_and_core_ones_stay(cast: Cast):
    wave = planned(cast)
    made = add_question(wave=wave, text="Topics get an answer in time", kind=Kind.AGREE, actor=cast.ines, at=cast.at)
    assert [each.key for each in questions_of(wave.pk)][-2:] == [made.key, "open"]
    with pytest.raises(Refused, match="5 to 9 different things"):
        add_question(wave=wave, text="What first?", kind=Kind.RANK, items=["a", "b"], actor=cast.ines, at=cast.at)
    with pytest.raises(Refused, match="own words once"):
        add_question(wave=wave, text="And?", kind=Kind.OPEN, actor=cast.ines, at=cast.at)
    with pytest.raises(Refused, match="every wave"):
        drop_question(question=Question.objects.get(wave=wave, key="influence"), actor=cast.ines, at=cast.at)
    drop_question(question=made, actor=cast.ines, at=cast.at)
    assert len(questions_of(wave.pk)) == len(CORE)


def test_once_open_nothing_of_it_changes_by_any_way(cast: Cast):
    crew(cast, 12)
    wave = opened(cast)
    before = list(Invited.objects.order_by("person").values_list("person", "group", "region", "function"))
    for change in (
        lambda: change_wave(
            wave=wave, name="Other", opens_at=cast.at, closes_at=cast.at + OPEN_FOR, floor=10, everybody=True,
            areas=[], sides=[], regions=[], actor=cast.ines, at=cast.at,
        ),
        lambda: add_question(wave=wave, text="More?", kind=Kind.AGREE, actor=cast.ines, at=cast.at),
        lambda: drop_question(question=Question.objects.filter(wave=wave).first(), actor=cast.ines, at=cast.at),
        lambda: open_wave(wave=wave, actor=MACHINE, at=cast.at),
    ):  # fmt: skip
        try:
            change()
        except Refused as refusal:
            assert "fixed" in refusal.sentence  # noqa: PT017 - opening twice is nothing, and no refusal
    crew(cast, 3, name="late")
    sam = cast.sam
    change_person(
        person=sam, name=sam.name, function=cast.functions["sales"], region=cast.apac, time_zone="UTC", language="en",
        actor=cast.ines, at=cast.at,
    )  # fmt: skip
    assert before == list(Invited.objects.order_by("person").values_list("person", "group", "region", "function"))
    kept = Wave.objects.get(pk=wave.pk)
    assert (kept.name, kept.floor, kept.questions.count()) == ("Autumn", 5, len(CORE))


def test_a_plan_that_another_changed_is_stale(cast: Cast):
    wave = planned(cast)
    facts = {
        "name": "Spring", "opens_at": cast.at, "closes_at": cast.at + OPEN_FOR, "floor": 10, "everybody": True,
        "areas": [cast.identity], "sides": ["business"], "regions": [cast.emea],
    }  # fmt: skip
    change_wave(wave=wave, **facts, seen_version=wave.version, actor=cast.ines, at=cast.at)
    with pytest.raises(Stale):
        change_wave(wave=wave, **facts, seen_version=wave.version, actor=cast.ines, at=cast.at)


def test_it_asks_whom_it_says_and_opens_by_itself(cast: Cast):
    people = crew(cast, 24)
    wave = planned(cast, areas=[cast.identity], opens_at=cast.at + timedelta(days=1))
    assert open_waves_due(actor=MACHINE, at=cast.at) == 0
    assert open_waves_due(actor=MACHINE, at=cast.at + timedelta(days=1)) == 1
    asked = set(Invited.objects.filter(wave=wave).values_list("person", flat=True))
    assert asked == {each.pk for each in (*people[::2], cast.aiko, cast.sam, cast.femi, cast.noor)}
    few = planned(cast, name="Few", areas=[cast.identity], regions=[cast.amer], sides=["product"], **later(cast, 2))
    assert open_waves_due(actor=MACHINE, at=few.opens_at) == 0
    assert Wave.objects.get(pk=few.pk).opened_at is None


def test_nobody_is_asked_by_two_waves_at_once(cast: Cast):
    """Two wholes of nearly the same people could be subtracted; whoever moves after the planning is asked once."""
    people = crew(cast, 24)
    first = opened(cast, areas=[cast.identity])
    with pytest.raises(Refused, match="“Autumn” asks some of these people at the same time"):
        planned(cast, name="Pulse", everybody=True, closes_at=cast.at + timedelta(days=2))
    assert not Wave.objects.filter(name="Pulse").exists()
    after = planned(cast, name="Later", **later(cast))
    facts = {"name": "Sooner", "floor": 5, "everybody": False, "areas": [], "sides": [], "regions": []}
    sooner = {"opens_at": first.closes_at - timedelta(days=1), "closes_at": first.closes_at + timedelta(days=3)}
    with pytest.raises(Refused, match="at the same time"):
        change_wave(wave=after, **facts, **sooner, actor=cast.ines, at=cast.at)
    with pytest.raises(Refused, match="“Later” asks"):
        planned(cast, name="Then", **later(cast))
    beside = planned(cast, name="Beside", areas=[cast.reporting])
    for moved, person in enumerate(people[:4:2], start=1):
        add_member(area=cast.reporting, person=person, kind=MemberKind.CORE, actor=cast.ines, at=cast.at)
        assert ahead_of(beside, cast.at).left_out == moved
    with pytest.raises(Refused, match="asks 2 of its 16 people"):
        open_wave(wave=beside, actor=MACHINE, at=cast.at)
    remove_member(area=cast.reporting, person=person, actor=cast.ines, at=cast.at)
    open_wave(wave=beside, actor=MACHINE, at=cast.at)
    asked = list(Invited.objects.values_list("person", flat=True))
    assert len(asked) == len(set(asked)) > 20
    assert Invited.objects.get(person=people[0]).wave == first


def test_who_came_lately_is_asked_and_counted_in_the_whole_alone(cast: Cast):
    crew(cast, 12)
    crew(cast, 4, ago=timedelta(days=13), name="late")
    wave = opened(cast)
    late = Invited.objects.filter(wave=wave, person__name__startswith="Late")
    assert set(late.values_list("group", "side", "region", "function")) == {("", "", "", "")}
    assert Invited.objects.filter(wave=wave, group="identity", side="business").exists()


def test_answering_is_once_whatever_is_sent_twice(cast: Cast):
    people = crew(cast, 12)
    wave = opened(cast)
    now = {"actor": people[0], "at": cast.at}
    token = begin_answering(wave=wave, **now)
    for _again in range(3):
        hand_in(wave=wave, token=token, answers=answers(1), **now)
    assert Sheet.objects.count() == 1
    assert rate_of(wave).answered == 0
    for _again in range(2):
        mark_answered(wave=wave, token=token, **now)
    hand_in(wave=wave, token=token, answers=answers(2), **now)
    assert (Sheet.objects.count(), rate_of(wave).answered) == (1, 1)
    with pytest.raises(Refused, match="answered already"):
        begin_answering(wave=wave, **now)
    assert not waves_waiting_for(people[0].pk, cast.at)
    assert [each.key for each in waves_waiting_for(people[1].pk, cast.at)] == [wave.pk]
    assert history(wave_ref(wave.pk)) == [f"opened [wave:{wave.pk}] for 18 people", f"planned [wave:{wave.pk}]"]


def test_only_the_browser_that_began_last_sends_and_only_it_takes_back(cast: Cast):
    people = crew(cast, 12)
    wave = opened(cast)
    now = {"actor": people[0], "at": cast.at}
    first, second = begin_answering(wave=wave, **now), begin_answering(wave=wave, **now)
    for token in (first, "", "made up"):
        with pytest.raises(Refused, match="Begin again here"):
            hand_in(wave=wave, token=token, answers=answers(1), **now)
    hand_in(wave=wave, token=second, answers=answers(1), **now)
    mark_answered(wave=wave, token=second, **now)
    with pytest.raises(Refused, match="This browser sent no answers"):
        take_back(wave=wave, token=first, **now)
    assert place_in(wave, people[0].pk, second).sent
    take_back(wave=wave, token=second, **now)
    assert (Sheet.objects.count(), rate_of(wave).answered) == (0, 0)
    answer(wave, people[0], answers(4))
    assert Sheet.objects.get().answers["influence"] == 5


def test_two_browsers_of_one_person_never_send_two_sheets(cast: Cast):
    people = crew(cast, 12)
    wave = opened(cast)
    now = {"wave": wave, "actor": people[0], "at": cast.at}
    first = begin_answering(**now)
    begin_sending(token=first, **now)
    with pytest.raises(Refused, match="answered already"):
        begin_answering(**now)
    assert not place_in(wave, people[0].pk, first).answered, "what broke off here can be sent again"
    assert place_in(wave, people[0].pk, "another").answered
    for _again in range(2):
        hand_in(token=first, answers=answers(1), **now)
        mark_answered(token=first, **now)
    second = cast.sam
    other = begin_answering(wave=wave, actor=second, at=cast.at)
    begin_sending(wave=wave, token=first, actor=second, at=cast.at)
    assert not place_in(wave, second.pk, "").answered, "another person’s ballot says nothing of them"
    assert other
    assert Sheet.objects.count() == 1


@pytest.mark.parametrize(
    "given", [{}, {"influence": 6}, {"influence": "x"}, {"value": ["roadmap"]}, {"value": ["a", "b", "c"]},
              {"open": "x" * 801}],
)  # fmt: skip
def test_what_is_no_answer_is_refused_and_nothing_is_kept(cast: Cast, given):
    people = crew(cast, 12)
    wave = opened(cast)
    token = begin_answering(wave=wave, actor=people[0], at=cast.at)
    with pytest.raises(Refused):
        hand_in(wave=wave, token=token, answers=given, actor=people[0], at=cast.at)
    assert not Sheet.objects.exists()


def test_others_are_not_asked_and_nothing_is_taken_before_or_after(cast: Cast):
    crew(cast, 12)
    wave = planned(cast)
    with pytest.raises(Refused, match="has not opened"):
        begin_answering(wave=wave, actor=cast.sam, at=cast.at)
    open_wave(wave=wave, actor=MACHINE, at=cast.at)
    with pytest.raises(Refused, match="asks others"):
        begin_answering(wave=wave, actor=cast.lena, at=cast.at)
    with pytest.raises(Refused, match="is closed"):
        begin_answering(wave=wave, actor=cast.sam, at=wave.closes_at)
    with pytest.raises(Refused, match="closes by itself"):
        seal_wave(wave=wave, actor=cast.ines, at=cast.at)


def test_sealing_forgets_who_answered_and_splits_the_words_off(cast: Cast):
    people = crew(cast, 12)
    wave = opened(cast)
    answered(wave, people, "more time")
    keys = set(Sheet.objects.values_list("key", flat=True))
    assert close_waves_due(actor=MACHINE, at=wave.closes_at) == 1
    assert close_waves_due(actor=MACHINE, at=wave.closes_at) == 0
    wave.refresh_from_db()
    assert (wave.answered, rate_of(wave).answered, wave.invited) == (12, 12, 18)
    assert set(Invited.objects.values_list("answered", "ballot", "mailed")) == {(None, None, 0)}
    assert Invited.objects.count() == 18
    assert not keys & set(Sheet.objects.values_list("key", flat=True))
    assert set(Sheet.objects.values_list("receipt", flat=True)) == {None}
    assert all("open" not in each for each in Sheet.objects.values_list("answers", flat=True))
    assert sorted(OpenAnswer.objects.values_list("words", flat=True)) == sorted(f"more time {n}" for n in range(12))
    assert history(wave_ref(wave.pk))[0] == f"closed and sealed [wave:{wave.pk}]: 12 of 18 answered"


def test_a_wave_that_is_withdrawn_deletes_what_was_answered_unread(cast: Cast):
    people = crew(cast, 12)
    wave = opened(cast)
    answered(wave, people)
    with pytest.raises(Refused, match="Say in a few words why"):
        withdraw_wave(wave=wave, reason=" ", actor=cast.ines, at=cast.at)
    withdraw_wave(wave=wave, reason="The wrong groups were asked.", actor=cast.ines, at=cast.at)
    assert not Sheet.objects.exists()
    assert not Invited.objects.exists()
    assert not waves_visible_to(cast.viewer(cast.femi)).exists()
    over = opened(cast, name="Second")
    with pytest.raises(Refused, match="over"):
        withdraw_wave(wave=sealed(over), reason="Late.", actor=cast.ines, at=cast.at)
