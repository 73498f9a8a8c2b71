"""The sample's trial: consent signals with clients that asked for them, of which six take part and one waits."""

from datetime import timedelta
from typing import TYPE_CHECKING

from parley.clients.queries import carers_of, clients_visible_to
from parley.disclosure.actions import approve_words, draft_words
from parley.disclosure.terms import Told, Words
from parley.groups.queries import viewer_of
from parley.ledger.terms import MACHINE
from parley.roadmap.queries import askers_of
from parley.seeds.answers import tell_answers
from parley.seeds.stage import Telling
from parley.trials.actions import (
    agree,
    answer_invitation,
    hold_back,
    invite_client,
    nominate_client,
    open_trial,
    plan_trial,
    propose_clients,
)
from parley.trials.terms import AnswerKind, QuestionDraft, Reply, TrialKind, TrialPlan

if TYPE_CHECKING:
    from parley.clients.models import Client
    from parley.people.models import Person
    from parley.trials.models import Trial, TrialPlace

TRIED = "Consent signals in every bid request"
NAME = "Proof of consent"
WORDS = (
    "We are testing a proof of consent with a few clients, and would like you to be one of them. There is no date yet."
)
QUESTIONS = (
    QuestionDraft(asks="Could you answer an auditor with what you saw?",
                  changes_mind="If most say no, the signal must name the choice and not only its legal basis."),
    QuestionDraft(asks="Did it take your engineers less than a week?",
                  changes_mind="If it took longer, we ship an adapter before we build the rest."),
    QuestionDraft(asks="What did your auditor ask that you could not answer?", kind=AnswerKind.TEXT,
                  changes_mind="Whatever two or more ask goes into the first release."),
)  # fmt: skip
REPLIES = (Reply.YES,) * 6 + (Reply.NOT_NOW, None)  # of those invited, in their order; the last has not answered


def tell_trials(telling: Telling) -> None:
    """Plan the trial, open it, put clients forward, and let most of them answer."""
    noor, initiative = telling.people["noor"], telling.initiatives[TRIED]
    found = _clients(telling, initiative.pk)
    _words(telling, [client for client, _carer in found])
    day = telling.at.date()
    plan = TrialPlan(
        code_name="Bluebird", aim="Whether a proof of consent in each bid satisfies an auditor.",
        first_day=day - timedelta(days=20), last_day=day + timedelta(days=25), places=8, questions=QUESTIONS,
        least_regions=2, least_segments=2, requirements="An engineer for two days, and a campaign that runs in the EU.",
        agreement="What you see stays between us until it is launched.",
    )  # fmt: skip
    at = telling.ago(35)
    trial = plan_trial(initiative=initiative, kind=TrialKind.BETA, plan=plan, actor=noor, at=at)
    open_trial(trial=trial, actor=noor, at=telling.ago(34))
    _nominate(telling, trial, found[: len(REPLIES)])
    rest = propose_clients(
        trial=trial, clients=[client for client, _carer in found[len(REPLIES) : len(REPLIES) + 3]], actor=noor,
        at=telling.ago(6),
    )  # fmt: skip
    carers = dict(found)
    for place in rest[:1]:
        hold_back(place=place, because="They renegotiate their contract until the end of the quarter.",
                  actor=carers[place.client], at=telling.ago(5))  # fmt: skip
    for place in rest[1:2]:
        agree(place=place, actor=carers[place.client], at=telling.ago(4))

    tell_answers(telling, trial, by=noor)


def _clients(telling: Telling, initiative: int) -> "list[tuple[Client, Person]]":
    """Give clients that asked, one of each company, each with somebody who looks after it; those of the cast first."""
    rows = clients_visible_to(viewer_of(telling.people["noor"])).filter(pk__in=askers_of([initiative]), left_on=None)
    found, whole = [], set()
    for client in rows.order_by("pk"):
        carers = carers_of(client.pk, telling.at)
        if carers and (client.top_id or client.pk) not in whole:
            whole.add(client.top_id or client.pk)
            found.append((client, carers[0]))
    cast = {telling.people[key].pk for key in ("aiko", "jonas")}
    return sorted(found, key=lambda each: each[1].pk not in cast)


def _words(telling: Telling, clients: "list[Client]") -> None:
    """Let the clients of the trial be told of it, and no other."""
    initiative = telling.initiatives[TRIED]
    draft_words(
        initiative=initiative, name=NAME, whom=Told.NAMED_CLIENTS, words=[Words(None, WORDS)], clients=clients,
        expires_on=telling.at.date() + timedelta(days=60), actor=telling.people["noor"], at=telling.ago(38),
    )  # fmt: skip
    approve_words(initiative=initiative, actor=telling.people["hana"], at=telling.ago(37))


def _nominate(telling: Telling, trial: "Trial", found: "list[tuple[Client, Person]]") -> None:
    """Let account managers nominate their clients, invite them, and the clients answer."""
    for number, ((client, carer), reply) in enumerate(zip(found, REPLIES, strict=False)):
        place: TrialPlace = nominate_client(trial=trial, client=client, actor=carer, at=telling.ago(32 - number))
        given = invite_client(place=place, actor=carer, at=telling.ago(30 - number))
        if reply:
            answer_invitation(link=given.link, reply=reply, actor=MACHINE, at=telling.ago(27 - number))
