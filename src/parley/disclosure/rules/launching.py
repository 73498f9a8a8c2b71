"""Who may plan a launch, what it still lacks in a region, when it has come, and what a look back must say."""

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median

from parley.disclosure.terms import Closing
from parley.disclosure.terms.launching import THERE, Announced, Came, Coming, Lack, LaunchTexts, Readiness
from parley.groups.rules import may_keep_roadmap
from parley.kernel.refusals import Refusals, Refused
from parley.kernel.spans import spoken_day
from parley.people.terms import Duty, Viewer
from parley.roadmap.rules.whys import letters_in, listed
from parley.roadmap.terms import Stage

LONGEST_PART, LONGEST_FIGURE = 5000, 80
LATELY = timedelta(days=31)  # who asks for it later than that is no news any more: it is among what may be told
MOVED_DAY = "what happened, and what clients there were told of it"
MOVED_BACK = "what would be too early or too late to see on the day that was set"
STANDS = "stands as it was written. Say in the look back what is different."
NOT_READY = "what is missing there, and who sees to it"


def planning_refusal(viewer: Viewer, area: int) -> str:
    """Say why somebody may not plan the launches of an area; nothing when they may.

    Product marketing does, who belong to the area's group, and its product people.
    """
    if may_keep_roadmap(viewer, area) or (viewer.duty is Duty.APPROVES_WORDS and area in viewer.inside):
        return ""
    return "A launch is planned by product marketing in the area’s group and by its product people. Ask one of them."


def must_plan(viewer: Viewer, area: int) -> None:
    """Raise Refused unless somebody may plan the launches of an area."""
    if sentence := planning_refusal(viewer, area):
        raise Refused(sentence)


def texts_of(texts: LaunchTexts, *, before: LaunchTexts | None = None, stage: Stage) -> LaunchTexts:
    """Give back what a plan says, trimmed; raises Refusals for every part that is missing, too long or frozen.

    What a launch is for stands from the moment on which it is there: it is what the look back is held against.
    """
    wrong: list[Refused] = []
    clean = {}
    for name in ("for_whom", "enablement", "support_notes", "measure", "expected"):
        clean[name] = getattr(texts, name).replace("\r\n", "\n").strip()
        if len(clean[name]) > LONGEST_PART or "\0" in clean[name]:
            wrong.append(
                Refused(f"Write at most {LONGEST_PART:,} characters here, as plain text. Link the rest.", field=name)
            )
        said = getattr(before, name) if before else ""
        if name in {"measure", "expected"} and stage in THERE and said and clean[name] != said:
            wrong.append(Refused(f"It is there already, so this {STANDS}", field=name))
    if letters_in(clean["for_whom"]) < 3:
        wrong.append(Refused("Say for which clients it is, and for whom there.", field="for_whom"))
    if wrong:
        raise Refusals(wrong)
    return LaunchTexts(**clean)


def unmade(texts: LaunchTexts, *, has_day: bool) -> str:
    """Say once it says what a plan counts as made; nothing when it does. `has_day`: some region has its day."""
    parts = (
        ("for whom it is", texts.for_whom),
        ("what colleagues need", texts.enablement),
        ("what support has to know", texts.support_notes),
        ("from which day it is there in some region", has_day),
    )
    missing = tuple(words for words, there in parts if not there)
    return f"The plan counts as made once it says {listed(missing)}." if missing else ""


def look_back_day_of(day: date | None, *, before: date | None, texts: LaunchTexts, today: date) -> date | None:
    """Give back the day of a look back. Raises Refused for a new one that has passed, without what it is held against.

    A day that was set is moved, never removed.
    """
    if day == before:
        return day
    if day is None:
        raise Refused("The day of the look back is set. Move it to another one, with the reason.", field="back_on")
    if day <= today:
        raise Refused("Choose a day that is still to come: by then one can see what it brought.", field="back_on")
    if not (texts.measure and texts.expected):
        raise Refused(
            "A look back needs what it is held against. Say what is expected, and by what one will see it.",
            field="expected" if texts.measure else "measure",
        )
    return day


def must_be_to_come(day: date | None, *, before: date | None, stage: Stage, today: date) -> None:
    """Raise Refused for another day in a region that has passed, of what is not at launch yet.

    The day that stands may have passed, and of what is there one may note late since when.
    """
    if day is None or day == before or day >= today or stage in THERE:
        return
    raise Refused(
        f"{spoken_day(day)} has passed, and it is not at launch yet. Choose today or a day that is still to come; if "
        "clients there have it already, move it to launch first.",
        field="day",
    )


def must_be_written(texts: LaunchTexts, *, enabled: bool, supported: bool) -> None:
    """Raise Refusals where colleagues in a region are newly said to have what a plan does not say yet."""
    wrong = []
    if enabled and not texts.enablement:
        wrong.append(Refused("Nobody has written yet what those who talk to clients need. Write it into the plan "
                             "first, then say here that they have it.", field="enabled"))  # fmt: skip
    if supported and not texts.support_notes:
        wrong.append(Refused("There are no notes for support yet. Write them into the plan first, then say here that "
                             "support has them.", field="supported"))  # fmt: skip
    if wrong:
        raise Refusals(wrong)


def lacks_of(facts: Readiness) -> tuple[Lack, ...]:
    """Give what a launch lacks in a region; nothing when it can be called ready."""
    return tuple(
        lack
        for lack, missing in (
            (Lack.DAY, facts.day is None),
            (_lacking_words(facts), facts.words_until is None),
            (Lack.NEWER_WORDS, bool(facts.words_until and facts.day and facts.words_until < facts.day)),
            (Lack.ENABLEMENT, not facts.enablement),
            (Lack.ENABLED, facts.enablement and not facts.enabled),
            (Lack.SUPPORT_NOTES, not facts.support_notes),
            (Lack.SUPPORTED, facts.support_notes and not facts.supported),
        )
        if missing
    )


