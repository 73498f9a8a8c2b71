"""Whose turn it is to run a meeting, who may ask whom, and the rights of a substitute for that meeting alone.

The rule, as it is said on the page: among the facilitators who are here that day, and come to that sitting, whoever ran
the fewest of the last ten meetings; of those, whoever did so longest ago; nobody twice in a row while another can.
Whoever said that they cannot is not proposed for that meeting again.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from parley.kernel.refusals import Refused
from parley.meetings.rules.holding import may_run, may_write_minutes
from parley.meetings.terms import STILL_TO_COME, MeetingFacts, MeetingState
from parley.meetings.terms.rota import RUN_LOOKED_BACK, RUN_TOLD_AHEAD, AskState, Ran, RunAs, Runner, ToRun
from parley.people.terms import Viewer

NEVER = datetime.min.replace(tzinfo=UTC)


def is_away(who: Runner, at: datetime) -> bool:
    """Whether somebody is away on the day that a moment is in their own zone."""
    day = at.astimezone(ZoneInfo(who.time_zone)).date()
    return bool(who.away_from and who.away_until and who.away_from <= day <= who.away_until)


def comes_to(who: Runner, meeting: ToRun) -> bool:
    """Whether a meeting is the sitting of somebody's region; where there is one sitting, it is everybody's."""
    return not meeting.second or (who.region in meeting.second) == (meeting.sitting == 2)


def whose_turn(runners: Iterable[Runner], meeting: ToRun, before: Sequence[Ran]) -> int | None:
    """Give whose turn a meeting is, by the rule above; None when everybody is away or cannot.

    `before` are those who ran the group's meetings before it, the latest last. Where no facilitator is of a sitting's
    regions, all may run it.
    """
    here = [each for each in runners if each.person not in meeting.cannot and not is_away(each, meeting.starts_at)]
    able = [each for each in here if comes_to(each, meeting)] or here
    lately = before[-RUN_LOOKED_BACK:]

    def place(who: Runner) -> tuple[bool, int, datetime, str, int]:
        mine = [ran.starts_at for ran in lately if ran.person == who.person]
        twice = bool(lately) and lately[-1].person == who.person
        return twice, len(mine), max(mine, default=NEVER), who.name, who.person

    return min(able, key=place).person if able else None


def drawn(
    runners: Sequence[Runner], substitutes: Mapping[int, Runner], before: Sequence[Ran], coming: Sequence[ToRun]
) -> dict[int, int | None]:
    """Give who runs each of the coming meetings, in their order: whoever was told or agreed, else whose turn it is.

    `substitutes` are those of the group who agreed to stand in, by key: whoever left it is not among them.
    """
    facilitators = {each.person: each for each in runners}
    ran, found = list(before), {}
    for meeting in sorted(coming, key=lambda each: (each.starts_at, each.meeting)):
        known = substitutes if meeting.run_as is RunAs.SUBSTITUTE else facilitators
        holder = known.get(meeting.run_by or 0)
        stays = meeting.run_as is not RunAs.DRAWN and holder and not is_away(holder, meeting.starts_at)
        person = meeting.run_by if stays else whose_turn(runners, meeting, ran)
        found[meeting.meeting] = person
        if person is not None:
            ran.append(Ran(person, meeting.starts_at))
    return found


def is_to_be_told(meeting: ToRun, at: datetime) -> bool:
    """Whether whoever runs a meeting is told now: it comes soon, or somebody else knew that they would."""
    return meeting.run_as is not RunAs.DRAWN or meeting.starts_at <= at + RUN_TOLD_AHEAD


def why_not_hand_on(viewer: Viewer, meeting: MeetingFacts, at: datetime) -> str:
    """Say why the viewer may not ask another to run a meeting; nothing when they may."""
    if not may_run(viewer, meeting) and meeting.run_by != viewer.person:
        return "Only whoever runs this meeting and the group’s facilitators ask another to. Tell one of them."
    if meeting.state not in STILL_TO_COME or at > meeting.ends_at or not meeting.area_goes_on:
        return "This meeting is over. Look at who runs the next one."
    return ""


def must_hand_on(viewer: Viewer, meeting: MeetingFacts, at: datetime) -> None:
    """Raise Refused unless the viewer may ask another to run a meeting."""
    if why := why_not_hand_on(viewer, meeting, at):
        raise Refused(why)


def must_be_askable(who: Runner | None, name: str, meeting: MeetingFacts, *, asker: int) -> None:
    """Raise Refused unless somebody of the group, who is here that day and does not run it yet, is asked by another."""
    if who is None:
        raise Refused(f"{name} is not in this group. Ask somebody who is.", field="person")
    if who.person == asker:
        raise Refused("You need not ask yourself. Ask somebody else, or take it over.", field="person")
    if who.person == meeting.run_by:
        raise Refused(f"{name} runs this meeting already. Ask somebody else.", field="person")
    if is_away(who, meeting.starts_at):
        raise Refused(f"{name} is away that day. Ask somebody else.", field="person")


def must_be_an_exchange(
    giver: Runner, meeting: MeetingFacts, other: MeetingFacts, *, person: int, at: datetime
) -> None:
    """Raise Refused unless somebody gives a meeting of theirs for a coming one that the other person runs."""
    if meeting.run_by != giver.person or meeting.substitute is not None:
        raise Refused(
            "Only a facilitator whose turn it is exchanges it for another. Ask without it.", field="in_return"
        )
    if other.area != meeting.area or other.run_by != person or other.substitute is not None:
        raise Refused("They do not run that meeting any more. Choose another, or none.", field="in_return")
    if other.state not in STILL_TO_COME or other.starts_at <= at:
        raise Refused("That meeting is over. Choose one that is still to come, or none.", field="in_return")
    if is_away(giver, other.starts_at):
        raise Refused("You are away on the day of that meeting. Choose another, or none.", field="in_return")


def must_still_be_asked(asker: Viewer, meeting: MeetingFacts, at: datetime) -> None:
    """Raise Refused, to whoever accepts, unless the asker might still hand the meeting on."""
    if why_not_hand_on(asker, meeting, at):
        raise Refused(
            f"{asker.name} cannot hand this meeting on any more. Say that you cannot; its page says who runs it."
        )


def must_still_be_an_exchange(
    giver: Runner, meeting: MeetingFacts, other: MeetingFacts | None, *, person: int, at: datetime
) -> None:
    """Raise Refused, to whoever accepts, unless what they were offered in exchange still holds."""
    try:
        if other is not None:
            return must_be_an_exchange(giver, meeting, other, person=person, at=at)
    except Refused:
        pass
    raise Refused(
        f"The exchange does not hold any more: one of the two meetings is over, somebody else runs it, or {giver.name} "
        f"is away that day. Say that you cannot, and {giver.name} can ask you for this one alone."
    )


def must_be_there(who: Runner, meeting: MeetingFacts) -> None:
    """Raise Refused, to whoever accepts, when they have said that they are away that day."""
    if is_away(who, meeting.starts_at):
        raise Refused("You are away that day. Say that you cannot, or change under Profile when you are away.")


def must_answer(viewer: Viewer, state: AskState, asked: int, meeting: MeetingFacts, at: datetime) -> None:
    """Raise Refused unless the viewer was asked, is asked still, and the meeting is still to come."""
    if viewer.person != asked:
        raise Refused("Somebody else was asked. Only they can answer.")
    if state is not AskState.OPEN or meeting.state not in STILL_TO_COME or at > meeting.ends_at:
        raise Refused("You are not asked any more. The meeting’s page says who runs it.")


def must_take(viewer: Viewer, meeting: MeetingFacts, at: datetime) -> None:
    """Raise Refused unless a facilitator of the group takes over a meeting to come that another runs, or nobody."""
    if meeting.area not in viewer.facilitates:
        raise Refused("Only the group’s facilitators take a meeting over. Offer it to whoever runs it.")
    must_hand_on(viewer, meeting, at)
    if meeting.run_by == viewer.person:
        raise Refused("You run this meeting already. Ask another if you cannot.")


def may_note_who_ran(viewer: Viewer, meeting: MeetingFacts) -> bool:
    """Whether somebody says who in fact ran a meeting: who writes its minutes, until these are published."""
    return meeting.state is MeetingState.HELD and not meeting.minutes_published and may_write_minutes(viewer, meeting)


def must_note_who_ran(viewer: Viewer, meeting: MeetingFacts) -> None:
    """Raise Refused unless somebody may say who ran a meeting."""
    if meeting.state is not MeetingState.HELD:
        raise Refused("Who ran a meeting is noted once it is closed. Close it first.")
    if meeting.minutes_published:
        raise Refused("The minutes are published, so who ran the meeting stays as it is. Add to them who did.")
    if not may_note_who_ran(viewer, meeting):
        raise Refused("Only the note-taker and the facilitators note who ran it. Tell one of them.")


def must_pass_on(viewer: Viewer, meeting: MeetingFacts, at: datetime) -> None:
    """Raise Refused unless it is the viewer who runs a meeting to come."""
    if meeting.run_by != viewer.person:
        raise Refused("Somebody else runs this meeting. Only they can say that they cannot.")
    must_hand_on(viewer, meeting, at)
