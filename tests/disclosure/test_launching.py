"""A launch is planned by those who may, region by region, and looked back at on a day that was set before."""

from datetime import timedelta

import pytest

from parley.disclosure.actions import ThereFrom, look_back, plan_launch, plan_region, say_ready, stop
from parley.disclosure.models.launching import LaunchPlan, LaunchRegion, LookBack, LookBackMoved
from parley.disclosure.terms.launching import Came, LaunchTexts
from parley.groups.actions import add_member
from parley.kernel.refusals import Refusals, Refused, Stale
from parley.ledger.terms import MACHINE
from parley.notifications.queries import waiting_counts, waiting_for
from parley.notifications.terms import Waits
from parley.roadmap.terms import Stage, initiative_ref
from parley.roadmap.terms.duties import DutyKind
from tests.cast import history
from tests.disclosure.launched import TEXTS, day, in_launch, moved, planned, there_from
from tests.disclosure.made import approved, drafted, fresh, in_build, mia
from tests.roadmap.duties import listed, owes

pytestmark = pytest.mark.django_db
HAPPENED = "Spend came back with 31 of the 41 clients."


def later(cast, days):
    return cast.at + timedelta(days=days)


def test_a_plan_is_written_and_written_anew_and_the_ledger_says_so(cast):
    row = in_build(cast)
    plan = planned(cast, row)
    assert (plan.for_whom, plan.back_on, plan.version) == (TEXTS.for_whom, day(cast, 90), 1)
    planned(cast, row)  # the same again changes nothing
    plan_launch(initiative=row, texts=LaunchTexts(for_whom="Everybody who buys"), actor=cast.noor,
                back_on=day(cast, 90), at=cast.at, seen_version=1)  # fmt: skip
    told = history(initiative_ref(row.pk))
    assert told[0].startswith("changed the plan of the launch of")
    assert sum("the launch of" in each for each in told) == 2
    with pytest.raises(Stale):
        planned(cast, row, seen_version=1)


def test_product_marketing_of_the_group_plans_and_others_do_not(cast):
    row = in_build(cast)
    marketer = mia(cast)
    with pytest.raises(Refused, match="planned by product marketing in the area’s group"):
        planned(cast, row, actor=marketer)
    add_member(area=cast.identity, person=marketer, actor=MACHINE, at=cast.at)
    assert planned(cast, row, actor=marketer).written_by == marketer
    for other in (cast.sam, cast.femi, cast.elena, cast.petra):
        with pytest.raises(Refused):
            planned(cast, row, actor=other, texts=LaunchTexts(for_whom="Somebody else"))


def test_a_plan_says_for_whom_and_a_look_back_what_it_is_held_against(cast):
    row = in_build(cast)
    with pytest.raises(Refusals, match="Say for which clients"):
        planned(cast, row, texts=LaunchTexts())
    with pytest.raises(Refused, match="A look back needs what it is held against"):
        planned(cast, row, texts=LaunchTexts(for_whom="Media buyers", expected="€6m"))
    with pytest.raises(Refused, match="still to come"):
        planned(cast, row, back_on=day(cast))
    assert not LaunchPlan.objects.exists()


def test_the_day_of_the_look_back_moves_with_a_reason_and_both_days_stay(cast):
    row = in_build(cast)
    planned(cast, row)
    with pytest.raises(Refused, match="A change needs its reason"):
        planned(cast, row, back_on=day(cast, 120))
    with pytest.raises(Refused, match="Move it to another one"):
        planned(cast, row, back_on=None)
    planned(cast, row, back_on=day(cast, 120), reason="The quarter's spend is known in April only.")
    assert LookBackMoved.objects.values_list("before", "after").get() == (day(cast, 90), day(cast, 120))
    assert "moved the look back at the launch of" in " ".join(history(initiative_ref(row.pk))[:2])


def test_what_it_is_for_stands_once_it_is_there(cast):
    row = in_launch(cast)
    moved(cast, row)
    with pytest.raises(Refusals, match="stands as it was written"):
        planned(cast, row, texts=LaunchTexts(for_whom="All", measure=TEXTS.measure, expected="€1m"))
    rest = LaunchTexts(for_whom="All of them", measure=TEXTS.measure, expected=TEXTS.expected)
    assert planned(cast, row, texts=rest).for_whom == "All of them"


