"""The index of tables, which is where Django looks for them."""

from parley.clients.models import AccountManager, Alias, Client, Insight
from parley.decisions.models import (
    Decision,
    DecisionInitiative,
    DecisionTopic,
    Dissent,
    Effect,
    Option,
)
from parley.disclosure.models import (
    Correction,
    Statement,
    TalkTrack,
    TellingOverride,
    TrackClient,
    TrackWords,
)
from parley.exchange.models import Batch
from parley.groups.models import (
    Area,
    Facilitator,
    Group,
    Member,
    ProductPerson,
    Team,
)
from parley.ledger.models import About, Entry, Pending, Reason
from parley.meetings.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    CalledIn,
    Meeting,
    Series,
)
from parley.notifications.models import Notice
from parley.people.models import Function, Person, Region, SignInLink
from parley.roadmap.models import (
    Acceptance,
    ClientCount,
    Evidence,
    Initiative,
    InitiativeRegion,
    InitiativeWhy,
    InsightLink,
    NotPlanned,
    Override,
    RegionOverride,
    StageLabel,
)
from parley.search.models import Indexed
from parley.topics.models import Supporter, Topic, TopicFunction, TopicInitiative, TopicRegion
from parley.voices.models import Comment, Contribution, Follower, Guest, Thread

__all__ = [
    "About",
    "Acceptance",
    "AccountManager",
    "ActionPoint",
    "AgendaItem",
    "Alias",
    "Area",
    "Attendance",
    "Batch",
    "CalledIn",
    "Client",
    "ClientCount",
    "Comment",
    "Contribution",
    "Correction",
    "Decision",
    "DecisionInitiative",
    "DecisionTopic",
    "Dissent",
    "Effect",
    "Entry",
    "Evidence",
    "Facilitator",
    "Follower",
    "Function",
    "Group",
    "Guest",
    "Indexed",
    "Initiative",
    "InitiativeRegion",
    "InitiativeWhy",
    "Insight",
    "InsightLink",
    "Meeting",
    "Member",
    "NotPlanned",
    "Notice",
    "Option",
    "Override",
    "Pending",
    "Person",
    "ProductPerson",
    "Reason",
    "Region",
    "RegionOverride",
    "Series",
    "SignInLink",
    "StageLabel",
    "Statement",
    "Supporter",
    "TalkTrack",
    "Team",
    "TellingOverride",
    "Thread",
    "Topic",
    "TopicFunction",
    "TopicInitiative",
    "TopicRegion",
    "TrackClient",
    "TrackWords",
]
