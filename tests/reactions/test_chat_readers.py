"""Random weeks of a company: at no time does anybody read in a channel what they may not see, or miss what all may."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.conf import LazySettings

from parley.decisions.terms import decision_ref
from parley.groups.actions import add_member, remove_member
from parley.groups.queries import viewer_of
from parley.kernel.refusals import Refused
from parley.ledger.terms import MACHINE, Ref
from parley.notifications.actions.channels import look_again_in
from parley.notifications.models.chat import ChannelPost
from parley.notifications.queries.channels import person_in_chat
from parley.notifications.terms.chat import PostState
from parley.people.terms import ANYBODY
from parley.roadmap.actions import show_to
from parley.roadmap.terms import Audience
from parley.search.queries import titles_seen_by
from parley.topics.terms import topic_ref
from tests.cast import Cast
from tests.decisions.made import decision, moved, settle_and_publish
from tests.disclosure.made import in_build
from tests.notifications.chatted import linked, tied
from tests.reactions.chatting import Company
from tests.slack import BOT, CHANNEL, Slack, set_up, slack_at_work
from tests.topics.made import topic

pytestmark = pytest.mark.django_db
STEPS = 25
STRANGERS = ("U0UNKNOWN", "U0OTHERAPP")
OUTSIDERS = ("U0GUEST", "U0OTHERFIRM")


@pytest.fixture
def slack(settings: LazySettings) -> Iterator[Slack]:
    with slack_at_work() as kept:
        set_up(settings, kept.port)
        kept.users = {"U0UNKNOWN": {"id": "U0UNKNOWN"}, "U0OTHERAPP": {"id": "U0OTHERAPP", "is_bot": True},
                      "U0GUEST": {"id": "U0GUEST", "is_restricted": True}}  # fmt: skip
        yield kept


class Weeks:
    """What happens, by lot, and what anybody reads then."""

    def __init__(self, cast: Cast, slack: Slack, dice: Random) -> None:
        self.cast, self.slack, self.dice, self.things = cast, slack, dice, 0
        self.people = [cast.sam, cast.aiko, cast.omar, cast.noor, cast.lena]
        self.accounts = linked(cast, *self.people)
        slack.channel(CHANNEL, *self.accounts[:2])
        tied(cast)
        self.initiatives: list[Any] = []
        self.refs: dict[str, Ref] = {}

    def happens(self) -> None:
        """Let one thing happen."""
        self.dice.choice([self.brings, self.brings, self.decides, self.decides, self.shows, self.belongs,
                          self.comes, self.goes, self.goes])()  # fmt: skip

    def brings(self) -> None:
        self.things += 1
        title = f"What of thing {self.things}x?"
        self.refs[title] = topic_ref(topic(self.cast, self.cast.sam, title).pk)

    def decides(self) -> None:
        self.things += 1
        title = f"Do we do thing {self.things}x?"
        made = in_build(self.cast, f"Thing {self.things}x", audience=self.dice.choice([*Audience]))
        row = decision(self.cast, moved(made), question=title)
        settle_and_publish(decision=row, option=row.options.order_by("pk")[0], actor=self.cast.elena, at=self.cast.at)
        self.initiatives.append(made)
        self.refs[title] = decision_ref(row.pk)

    def shows(self) -> None:
        if self.initiatives:
            row = self.dice.choice(self.initiatives)
            row.refresh_from_db()
            show_to(initiative=row, audience=self.dice.choice([*Audience]), actor=self.cast.noor, at=self.cast.at)

    def belongs(self) -> None:
        now: dict[str, Any] = {
            "area": self.cast.identity,
            "person": self.cast.omar,
            "actor": MACHINE,
            "at": self.cast.at,
        }
        try:
            self.dice.choice([add_member, remove_member])(**now)
        except Refused:
            return

    def comes(self) -> None:
        who = self.dice.choice([*self.accounts, *self.accounts, *STRANGERS, *OUTSIDERS])
        if who not in self.slack.members[CHANNEL]:
            self.slack.members[CHANNEL].append(who)

    def goes(self) -> None:
        there = [each for each in self.slack.members[CHANNEL] if each != BOT]
        if there:
            self.slack.members[CHANNEL].remove(self.dice.choice([each for each in there if each in OUTSIDERS] or there))

    def may_stand(self, ref: Ref) -> bool:
        """Say from PRODUCT.md alone whether a thing may stand in the channel: all who read it may see it."""
        there = set(self.slack.members[CHANNEL]) - {BOT}
        if there & set(OUTSIDERS):
            return False
        viewers = [viewer_of(person) if (person := person_in_chat(each)) else ANYBODY for each in there]
        return all(ref in titles_seen_by(viewer, [ref]) for viewer in viewers)


@pytest.mark.parametrize("seed", range(4))
def test_nobody_reads_what_they_may_not_see(cast: Cast, slack: Slack, seed: int) -> None:
    weeks = Weeks(cast, slack, Random(seed))  # noqa: S311 - a lot
    company, stood = Company(cast, slack), 0
    for _step in range(STEPS):
        before = {title for title, ref in weeks.refs.items()}
        readers = set(slack.members[CHANNEL])
        weeks.happens()
        if set(slack.members[CHANNEL]) - readers:  # Slack says so; of all else Parley's own events are enough
            look_again_in(slack_id=CHANNEL, actor=MACHINE, at=company.at)
        company.post(seconds=30)
        words = "".join(each.words for each in company.channel)
        for title, ref in weeks.refs.items():
            if title in words:
                stood += 1
                assert weeks.may_stand(ref), f"{title} stands in the channel of {slack.members[CHANNEL]}"
            elif title not in before:
                assert not weeks.may_stand(ref), f"{title} was not told to {slack.members[CHANNEL]}"
    assert stood > 0
    assert not ChannelPost.objects.filter(state__in=(PostState.BEGUN, PostState.FAILED)).exists()
