"""What clients say is kept: by their link, or as somebody noted it; words of theirs become insights."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from parley.clients.actions import note_insight
from parley.clients.models import Insight
from parley.clients.rules import said_on_of
from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.models import Person
from parley.roadmap.actions import link_insight
from parley.roadmap.queries import initiatives_visible_to
from parley.roadmap.terms import Stance
from parley.trials.actions.inviting import _to_invite
from parley.trials.events.places import FeedbackGiven
from parley.trials.models import TrialAnswer, TrialLink, TrialPlace
from parley.trials.queries.answers import answers_held, latest_answers, questions_for, screenshots_held
from parley.trials.queries.links import link_to_change
from parley.trials.queries.seeing import facts_of, place_to_change
from parley.trials.rules import feedback as rules
from parley.trials.rules.places import must_hold, must_take_answers, must_take_part
from parley.trials.terms import LinkFor, trial_ref
from parley.trials.terms.feedback import SOURCE, Answer, AskedOf
from parley.voices.actions import open_thread
from parley.voices.actions.attaching import attach
from parley.voices.models import Attachment


@action
def give_feedback(*, link: TrialLink, answers: Sequence[Answer], actor: Actor, at: datetime) -> list[Answer]:
    """Keep what a client answered by its link, and give it back as it is kept. The same sent again changes nothing.

    A client may answer again until the link ends: the newest counts, what it said before stays. Raises Refused once
    the link answers nothing any more, and as `rules.answers_of`.
    """
    place = place_to_change(link.place_id)  # before its links, as inviting does
    row, on = link_to_change(link.pk), today_of(actor, at)
    must_hold(ended=bool(row.ended_at) or row.serves is not LinkFor.FEEDBACK or row.expires_on < on)
    clean, made = _keep(place, answers, said_on=on, link=row, actor=actor, at=at)
    if made:
        record(FeedbackGiven(trial=place.trial_id, place=place.pk, client=place.client_id, questions=len(made),
                             by_link=True))  # fmt: skip
    return clean


@action
def note_feedback(
    *,
    place: TrialPlace,
    answers: Sequence[Answer],
    said_on: date,
    stance: Stance | None = None,
    actor: Person,
    at: datetime,
) -> list[Answer]:
    """Keep what a client said in a call or a mail, by who looks after it or plans the trial.

    With `stance` its words speak for or against the initiative, which somebody says who may see it; without, they wait
    in the inbox. Raises Refused for whoever may not, for a day that has not come, and as `give_feedback`.
    """
    (row, on), viewer = _to_invite(place, actor, at), acting(actor)
    day = said_on_of(said_on, on)
    clean, made = _keep(row, answers, said_on=day, link=None, actor=actor, at=at)
    if made:
        record(FeedbackGiven(trial=row.trial_id, place=row.pk, client=row.client_id, questions=len(made),
                             by_link=False))  # fmt: skip
    if stance:
        if not initiatives_visible_to(viewer).filter(pk=row.trial.initiative_id).exists():
            raise Refused("Whoever sees the initiative says what speaks for it. Leave that open here.", field="stance")
        for insight in [each.insight for each in made if each.insight]:
            link_insight(initiative=row.trial.initiative, insight=insight, stance=stance, actor=actor, at=at)
    return clean


def _keep(
    place: TrialPlace, answers: Sequence[Answer], *, said_on: date, link: TrialLink | None, actor: Actor, at: datetime
) -> tuple[list[Answer], list[TrialAnswer]]:
    """Keep answers of a place that is locked; give all of them, and the rows that are new."""
    must_take_part(place.state)
    must_take_answers(facts_of(place.trial), today_of(actor, at))
    asked = {each.pk: AskedOf(each.pk, each.kind) for each in questions_for(place)}
    clean = rules.answers_of(answers, asked)
    before, held = latest_answers(place.pk), answers_held(place.pk)
    new = [
        each
        for answer in clean
        for each in [_whole(answer, before.get(answer.question))]
        if not _is_said(each, before.get(each.question), held, said_on if link is None else date.max)
    ]
    rules.must_have_room_for(sum(bool(each.screenshot) for each in new), held=screenshots_held(place.pk))
    made = [
        _write(each, place, before.get(each.question), said_on=said_on, link=link, actor=actor, at=at) for each in new
    ]
    return list(clean), made


def _whole(answer: Answer, before: TrialAnswer | None) -> Answer:
    """Give an answer with what it leaves as it was: a screenshot alone comes to what was tapped and written before."""
    if before is None or answer.tap or answer.text:
        return answer
    return replace(answer, tap=before.tap, text=before.text)


def _is_said(answer: Answer, before: TrialAnswer | None, held: Sequence[TrialAnswer], said_on: date) -> bool:
    """Whether this is what counts already, or was noted late for that day already; no screenshot is any screenshot."""
    if before is None:
        return False
    if (before.tap, before.text) == (answer.tap, answer.text):
        return _shows(before, answer)
    late = (answer.question, answer.tap, answer.text, said_on)
    return said_on < before.said_on and any(
        (each.question_id, each.tap, each.text, each.said_on) == late and _shows(each, answer) for each in held
    )


def _shows(row: TrialAnswer, answer: Answer) -> bool:
    """Whether a row has the screenshot of an answer already; always where the answer has none."""
    if answer.screenshot is None:
        return True
    return row.screenshot is not None and row.screenshot.sha256 == answer.screenshot.made.sha256


def _write(
    answer: Answer,
    place: TrialPlace,
    before: TrialAnswer | None,
    *,
    said_on: date,
    link: TrialLink | None,
    actor: Actor,
    at: datetime,
) -> TrialAnswer:
    """Keep one answer: it counts, unless what is noted late was said before what counts now."""
    if before and link:  # the client says it now, whichever day it is where its last words were noted
        said_on = max(said_on, before.said_on)
    latest = before is None or before.said_on <= said_on
    if before and latest:
        before.latest = False
        before.save(update_fields=["latest"])
    return TrialAnswer.objects.create(
        question_id=answer.question, place=place, tap=answer.tap, text=answer.text, said_on=said_on, link=link,
        noted_by_id=actor.pk, noted_at=at, insight=_insight(answer, place, said_on, actor, at), latest=latest,
        screenshot=_attached(answer, place, link, actor, at),
    )  # fmt: skip


def _attached(
    answer: Answer, place: TrialPlace, link: TrialLink | None, actor: Actor, at: datetime
) -> Attachment | None:
    """Keep a screenshot in the conversation of its place, which begins with the first."""
    if answer.screenshot is None:
        return None
    if place.thread is None:
        place.thread = open_thread(actor=actor, at=at)
        place.save(update_fields=["thread"])
    try:
        return attach(thread=place.thread, file=answer.screenshot, on=trial_ref(place.trial_id), actor=actor, at=at)
    except Refused as refusal:
        # What Parley holds, and who could let it hold more, is nothing for a client.
        sentence = refusal.sentence if link is None else rules.NO_ROOM
        raise Refused(sentence, field=f"file-{answer.question}") from refusal


def _insight(answer: Answer, place: TrialPlace, said_on: date, actor: Actor, at: datetime) -> Insight | None:
    """Note a client’s own words as what it said; a tap alone says too little to stand by itself."""
    if not answer.text:
        return None
    key = rules.insight_key(answer.question, place.pk, answer.text)
    return note_insight(
        client=place.client, text=answer.text, said_on=said_on, key=key, source=SOURCE, actor=actor, at=at
    )