def _lacking_words(facts: Readiness) -> Lack:
    if not facts.drafted:
        return Lack.WORDS
    return Lack.LEGAL if facts.waits_for_legal else Lack.APPROVAL


def lack_words(lack: Lack, facts: Readiness) -> str:
    """Say what is missing and who sees to it."""
    legal = " and legal" if facts.legal else ""
    said = {
        Lack.DAY: "It has no day yet. Product marketing or the area’s product people set it.",
        Lack.WORDS: "No words for clients there are drafted. The area’s product people or product marketing draft "
        f"them; product marketing{legal} approve{'' if legal else 's'} them.",
        Lack.APPROVAL: f"The words are drafted and not approved yet. Product marketing{legal} "
        f"approve{'' if legal else 's'} them.",
        Lack.LEGAL: "The words are approved by product marketing. Legal has yet to approve them too.",
        Lack.NEWER_WORDS: f"The words may be said until {spoken_day(facts.words_until) if facts.words_until else ''}, "
        "which is before the day. Whoever drafts words writes newer ones.",
        Lack.ENABLEMENT: "Nobody has written yet what those who talk to clients need. Product marketing writes it into "
        "the plan.",
        Lack.ENABLED: "Those who talk to clients there do not have it yet. Whoever plans the launch notes when "
        "they do.",
        Lack.SUPPORT_NOTES: "There are no notes for support yet. The area’s product people write them into the plan.",
        Lack.SUPPORTED: "Support there does not have the notes yet. Whoever plans the launch notes when it does.",
    }
    return said[lack]


def must_lack_nothing(facts: Readiness, *, where: str) -> None:
    """Raise Refused with what is missing unless a region can be called ready."""
    if lacks := lacks_of(facts):
        raise Refused(f"{where} is not ready: {' '.join(lack_words(each, facts) for each in lacks)}")


def has_come(stage: Stage, day: date | None, *, live_on: date | None, today: date, just_moved: bool) -> bool:
    """Whether clients in a region are to hear today that it is there, given the region's day.

    At launch not before its day; without a day once it is live. What came longer than a month ago is no news, unless
    its stage was moved just now.
    """
    since = day or (live_on if stage is Stage.LIVE else None)
    if stage not in THERE or since is None or since > today:
        return False
    return just_moved or today - since < LATELY


def has_come_to(region: int | None, coming: Coming, *, today: date, just_moved: bool) -> bool:
    """Whether clients in a region are to hear today that it is there, as `has_come`; never outside its regions.

    Clients without a region hear it once the last day has come.
    """
    days = {key: day for key, day in coming.days.items() if not coming.places or key in coming.places}
    if region and coming.places and region not in coming.places:
        return False
    day = days.get(region) if region else max(days.values(), default=None)
    return has_come(coming.stage, day, live_on=coming.live_on, today=today, just_moved=just_moved)


def announced_of(counts: Sequence[tuple[Closing | None, int | None, int]]) -> Announced:
    """Say how far a list is, given how many ended in which way after how many days (none: waiting).

    Whoever left, and what was taken back, is not counted.
    """
    told = [(took, n) for closing, took, n in counts if closing is Closing.TOLD]
    days = [took for took, n in told if took is not None for _ in range(n)]
    return Announced(
        told=sum(n for _took, n in told),
        put_aside=sum(n for closing, _took, n in counts if closing is Closing.NOT_NEEDED),
        waiting=sum(n for closing, _took, n in counts if closing is None),
        median_days=median(days) if days else None,
    )


def looking_back_refusal(viewer: Viewer, area: int, owner: int | None) -> str:
    """Say why somebody may not write the look back; nothing when they may: the owner, and the area's product people."""
    if viewer.person == owner or may_keep_roadmap(viewer, area):
        return ""
    return "Whoever owns it looks back, or the area’s product people. Tell them what you saw, in a comment."


def must_be_due(back_on: date | None, *, today: date, stage: Stage) -> date:
    """Give back the day of a look back that is due; raises Refused without one, before it, and before the launch."""
    if back_on is None:
        raise Refused("No day is set on which it is looked back. Set one in the plan first.")
    if back_on > today:
        raise Refused(
            f"It is looked back on {spoken_day(back_on)}. Come back then, or move the day in the plan, with the reason."
        )
    if stage not in THERE and stage is not Stage.STOPPED:
        raise Refused("It is not there yet, so there is nothing to look back at. Move the day in the plan, and say "
                      "why.")  # fmt: skip
    return back_on


def look_back_of(came: Came, text: str, figure: str, *, again_on: date | None, today: date) -> tuple[str, str]:
    """Give back what happened, and the figure, trimmed; raises Refusals for what says nothing or is too long.

    Who cannot say yet names the day on which it is looked at again.
    """
    clean, number = text.replace("\r\n", "\n").strip(), " ".join(figure.replace("\0", " ").split())
    wrong = []
    if letters_in(clean) < 10 or len(clean) > LONGEST_PART or "\0" in clean:
        wrong.append(Refused("Say what happened, so that somebody who was not there understands it, in at most "
                             f"{LONGEST_PART:,} characters.", field="text"))  # fmt: skip
    if len(number) > LONGEST_FIGURE:
        wrong.append(Refused(f"Write the figure in at most {LONGEST_FIGURE} characters: €7.1m a year.", field="figure"))
    if came is Came.CANNOT_SAY and (again_on is None or again_on <= today):
        wrong.append(Refused("Name the day on which one can say: it is asked again then.", field="again_on"))
    if wrong:
        raise Refusals(wrong)
    return clean, number