def test_a_region_is_ready_when_nothing_is_missing(cast):
    row = in_build(cast)
    planned(cast, row, texts=LaunchTexts(for_whom="Media buyers"), back_on=None)
    now = {"initiative": row, "region": cast.emea, "ready": True, "actor": cast.noor, "at": cast.at}
    with pytest.raises(Refused) as refusal:
        say_ready(**now)
    for words in (
        "no day yet",
        "No words for clients there",
        "what those who talk to clients need",
        "notes for support",
    ):
        assert words in refusal.value.sentence
    planned(cast, row, back_on=None)
    there_from(cast, row, day(cast, 5))
    drafted(cast, row)
    with pytest.raises(Refused, match=r"drafted and not approved yet\. Product marketing approves them"):
        say_ready(**now)
    approved(cast, row)
    say_ready(**now)
    there = LaunchRegion.objects.get()
    assert (there.ready, there.said_by, there.enabled_by) == (True, cast.noor, cast.noor)
    assert history(initiative_ref(row.pk))[0].endswith("is ready")


def test_words_that_end_before_the_day_are_missing(cast):
    row = in_build(cast)
    planned(cast, row)
    approved(cast, row, expires_on=day(cast, 10))
    there_from(cast, row, day(cast, 11))
    with pytest.raises(Refused, match="which is before the day"):
        say_ready(initiative=row, region=cast.emea, ready=True, actor=cast.noor, at=cast.at)


def test_a_region_is_not_ready_with_a_reason_and_another_day_asks_anew(cast):
    row = in_build(cast)
    planned(cast, row)
    there_from(cast, row, day(cast, 5))
    now = {"initiative": row, "region": cast.emea, "actor": cast.noor, "at": cast.at}
    with pytest.raises(Refused, match="reason"):
        say_ready(ready=False, **now)
    say_ready(ready=False, because="Support in Warsaw has not been trained yet.", **now)
    assert LaunchRegion.objects.get().because == "Support in Warsaw has not been trained yet."
    with pytest.raises(Refused, match="A change needs its reason"):
        there_from(cast, row, day(cast, 9))
    there_from(cast, row, day(cast, 9), reason="Support there is trained on Monday.")
    there = LaunchRegion.objects.get()
    assert (there.day, there.ready, there.because) == (day(cast, 9), None, "")


def test_a_region_needs_a_plan_and_to_be_one_of_the_initiatives(cast):
    row = in_build(cast, regions=[cast.apac])
    there = {"there": ThereFrom(day=day(cast, 5)), "actor": cast.noor, "at": cast.at}
    with pytest.raises(Refused, match="Write the plan of the launch first"):
        plan_region(initiative=row, region=cast.apac, **there)
    planned(cast, row)
    with pytest.raises(Refused, match="does not apply to EMEA"):
        plan_region(initiative=row, region=cast.emea, **there)
    plan_region(initiative=row, region=cast.apac, seen_version=1, **there)
    with pytest.raises(Stale):
        plan_region(initiative=row, region=cast.apac, seen_version=1, **(there | {"there": ThereFrom(day=None)}))


def test_a_day_that_has_passed_is_no_new_day_before_the_launch_and_stands_where_it_was_set(cast):
    row = in_build(cast)
    planned(cast, row)
    with pytest.raises(Refused, match="has passed, and it is not at launch yet") as refusal:
        there_from(cast, row, day(cast, -29))
    assert refusal.value.field == "day"
    assert not LaunchRegion.objects.exists()
    there_from(cast, row, day(cast, 2))
    there = ThereFrom(day=day(cast, 2), enabled=True, supported=False)
    now = {"initiative": row, "region": cast.emea, "actor": cast.noor, "at": later(cast, 9)}
    assert plan_region(there=there, **now).supported_at is None  # its day has passed since, and stands
    with pytest.raises(Refused, match="has passed"):
        plan_region(there=ThereFrom(day=day(cast, 3)), reason="It came a day later.", **now)
    moved(cast, row)
    late = plan_region(there=ThereFrom(day=day(cast, 3)), reason="It came a day later.", **now)
    assert late.day == day(cast, 3)  # what is there is noted late, too


def test_colleagues_have_only_what_is_written(cast):
    row = in_build(cast)
    planned(cast, row, texts=LaunchTexts(for_whom="Media buyers"), back_on=None)
    with pytest.raises(Refusals) as refusal:
        there_from(cast, row, day(cast, 5))
    assert [each.field for each in refusal.value.each] == ["enabled", "supported"]
    assert "Write it into the plan first" in refusal.value.sentence
    assert not LaunchRegion.objects.exists()
    planned(cast, row)
    there_from(cast, row, day(cast, 5))
    assert LaunchRegion.objects.get().enabled_at == cast.at


