"""Seeing what deciding from a mail needs: the link, what its mail said, and what the company asks."""

from datetime import datetime

from django.db.models import F, Q, QuerySet

from parley.decisions import rules
from parley.decisions.models import DecidingLink, DecidingPolicy, Decision, DecisionInitiative, Settlement
from parley.decisions.queries.deputies import deputy_now
from parley.decisions.queries.handed import Came, why_it_came
from parley.decisions.queries.parts import options_in, value_now
from parley.decisions.queries.rounds import written_without_names
from parley.decisions.queries.seeing import facts_of
from parley.decisions.queries.shifts import teams_as_they_are
from parley.decisions.queries.weighing import Way, positions_on
from parley.decisions.terms import UNSETTLED, DecisionState, EffectField, LinkFacts
from parley.groups.queries import acting
from parley.ledger import outbox
from parley.ledger.queries import happened_to
from parley.ledger.terms import MACHINE
from parley.people.models import Person
from parley.people.queries import hash_of, people_in_the_company
from parley.roadmap.models import Initiative
from parley.roadmap.queries import window_of_row


def link_by(token: str) -> DecidingLink | None:
    """The link that was sent under a token, unless its person has left."""
    rows = DecidingLink.objects.filter(token_hash=hash_of(token), person__left_on=None)
    related = "person__function", "decision__area", "decision__decider__function", "decision__agreement__option"
    more = "decision__agreement__recorded_by__function", "decision__dissent_opening"
    link: DecidingLink | None = (
        rows.select_related(*related, *more).annotate(deputy=deputy_now("decision__decider")).first()
    )
    if link is not None:  # as `decision_seen` keeps it, so that `facts_of` asks no more
        setattr(link.decision, "deputy", getattr(link, "deputy"))  # noqa: B009, B010 - a column of the query, not of the row
    return link


def why_link_ended(link: DecidingLink, at: datetime) -> str:
    """Say why a link settles nothing any more; empty when it still does. Two queries at most."""
    settled = Settlement.objects.filter(decision=link.decision_id, settled_at__gte=link.made_at).exists()
    facts = LinkFacts(
        used=link.used_at is not None,
        revoked=link.revoked_at is not None,
        moved=link.address != link.person.email,
        settled=settled,
        expires_at=link.expires_at,
    )
    return rules.why_ended(facts, facts_of(link.decision), link.person_id, at)


def links_out(decision: Decision, at: datetime) -> QuerySet[DecidingLink]:
    """Links to settle a decision that were sent and still work."""
    rows = DecidingLink.objects.filter(decision=decision, used_at=None, revoked_at=None, expires_at__gt=at)
    rows = rows.filter(address=F("person__email"))
    return rows.exclude(decision__settlements__settled_at__gte=F("made_at")).select_related("person").order_by("pk")


def is_kept_waiting(decision: int, person: int) -> bool:
    """Whether a mail to decide waits for somebody who did not ask for it. For them alone: it tells of quiet hours."""
    waiting = outbox.payloads(f"mail_decision:{decision}:{person}:")
    return bool(waiting) and all(each.get("asked_by") != person for each in waiting)


def are_taken_back(decision: int, since: datetime) -> bool:
    """Whether links to settle a decision were taken back since a moment: what was asked for before is not mailed.

    Signing somebody out everywhere ends the links that they were mailed, and not what they are still to be. One query.
    """
    taken = Q(kind="decision", key=decision, entry__kind="decision.links_revoked")
    return happened_to(taken, since=since, but=()).exists()


def sign_of_brief(decision: Decision, came: Came | None = None) -> str:
    """Give the sign of all that a brief says, whoever reads it: another one once any of it is another.

    Why it was escalated and sent back is a part of it. Not figures that are computed from everything else: who asks,
    and what an option displaces. Five queries, two more without `came`, and two for teams that are lent.
    """
    options = options_in(decision.pk)
    links = DecisionInitiative.objects.filter(decision=decision).select_related("initiative__why")
    weighed = {each.initiative_id: each.initiative for each in links.order_by("initiative")}
    effects = [each for _option, mine in options for each in mine]
    agreement = getattr(decision, "agreement", None)
    came = came or why_it_came(decision)
    said = [each for each in positions_on(acting(MACHINE), decision.pk) if each.way is not Way.IN_PRIVATE]
    written = written_without_names(decision.pk)
    return rules.sign_of(
        [
            *([written] if written else []),
            [decision.area_id, decision.question, decision.context, decision.what_changed, decision.decide_by,
             decision.decider_id],
            [
                (option.pk, option.title, option.why, option.initiative_id,
                 [(e.initiative_id, e.field, e.expected, e.new) for e in effects])
                for option, effects in options
            ],
            [_as_it_is(each) for each in weighed.values()],
            [(e.pk, value_now(weighed[e.initiative_id], e.field)) for e in effects if e.initiative_id in weighed],
            teams_as_they_are(each.new for each in effects if each.field is EffectField.SHIFT),
            [agreement.option_id, agreement.reason] if agreement else [],
            [came.handed.because, (came.back.pk, came.back.sent_back_because) if came.back else ()],
            [(each.way, each.option, each.person, each.text) for each in said],
        ]
    )  # fmt: skip


def _as_it_is(initiative: Initiative) -> list[object]:
    """Give what a brief says of an initiative that it weighs, and what the price of an option rests on."""
    why, plan = initiative.why, (initiative.horizon, str(window_of_row(initiative) or ""), initiative.stage)
    told = [why.budget, why.budget_amount, why.budget_currency, why.instead] if why else []
    return [initiative.pk, initiative.title, initiative.area_id, *plan, told]


def asks_to_sign_in() -> bool:
    """Whether the company asks whoever decides from a mail to sign in. One query."""
    return bool(DecidingPolicy.objects.order_by("-pk").values_list("sign_in", flat=True).first())


def decision_to_mail(key: int) -> Decision | None:
    """A decision that waits to be settled."""
    related = "area", "decider__function", "agreement__option", "agreement__recorded_by__function"
    return Decision.objects.filter(pk=key, state__in=UNSETTLED).select_related(*related).first()


def who_is_mailed(decision: Decision) -> list[Person]:
    """Its decider, and who decides for them now."""
    keys = {decision.decider_id, *facts_of(decision).deputies}
    return list(people_in_the_company().filter(pk__in=keys).exclude(email=None).order_by("pk"))


def has_come(decision: Decision) -> bool:
    """Whether a decision was handed to whoever decides: it was escalated, or the group agrees on something."""
    return came_to(decision.decider_id).filter(pk=decision.pk).exists()


def came_to(decider: int) -> QuerySet[Decision]:
    """Decisions that were handed to somebody and wait for them."""
    agreed = Q(state__in=UNSETTLED, agreement__isnull=False)
    return Decision.objects.filter(agreed | Q(state=DecisionState.ESCALATED), decider=decider).order_by("pk")
