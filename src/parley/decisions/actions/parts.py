"""The parts of a decision as they are written: options with what each would change, initiatives and topics."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from parley.decisions import rules
from parley.decisions.models import (
    Decision,
    DecisionInitiative,
    DecisionTopic,
    Effect,
    Option,
)
from parley.decisions.queries import (
    initiative_keys_of,
    must_be_allowed,
    options_of,
    owner_named,
    topic_keys_of,
    value_now,
)
from parley.decisions.queries.shifts import must_be_lendable
from parley.decisions.terms import EffectField, OptionDraft
from parley.kernel.refusals import Refused
from parley.kernel.words import folded
from parley.ledger.terms import Actor
from parley.people.terms import Viewer
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiatives_visible_to
from parley.topics.models import Topic
from parley.topics.queries import facts_of as facts_of_topic
from parley.topics.queries import topics_visible_to
from parley.topics.rules import must_wait
from parley.voices.actions import open_thread
from parley.voices.models import Thread


@dataclass(frozen=True, slots=True)
class Weighed:
    """An option with its effects: key of the initiative, field, the value it changes from, and the new one."""

    title: str
    why: str
    effects: tuple[tuple[int, EffectField, str, str], ...]
    initiative: int | None = None  # which it puts first
    key: int | None = None  # of the option that it was

    @property
    def plain(self) -> object:
        """The same, whatever order its effects were written in."""
        return self.title, self.why, sorted(self.effects), self.initiative


def _weighed(options: Sequence[OptionDraft], about: dict[int, Initiative], on: date) -> list[Weighed]:
    """Say what each option changes from what, as the initiatives are now.

    Raises Refused for what changes nothing, and for a window that has ended by that day.
    """
    found = []
    for place, draft in enumerate(options):
        effects: list[tuple[int, EffectField, str, str]] = []
        for each in draft.effects:
            expected = value_now(about[each.initiative], each.field)
            at = f"option-{place}-{each.field}-{each.initiative}"
            title, new = about[each.initiative].title, each.new
            if each.field is EffectField.ASSIGNMENT and new == expected:
                expected = new = owner_named(new)
            rules.must_change_something(title=title, field=each.field, expected=expected, new=new, at=at)
            if each.field is EffectField.WINDOW:
                rules.must_be_ahead(each.new, stage=about[each.initiative].stage, on=on, at=at)
            if each.field is EffectField.SHIFT:
                lent = [other for _key, field, _was, other in effects if field is EffectField.SHIFT]
                must_be_lendable(each.new, to=about[each.initiative].area_id, on=on, besides=lent, field=at)
            must_be_allowed(each, about[each.initiative], draft.effects, field=at)
            effects.append((each.initiative, each.field, expected, each.new))
        found.append(Weighed(draft.title, draft.why, tuple(effects), draft.initiative, draft.key))
    return found


def _as_written(decision: Decision) -> list[Weighed]:
    return [
        Weighed(
            option.title,
            option.why,
            tuple((each.initiative_id, each.field, each.expected, each.new) for each in option.effects.all()),
            option.initiative_id,
            option.pk,
        )
        for option in options_of(decision)
    ]


def _write_parts(
    row: Decision,
    options: Sequence[Weighed],
    about: Sequence[int],
    topics: Sequence[int],
    *,
    actor: Actor,
    at: datetime,
) -> tuple[str, ...]:
    """Write options and links where they differ; give the names of what did."""
    changed = []
    if [each.plain for each in options] != [each.plain for each in _as_written(row)]:
        _write_options(row, options, actor=actor, at=at)
        changed.append("options")
    if set(about) != set(initiative_keys_of(row)):
        there = row.initiative_links.filter(initiative__in=about)
        row.initiative_links.exclude(pk__in=there.values("pk")).delete()
        _link_initiatives(row, sorted(set(about) - set(there.values_list("initiative", flat=True))))
        changed.append("initiatives")
    if set(topics) != set(topic_keys_of(row)):
        row.topic_links.all().delete()
        _link_topics(row, topics)
        changed.append("topics")
    return tuple(changed)


def _write_options(decision: Decision, options: Sequence[Weighed], *, actor: Actor, at: datetime) -> None:
    """Write the options anew. One that was there is the same, with whoever put it, what was said and who leans to it.

    It was there under its title; else under its key, having another title now. Of a new one can be talked at once.
    """
    there = list(Option.objects.filter(decision=decision))
    titled = {folded(each.title): each for each in there}
    titles = {folded(each.title) for each in options}
    renamed = {each.pk: each for each in there if folded(each.title) not in titles}
    kept = []
    for place, each in enumerate(options):
        option = titled.get(folded(each.title)) or renamed.pop(each.key or 0, None)
        option = option or Option(decision=decision, put_by_id=actor.pk, thread=open_thread(actor=actor, at=at))
        option.position, option.title, option.why = place, each.title, each.why
        if option.initiative_id != each.initiative:
            option.initiative_id, option.asks = each.initiative, None
        option.save()
        kept.append(option.pk)
        Effect.objects.filter(option=option).delete()
        for initiative, field, expected, new in each.effects:
            Effect.objects.create(option=option, initiative_id=initiative, field=field, expected=expected, new=new)
    Option.objects.filter(decision=decision).exclude(pk__in=kept).delete()


def _link_initiatives(decision: Decision, about: Iterable[int], heard: Thread | None = None) -> None:
    DecisionInitiative.objects.bulk_create(
        DecisionInitiative(decision=decision, initiative_id=key, heard=heard) for key in about
    )


def _link_topics(decision: Decision, topics: Iterable[int]) -> None:
    DecisionTopic.objects.bulk_create(DecisionTopic(decision=decision, topic_id=key) for key in topics)


def _initiatives_in_sight(
    viewer: Viewer, options: Sequence[OptionDraft], initiatives: Sequence[Initiative]
) -> dict[int, Initiative]:
    """Give every initiative of the options and those named besides. Raises Refused for one the viewer may not see."""
    keys = dict.fromkeys(each.pk for each in initiatives)
    keys |= dict.fromkeys(effect.initiative for option in options for effect in option.effects)
    keys |= dict.fromkeys(option.initiative for option in options if option.initiative)
    found = initiatives_visible_to(viewer).in_bulk(list(keys))
    if len(found) < len(keys):
        raise Refused("One of these initiatives is not there any more. Choose again.", field="initiatives")
    return {key: found[key] for key in keys}


def _topics_in_sight(viewer: Viewer, topics: Sequence[Topic], known: Sequence[int] = ()) -> list[Topic]:
    keys = [each.pk for each in topics]
    found = topics_visible_to(viewer).in_bulk(keys)
    if len(found) < len(set(keys)):
        raise Refused("One of these topics is not there any more. Choose again.", field="topics")
    for topic in found.values():
        if topic.pk not in known:
            must_wait(facts_of_topic(topic))
    return list(found.values())


def _lent(options: Sequence[OptionDraft]) -> list[str]:
    """Give what the options would lend."""
    return [each.new for option in options for each in option.effects if each.field is EffectField.SHIFT]
