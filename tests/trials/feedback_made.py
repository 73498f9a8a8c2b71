"""Trials with clients that take part and can answer, made through actions."""

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from parley.clients.actions import add_client, name_account_manager
from parley.disclosure.terms import Told, Words
from parley.kernel.money import Money
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.trials.actions import (
    answer_questions,
    ask_for_feedback,
    ask_what_follows,
    invite_client,
    nominate_client,
    note_reply,
    open_trial,
    plan_trial,
)
from parley.trials.models import TrialPlace
from parley.trials.terms import AnswerKind, Follows, QuestionDraft, Reply, Tap, TrialKind, TrialPlan, Verdict
from parley.trials.terms.feedback import Answer, Judged, WayOn
from tests.disclosure.made import approved
from tests.roadmap.made import initiative

if TYPE_CHECKING:
    from parley.clients.models import Client
    from parley.decisions.models import Decision
    from parley.people.models import Person
    from parley.trials.models import Trial, TrialLink
    from tests.cast import Cast

CODE_NAME, NAME, ASKS = "Heron", "Consent signals", "Does it save your team time in an audit?"
EVIDENCE = "Two of the three clients finished their audit a week earlier than last year."
WHY = "Two clients want it as it is, and the third needs one report more."
QUESTIONS = (
    QuestionDraft(asks=ASKS, changes_mind="If most say no, we build the reports first."),
    QuestionDraft(asks="What did you miss?", changes_mind="If they miss exports, we add them.", kind=AnswerKind.TEXT),
)


def buyer(cast: "Cast", name: str, *, region: Any = None, segment: str = "Retail", by: "Person | None" = None,
          ) -> "Client":  # fmt: skip
    """A client that Aiko looks after, in EMEA, unless told otherwise."""
    client = add_client(name=name, region=region or cast.emea, segment=segment, revenue=Money(Decimal(900_000), "EUR"),
                        actor=MACHINE, at=cast.at)  # fmt: skip
    name_account_manager(client=client, person=by or cast.aiko, named=True, actor=MACHINE, at=cast.at)
    return client


def trial(cast: "Cast", *, days: int = 30, questions: Any = QUESTIONS, **given: Any) -> "Trial":
    """An open beta of an initiative of identity, from today on, which the group sees."""
    row = initiative(cast, **given.pop("of", {}))
    today = today_of(cast.noor, cast.at)
    plan: dict[str, Any] = {
        "code_name": CODE_NAME, "aim": "Whether auditors accept it without a call with us.", "first_day": today,
        "last_day": today + timedelta(days=days), "places": 20, "questions": questions,
    } | given  # fmt: skip
    made = plan_trial(initiative=row, kind=TrialKind.BETA, plan=TrialPlan(**plan), actor=cast.noor, at=cast.at)
    open_trial(trial=made, actor=cast.noor, at=cast.at)
    return made


def words_for(cast: "Cast", made: "Trial", clients: "list[Client]") -> None:
    """Words that may be said to some clients."""
    given = {"whom": Told.NAMED_CLIENTS, "clients": clients, "name": NAME}
    approved(cast, made.initiative, Words(None, "You can try it with a few others."), **given)


def taking_part(cast: "Cast", made: "Trial", *clients: "Client") -> list[TrialPlace]:
    """Some clients that were invited and said yes."""
    words_for(cast, made, list(clients))
    found = []
    for client in clients:
        place = nominate_client(trial=made, client=client, because="", actor=cast.ines, at=cast.at)
        invite_client(place=place, to_whom="Ms Berg", actor=cast.ines, at=cast.at)
        note_reply(place=place, reply=Reply.YES, actor=cast.ines, at=cast.at)
        found.append(TrialPlace.objects.get(pk=place.pk))
    return found


def asked(cast: "Cast", place: TrialPlace, **given: Any) -> "tuple[TrialLink, str]":
    """A link by which a client answers, with its token."""
    made = ask_for_feedback(**({"place": place, "actor": cast.aiko, "at": cast.at} | given))
    return made.link, made.token


def keys_of(made: "Trial") -> list[int]:
    """The keys of the questions of a trial, in their order."""
    return list(made.questions.order_by("position").values_list("pk", flat=True))


def said(made: "Trial", tap: Tap | None = Tap.YES, text: str = "") -> list[Answer]:
    """An answer to the first question of a trial."""
    return [Answer(keys_of(made)[0], tap, text)]


def ways(made: "Trial", **given: Any) -> list[WayOn]:
    """Four ways to go on."""
    last = made.last_day + timedelta(days=14)
    titles = {
        Follows.GO: "Build it as it is", Follows.CHANGE: "Build it with a report", Follows.STOP: "Stop it",
        Follows.EXTEND: "Try two weeks longer",
    }  # fmt: skip
    return [
        WayOn(follows=word, title=titles[word], why=WHY, until=last if word is Follows.EXTEND else None,
              **given.get(word.value, {}))
        for word in Follows
    ]  # fmt: skip


def answered(cast: "Cast", made: "Trial") -> None:
    """Every question of a trial has its outcome."""
    judged = [Judged(key, Verdict.YES, EVIDENCE) for key in keys_of(made)]
    answer_questions(trial=made, judged=judged, actor=cast.noor, at=cast.at)


def outcome_asked(cast: "Cast", made: "Trial", **given: Any) -> "Decision":
    """A decision that says what follows from a trial whose questions are answered."""
    answered(cast, made)
    facts: dict[str, Any] = {
        "trial": made, "question": "What follows from the beta Heron?", "ways": ways(made), "actor": cast.noor,
        "decide_by": today_of(cast.noor, cast.at) + timedelta(days=7), "at": cast.at,
    } | given  # fmt: skip
    return ask_what_follows(**facts)
