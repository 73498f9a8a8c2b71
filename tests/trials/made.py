"""Trials of an initiative in beta, and clients that asked for it, made through actions."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from parley.disclosure.terms import Told, Words
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.roadmap.terms import Audience, Horizon, Stage
from parley.trials.actions import (
    Given,
    answer_invitation,
    invite_client,
    nominate_client,
    open_trial,
    plan_trial,
)
from parley.trials.terms import AnswerKind, QuestionDraft, Reply, TrialKind, TrialPlan
from tests.disclosure.made import approved, buyer
from tests.roadmap.made import initiative

if TYPE_CHECKING:
    from parley.clients.models import Client
    from parley.people.models import Person
    from parley.roadmap.models import Initiative
    from parley.trials.models import Trial, TrialPlace
    from tests.cast import Cast

CODE_NAME = "Bluebird"
ASKED = QuestionDraft(
    asks="Could you answer an auditor with it?", changes_mind="If most say no, we name the choice too."
)
WRITTEN = QuestionDraft(asks="What did the auditor ask besides?", changes_mind="What two of them ask goes in first.",
                        kind=AnswerKind.TEXT)  # fmt: skip
SAID = Words(None, "We test a proof of consent with a few clients.")


def planned(cast: "Cast", **given: Any) -> TrialPlan:
    """A plan of two questions for two clients, from today for a month, unless told otherwise."""
    today = today_of(cast.noor, cast.at)
    facts: dict[str, Any] = {
        "code_name": CODE_NAME,
        "aim": "Whether a proof in each bid satisfies an auditor.",
        "first_day": today,
        "last_day": today + timedelta(days=30),
        "places": 2,
        "questions": (ASKED, WRITTEN),
    }
    return TrialPlan(**(facts | given))


def in_beta(cast: "Cast", title: str = "Consent signals in every bid request", **given: Any) -> "Initiative":
    """An initiative of identity in beta, which its group sees."""
    facts = {"stage": Stage.BETA, "audience": Audience.GROUP, "horizon": Horizon.NOW} | given
    return initiative(cast, title, **facts)


def trial(cast: "Cast", of: "Initiative | None" = None, *, open_it: bool = True, **given: Any) -> "Trial":
    """A trial that Noor planned and opened, unless told otherwise."""
    now = {"actor": cast.noor, "at": cast.at}
    made = plan_trial(initiative=of or in_beta(cast), kind=TrialKind.BETA, plan=planned(cast, **given), **now)
    if open_it:
        open_trial(trial=made, **now)
        made.refresh_from_db()
    return made


def clients(cast: "Cast", *names: str, manager: "Person | None" = None) -> "list[Client]":
    """Clients in EMEA whom Aiko looks after, unless told otherwise."""
    return [buyer(cast, name, manager=manager) for name in names]


def words_for(cast: "Cast", of: "Trial", *named: "Client") -> None:
    """Put words in force that may be said to these clients."""
    approved(cast, of.initiative, SAID, whom=Told.NAMED_CLIENTS, clients=list(named))


def nominated(cast: "Cast", of: "Trial", client: "Client") -> "TrialPlace":
    """Aiko nominated the client."""
    return nominate_client(trial=of, client=client, actor=cast.aiko, at=cast.at)


def invited(cast: "Cast", of: "Trial", client: "Client") -> Given:
    """Aiko nominated and invited the client; words must be in force for it."""
    return invite_client(place=nominated(cast, of, client), actor=cast.aiko, at=cast.at)


def accepted(cast: "Cast", of: "Trial", client: "Client") -> "TrialPlace":
    """The client said yes."""
    given = invited(cast, of, client)
    answer_invitation(link=given.link, reply=Reply.YES, actor=MACHINE, at=cast.at)
    place: TrialPlace = given.link.place
    place.refresh_from_db()
    return place
