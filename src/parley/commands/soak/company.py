"""Whoever is needed to publish a decision that breaks a promise, and such decisions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from parley.clients.actions import add_client, name_account_manager
from parley.decisions.actions import open_decision, publish_decision, say_about, settle_decision
from parley.decisions.queries import contributions_to, options_of
from parley.decisions.terms import EffectDraft, EffectField, Gift, Lending, OptionDraft
from parley.disclosure.actions import Occasion, tell_freely
from parley.disclosure.terms import Words
from parley.groups.actions import add_member, keep_team, name_facilitator, name_product_person, open_area
from parley.groups.queries import viewer_of
from parley.groups.rules.shifts import amount_of
from parley.kernel.spans import today_of, window_of
from parley.ledger.terms import MACHINE
from parley.people.actions import add_person, choose_quiet_hours, keep_function, keep_region
from parley.people.terms import Side
from parley.roadmap.actions import add_initiative
from parley.roadmap.terms import Audience, Confidence, Horizon, Stage, Why
from parley.topics.actions import bring_topic
from parley.topics.terms import TopicKind

if TYPE_CHECKING:
    from parley.clients.models import Client
    from parley.decisions.models import Decision
    from parley.groups.models import Area
    from parley.people.models import Person
    from parley.roadmap.models import Initiative
    from parley.topics.models import Topic

BEFORE, AFTER = "Q2 2087", "Q3 2087"
WHY = Why(
    because="Clients lose spend when consent cannot be proven in an audit.",
    who_benefits="Regulated advertisers",
    budget="Two teams for two quarters",
    expected_return="Six to nine million a year",
    return_basis="Their spend over the last four quarters",
    instead="The household graph waits a quarter",
)
LEAVE_IT = OptionDraft("Leave it as it is", "Nobody who was promised something has to wait.")


@dataclass(frozen=True, slots=True)
class Company:
    """A group with its decider, a facilitator who looks after a client, and a product person."""

    area: "Area"
    lender: "Area"
    client: "Client"
    product: "Person"
    decider: "Person"
    facilitator: "Person"


@dataclass(frozen=True, slots=True)
class Case:
    """A settled decision that changes an initiative of which a client was told, and whom it credits.

    It takes the place of another, answers a topic, and lends a team of another area.
    """

    decision: "Decision"
    initiative: "Initiative"
    topic: "Topic"
    gifts: tuple[Gift, ...]


def company(at: datetime) -> Company:
    """Make it, in a database with tables and no rows."""
    now: dict[str, Any] = {"actor": MACHINE, "at": at}
    region = keep_region(name="EMEA", **now)
    people = []
    for name, side in (("Product", Side.PRODUCT), ("Executive", Side.NEITHER), ("Services", Side.BUSINESS)):
        function = keep_function(name=name, side=side, **now)
        email = f"{name.lower()}@parley.example"
        person = add_person(name=f"{name} Person", email=email, function=function, region=region, **now)
        choose_quiet_hours(person=person, first=None, until=None, **now)  # they are mailed at any hour
        people.append(person)
    product, decider, facilitator = people
    area = open_area(name="Identity", charter="Who a person is to us.", decider=decider, key="identity", **now)
    add_member(area=area, person=facilitator, **now)
    name_facilitator(area=area, person=facilitator, named=True, **now)
    name_product_person(area=area, person=product, named=True, **now)
    lender = open_area(name="Reporting", charter="What clients read of it.", decider=decider, key="reporting", **now)
    client = add_client(name="Nordbank", region=region, **now)
    name_account_manager(client=client, person=facilitator, named=True, **now)
    return Company(area, lender, client, product, decider, facilitator)


def settled_case(at_work: Company, number: int, at: datetime) -> Case:
    """Make one more: settled, so that publishing it changes all that a decision can change, and breaks a promise."""
    by_product: dict[str, Any] = {"actor": at_work.product, "at": at}
    initiative = add_initiative(
        title=f"Consent signals {number}", area=at_work.area, stage=Stage.BETA, horizon=Horizon.NOW, why=WHY,
        window=window_of(BEFORE), confidence=Confidence.HIGH, audience=Audience.GROUP, **by_product,
    )  # fmt: skip
    words = Words(None, f"Planned for the second quarter, number {number}.", window_of(BEFORE), Confidence.HIGH)
    how = Occasion(on=today_of(at_work.facilitator, at), to_whom="Ms Berg")
    tell_freely(initiative=initiative, client=at_work.client, name="Consent", words=words, how=how,
                actor=at_work.facilitator, at=at)  # fmt: skip
    team = keep_team(area=at_work.lender, name=f"Reports {number}", capacity=Decimal(12), actor=MACHINE, at=at)
    first = today_of(at_work.product, at)
    topic = bring_topic(area=at_work.area, kind=TopicKind.QUESTION, title=f"Who waits for an audit, case {number}?",
                        why="Tokyo cannot prove consent before its audit in June.", **by_product)  # fmt: skip
    new = {
        EffectField.SHIFT: str(Lending(team.pk, amount_of("50%"), first, first + timedelta(days=14))),
        EffectField.WINDOW: AFTER, EffectField.CONFIDENCE: "low", EffectField.HORIZON: "next",
        EffectField.STAGE: "build", EffectField.AUDIENCE: "company", EffectField.ASSIGNMENT: str(at_work.product.pk),
    }  # fmt: skip
    effects = tuple(EffectDraft(initiative.pk, field, value) for field, value in new.items())
    decision = open_decision(
        area=at_work.area, question=question_of(number),
        decide_by=at.date() + timedelta(days=7),
        options=(OptionDraft("Audited clients first", "They lose spend every month.", effects),
                 LEAVE_IT),
        decider=at_work.decider, topics=(topic,), supersedes=_published_case(at_work, number, at),
        what_changed=f"Three audited clients left since, case {number}.", **by_product,
    )  # fmt: skip
    say_about(decision=decision, text=f"Tokyo waits for it, case {number}.", **by_product)
    reason = "Losing audited clients costs more than a quarter of delay."
    settle_decision(decision=decision, option=options_of(decision)[0], reason=reason, actor=at_work.decider, at=at)
    gifts = tuple(gift for each in contributions_to(viewer_of(at_work.facilitator), decision) for gift in each.gifts)
    return Case(decision, initiative, topic, gifts)


def question_of(number: int) -> str:
    """Give the question of a case."""
    return f"Do audited clients go first, case {number}?"


def _published_case(at_work: Company, number: int, at: datetime) -> "Decision":
    """Make what a case takes the place of."""
    decision = open_decision(
        area=at_work.area, question=f"Does consent wait, case {number}?", decide_by=at.date() + timedelta(days=7),
        options=(OptionDraft("It waits", "The audit was far away when this was asked."), LEAVE_IT),
        actor=at_work.product, at=at,
    )  # fmt: skip
    reason = "Nobody was audited before the summer, so it could wait."
    settle_decision(decision=decision, option=options_of(decision)[0], reason=reason, actor=at_work.decider, at=at)
    publish_decision(decision=decision, actor=at_work.facilitator, at=at)
    return decision
