"""Initiatives with words that may be said, and clients who were told, made through actions."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from parley.clients.actions import add_client, name_account_manager
from parley.disclosure.actions import Occasion, approve_words, draft_words, tell_client
from parley.disclosure.terms import Told, Words
from parley.kernel.spans import today_of, window_of
from parley.ledger.terms import MACHINE
from parley.people.actions import add_person
from parley.roadmap.queries import initiative_to_change
from parley.roadmap.terms import Audience, Confidence, Horizon, Stage
from tests.roadmap.made import TITLE, initiative

if TYPE_CHECKING:
    from parley.clients.models import Client
    from parley.disclosure.models import Statement, TalkTrack
    from parley.people.models import Person
    from parley.roadmap.models import Initiative
    from tests.cast import Cast

Q2, Q3 = window_of("Q2 2087"), window_of("Q3 2087")
PROMISE = Words(None, "Planned for the second quarter of 2087.", Q2, Confidence.HIGH)


def in_build(cast: "Cast", title: str = TITLE, **given: Any) -> "Initiative":
    """An initiative in build that the company sees, with a window, made yesterday."""
    facts = {"stage": Stage.BUILD, "audience": Audience.COMPANY, "horizon": Horizon.NOW, "window": Q2,
             "confidence": Confidence.HIGH} | given  # fmt: skip
    return initiative(cast, title, **facts)


def mia(cast: "Cast") -> "Person":
    """Product marketing, who approves words."""
    return add_person(
        name="Mia Marketing", email="mia@parley.example", function=cast.functions["product-marketing"],
        region=cast.emea, actor=MACHINE, at=cast.at,
    )  # fmt: skip


def drafted(cast: "Cast", of: "Initiative", *words: Words, **given: Any) -> "TalkTrack":
    """Words drafted by Noor for any client, for a month, unless told otherwise."""
    facts: dict[str, Any] = {
        "name": "Consent signals",
        "whom": Told.ANY_CLIENT,
        "clients": [],
        "expires_on": today_of(cast.noor, cast.at) + timedelta(days=30),
        "actor": cast.noor,
        "at": cast.at,
    }
    return draft_words(initiative=of, words=words or (PROMISE,), **(facts | given))


def approved(cast: "Cast", of: "Initiative", *words: Words, **given: Any) -> "TalkTrack":
    """Words in force, approved by product operations."""
    track = drafted(cast, of, *words, **given)
    approve_words(initiative=of, actor=cast.ines, at=given.get("at", cast.at))
    track.refresh_from_db()
    return track


def buyer(cast: "Cast", name: str = "Nordbank", *, manager: "Person | None" = None, region: Any = None) -> "Client":
    """A client in EMEA whom Aiko looks after, unless told otherwise."""
    client = add_client(name=name, region=region or cast.emea, actor=MACHINE, at=cast.at)
    name_account_manager(client=client, person=manager or cast.aiko, named=True, actor=MACHINE, at=cast.at)
    return client


def told(cast: "Cast", of: "Initiative", client: "Client", **given: Any) -> "Statement":
    """The client was told the words in force by Aiko, today, unless told otherwise."""
    actor = given.get("actor", cast.aiko)
    how = Occasion(on=given.pop("on", today_of(actor, cast.at)), to_whom="Ms Berg")
    return tell_client(initiative=of, client=client, how=how, **({"actor": actor, "at": cast.at} | given))


def fresh(row: "Initiative") -> "Initiative":
    """The initiative as it is now."""
    return initiative_to_change(row.pk)
