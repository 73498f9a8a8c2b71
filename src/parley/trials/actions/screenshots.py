"""What clients send to the questions of a trial beside their words."""

from collections.abc import Sequence
from datetime import date, datetime

from parley.kernel.refusals import Refused
from parley.ledger.terms import Actor
from parley.trials.models import TrialPlace, TrialScreenshot
from parley.trials.queries.screenshots import screenshots_held
from parley.trials.rules import feedback as rules
from parley.trials.terms import trial_ref
from parley.trials.terms.feedback import Answer
from parley.voices.actions import open_thread
from parley.voices.actions.attaching import attach
from parley.voices.models import Thread


def _keep_screenshots(
    place: TrialPlace, answers: Sequence[Answer], *, said_on: date, by_link: bool, actor: Actor, at: datetime
) -> set[int]:
    """Keep what came with some answers to a place that is locked, and is not here already; give to which questions."""
    held = screenshots_held(place.pk)
    new = {each.question: each.screenshot for each in answers
           if each.screenshot and (each.question, each.screenshot.made.sha256) not in held}  # fmt: skip
    for n, (question, file) in enumerate(new.items(), 1):
        try:
            rules.must_have_room_for(n, held=len(held))
            kept = attach(
                thread=_thread_of(place, actor, at), file=file, on=trial_ref(place.trial_id), actor=actor, at=at
            )
        except Refused as refusal:
            # How much is here, of this client or at all, is nothing for whoever was forwarded the link.
            sentence = rules.NO_ROOM if by_link else refusal.sentence
            raise Refused(sentence, field=f"file-{question}") from refusal
        TrialScreenshot.objects.create(question_id=question, place=place, attachment=kept, said_on=said_on)
    return set(new)


def _thread_of(place: TrialPlace, actor: Actor, at: datetime) -> Thread:
    """Give the conversation of a place, which begins with its first screenshot."""
    if place.thread is None:
        place.thread = open_thread(actor=actor, at=at)
        place.save(update_fields=["thread"])
    return place.thread
