"""Insights are linked to initiatives: they speak for them, or against."""

from datetime import date, datetime

from parley.clients.actions import note_insight
from parley.clients.models import Client, Insight
from parley.clients.queries import Group, group_to_change
from parley.clients.terms import insight_ref
from parley.groups.queries import acting
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.models import Person
from parley.roadmap import rules
from parley.roadmap.actions.counting import _count
from parley.roadmap.actions.duties import _hear
from parley.roadmap.actions.merging import merge_insights
from parley.roadmap.actions.spreading import _end_answers, _keep_inbox, _spread
from parley.roadmap.events import InsightLinked, InsightUnlinked
from parley.roadmap.models import Initiative, InsightLink
from parley.roadmap.terms import Stance
from parley.voices.actions.commenting import take_further
from parley.voices.models import Comment


@action
def link_insight(*, initiative: Initiative, insight: Insight, stance: Stance, actor: Actor, at: datetime) -> None:
    """Say that an insight speaks for or against an initiative; saying the other later turns the link.

    It is said of all voices that were merged with it. Whoever sees both may link them; the caller found the initiative
    among what the actor sees. Raises Refused when somebody else linked them the other way, unless the actor keeps the
    roadmap. Who linked them stays as it was.
    """
    head, group = group_to_change(insight.pk)
    Initiative.objects.select_for_update().get(pk=initiative.pk)  # two who link at once: the second sees the first's
    links = list(InsightLink.objects.filter(initiative=initiative, insight__in=group, own=True))
    other = [link for link in links if link.stance is not stance]
    if links and not other:
        return
    for link in other:
        rules.must_unlink(acting(actor), initiative.area_id, link.linked_by_id)
        link.stance = stance
        link.save(update_fields=["stance"])
    if not links:
        InsightLink.objects.create(
            initiative=initiative,
            insight_id=head,
            client_id=group[head],
            stance=stance,
            linked_by_id=actor.pk,
            linked_at=at,
        )
    _end_answers(head, at)  # what is linked may come after all
    _follow(head, group, initiative, at)
    record(InsightLinked(initiative=initiative.pk, insight=head, stance=stance))


@action
def unlink_insight(*, initiative: Initiative, insight: Insight, actor: Actor, at: datetime) -> None:
    """Undo a link, of all voices that were merged. Raises Refused unless the actor made it or keeps the roadmap."""
    head, group = group_to_change(insight.pk)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    links = list(InsightLink.objects.filter(initiative=initiative, insight__in=group, own=True))
    if not links:
        return
    for link in links:
        rules.must_unlink(acting(actor), initiative.area_id, link.linked_by_id)
        link.delete()
    _follow(head, group, initiative, at)
    record(InsightUnlinked(initiative=initiative.pk, insight=head))


def _follow(head: int, group: Group, initiative: Initiative, at: datetime) -> None:
    """Let what hangs on a link that was changed follow it: other voices, the figures, the inbox and what is owed."""
    touched = _spread([head]) if len(group) > 1 else set()
    _count({initiative.pk, *touched})
    _keep_inbox([head])
    _hear({initiative.pk, *touched}, at)


@action
def note_for(
    *,
    client: Client,
    text: str,
    said_on: date,
    initiative: Initiative | None,
    stance: Stance = Stance.SUPPORTS,
    on_behalf_of: Person | None = None,
    same_as: Insight | None = None,
    from_comment: Comment | None = None,
    actor: Actor,
    at: datetime,
) -> Insight:
    """Note what a client said and, when an initiative is given, link the two: both, or neither.

    `same_as` is an insight that said it before: this one is merged into it at once, unless it was noted already.
    `from_comment` is what it came of; whether the actor may see that is for the caller, who found it.
    """
    insight = note_insight(client=client, text=text, said_on=said_on, on_behalf_of=on_behalf_of, actor=actor, at=at)
    if same_as and insight.pk != same_as.pk and insight.noted_at == at:
        merge_insights(insights=[insight], into=same_as, actor=actor, at=at)
    if initiative:
        link_insight(initiative=initiative, insight=insight, stance=stance, actor=actor, at=at)
    if from_comment and isinstance(actor, Person):
        take_further(comment=from_comment, into=insight_ref(insight.pk), actor=actor, at=at)
    return insight