def test_a_plan_meets_what_is_owed_only_by_what_is_written_in_it(cast):
    kinds = (DutyKind.MARKET_PLAN, DutyKind.ENABLEMENT, DutyKind.SUPPORT_NOTES)
    for kind in kinds:
        listed(cast, kind, stage=Stage.BUILD)
    row = in_build(cast)
    assert set(owes(row)) == set(kinds)
    some = {"for_whom": "Media buyers", "measure": TEXTS.measure, "expected": TEXTS.expected}
    planned(cast, row, texts=LaunchTexts(**some), back_on=None)
    assert set(owes(row)) == set(kinds)
    planned(cast, row, texts=LaunchTexts(**some, enablement=TEXTS.enablement), back_on=None)
    assert set(owes(row)) == {DutyKind.MARKET_PLAN, DutyKind.SUPPORT_NOTES}
    planned(cast, row)
    assert owes(row) == [DutyKind.MARKET_PLAN]  # no region has its day
    there_from(cast, row, day(cast, 5))
    assert owes(row) == []
    plan_region(initiative=row, region=cast.emea, there=ThereFrom(day=None, enabled=True, supported=True),
                reason="The exchanges ask for more time.", actor=cast.noor, at=cast.at)  # fmt: skip
    assert owes(row) == [DutyKind.MARKET_PLAN]


@pytest.fixture
def launched(cast):
    """Noor's launch, of which the day to look back has come."""
    row = in_launch(cast, owner=cast.noor)
    moved(cast, row)
    return row


def wrote(cast, row, at, **given):
    facts = {"came": Came.PARTLY, "text": HAPPENED, "figure": "€4.1m a year", "actor": cast.noor, "at": at} | given
    return look_back(initiative=fresh(row), **facts)


def test_a_look_back_is_written_once_on_its_day_beside_what_was_expected(cast, launched):
    with pytest.raises(Refused, match="Come back then"):
        wrote(cast, launched, later(cast, 88))
    due = later(cast, 91)
    with pytest.raises(Refused, match="Whoever owns it looks back"):
        wrote(cast, launched, due, actor=cast.sam)
    written = wrote(cast, launched, due)
    assert (written.came, written.expected, written.measure, written.due_on) == (
        Came.PARTLY, TEXTS.expected, TEXTS.measure, day(cast, 90),
    )  # fmt: skip
    assert history(initiative_ref(launched.pk))[0].endswith("it did in part what it was for")
    with pytest.raises(Refused, match="looked back at already"):
        wrote(cast, launched, due)


def test_who_cannot_say_yet_is_asked_again(cast, launched):
    due = later(cast, 91)
    with pytest.raises(Refusals, match="Name the day"):
        wrote(cast, launched, due, came=Came.CANNOT_SAY)
    wrote(cast, launched, due, came=Came.CANNOT_SAY, again_on=day(cast, 130))
    with pytest.raises(Refused, match="Come back then"):
        wrote(cast, launched, due)
    wrote(cast, launched, later(cast, 131), came=Came.MET)
    assert list(LookBack.objects.order_by("pk").values_list("came", flat=True)) == [Came.CANNOT_SAY, Came.MET]
    assert LookBackMoved.objects.get().reason == HAPPENED


def test_a_look_back_says_what_happened(cast, launched):
    with pytest.raises(Refusals) as refusal:
        wrote(cast, launched, later(cast, 91), text="ok", figure="x" * 81)
    assert {each.field for each in refusal.value.each} == {"text", "figure"}


def test_what_has_not_come_is_not_looked_back_at(cast):
    row = in_build(cast)
    with pytest.raises(Refused, match="Plan it first"):
        wrote(cast, row, cast.at)
    planned(cast, row)
    with pytest.raises(Refused, match="not there yet"):
        wrote(cast, row, later(cast, 91))


def test_it_waits_for_the_owner_on_its_day_and_for_nobody_when_it_was_stopped(cast, launched):
    def waits(person, at):
        return [each.waits for each in waiting_for(cast.viewer(person), at=at)]

    assert waits(cast.noor, later(cast, 88)) == []
    due = later(cast, 91)
    assert waits(cast.noor, due) == [Waits.LOOK_BACK]
    assert waiting_counts(cast.viewer(cast.noor), at=due).all == 1
    assert waits(cast.sam, due) == waits(cast.elena, due) == []
    stop(initiative=fresh(launched), reason="The regulator dropped the rule.", actor=cast.noor, at=due)
    assert waits(cast.noor, due) == []


def test_what_is_not_there_yet_is_not_waited_for_either(cast):
    row = in_build(cast)
    planned(cast, row)
    due = later(cast, 91)
    with pytest.raises(Refused, match="not there yet"):
        wrote(cast, row, due)
    assert Waits.LOOK_BACK not in [each.waits for each in waiting_for(cast.viewer(cast.noor), at=due)]
    moved(cast, row)
    assert Waits.LOOK_BACK in [each.waits for each in waiting_for(cast.viewer(cast.noor), at=due)]
