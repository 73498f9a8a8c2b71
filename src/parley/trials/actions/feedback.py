"""What clients say is kept: by their link, or as somebody noted it; words of theirs become insights."""

from collections.abc import Sequence
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
from parley.trials.actions.screenshots import _keep_screenshots
from parley.trials.events.places import FeedbackGiven
from parley.trials.models import TrialAnswer, TrialLink, TrialPlace
from parley.trials.queries.answers import answers_held, latest_answers, questions_for
from parley.trials.queries.links import link_to_change
from parley.trials.queries.seeing import facts_of, place_to_change
from parley.trials.rules import feedback as rules
from parley.trials.rules.places import must_hold, must_take_answers, must_take_part
from parley.trials.terms import LinkFor
from parley.trials.terms.feedback import SOURCE, Answer, AskedOf


@action
def give_feedback(*, link: TrialLink, answers: Sequence[Answer], actor: Actor, at: datetime) -> list[Answer]:
    """Keep what a client answered by its link, and give it back as it is kept. The same sent again changes nothing.

    A client may answer again until the link ends: the newest counts, what it said before stays. Raises Refused once
    the link answers nothing any more, and as `rules.answers_of`.
    """
    place = place_to_change(link.place_id)  # before its links, as inviting does
    row, on = link_to_change(link.pk), today_of(actor, at)
    must_hold(ended=bool(row.ended_at) or row.serves is not LinkFor.FEEDBACK or row.expires_on < on)
    clean, _made = _keep(place, answers, said_on=on, link=row, actor=actor, at=at)
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
    if stance:
        if not initiatives_visible_to(viewer).filter(pk=row.trial.initiative_id).exists():
            raise Refused("Whoever sees the initiative says what speaks for it. Leave that open here.", field="stance")
        for insight in [each.insight for each in made if each.insight]:
            link_insight(initiative=row.trial.initiative, insight=insight, stance=stance, actor=actor, at=at)
    return clean


def _keep(
    place: TrialPlace, answers: Sequence[Answer], *, said_on: date, link: TrialLink | None, actor: Actor, at: datetime
) -> tuple[list[Answer], list[TrialAnswer]]:
    """Keep answers of a place that is locked; give all of them, and the rows that are new.

    A screenshot alone is an answer where there is none; else it changes nothing of the one that counts.
    """
    must_take_part(place.state)
    must_take_answers(facts_of(place.trial), today_of(actor, at))
    can = {each.pk: AskedOf(each.pk, each.kind) for each in questions_for(place)}
    clean = rules.answers_of(answers, can)
    before, held = latest_answers(place.pk), answers_held(place.pk)
    made = [
        _write(each, place, before.get(each.question), said_on=said_on, link=link, actor=actor, at=at)
        for each in clean
        if not _is_said(each, before.get(each.question), held, said_on if link is None else date.max)
    ]
    pictured = _keep_screenshots(place, clean, said_on=said_on, by_link=link is not None, actor=actor, at=at)
    if asked := {each.question_id for each in made} | pictured:
        record(FeedbackGiven(trial=place.trial_id, place=place.pk, client=place.client_id, questions=len(asked),
                             by_link=link is not None))  # fmt: skip
    return list(clean), made


def _is_said(answer: Answer, before: TrialAnswer | None, held: Sequence[TrialAnswer], said_on: date) -> bool:
    """Whether this is what counts already, or was noted late for that day already."""
    if before is None:
        return False
    if (before.tap, before.text) == (answer.tap, answer.text) or not (answer.tap or answer.text):
        return True
    late = (answer.question, answer.tap, answer.text, said_on)
    return said_on < before.said_on and late in {(e.question_id, e.tap, e.text, e.said_on) for e in held}


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
    )  # fmt: skip


def _insight(answer: Answer, place: TrialPlace, said_on: date, actor: Actor, at: datetime) -> Insight | None:
    """Note a client’s own words as what it said; a tap alone says too little to stand by itself."""
    if not answer.text:
        return None
    key = rules.insight_key(answer.question, place.pk, answer.text)
    return note_insight(
        client=place.client, text=answer.text, said_on=said_on, key=key, source=SOURCE, actor=actor, at=at
    )
