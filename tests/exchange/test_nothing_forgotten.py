"""Every column of every table is in an export, follows from what is, or is named here with why it is not."""

from collections.abc import Iterator

from django.apps import apps

from parley.exchange.rules import SHEETS
from parley.exchange.terms import Kind

# Which file and column say each column of a table; several where it takes several, and one can say two.
REGIONAL: tuple[str, ...] = ("region_overrides",)
NOWHERE = ("",)  # the column of that name is another's
TIED = ("needs_first", "excludes")
WINDOW, WAIVED = ("window",), ("why_override", "audience_override")
WRITTEN: dict[str, tuple[Kind, dict[str, tuple[str, ...]]]] = {
    "Function": (Kind.PEOPLE, {"key": NOWHERE, "name": ("function",), "side": ("side",)}),
    "Region": (Kind.PEOPLE, {"key": NOWHERE, "name": ("region",)}),
    "Person": (Kind.PEOPLE, {}),
    "Area": (Kind.GROUPS, {}),
    "Group": (Kind.GROUPS, {"area": ("key",)}),
    "Team": (Kind.GROUPS, {"area": ("key",), "name": ("teams",), "capacity": ("teams",)}),
    "Member": (Kind.MEMBERS, {"area": ("group",), "kind": ("role",)}),
    "Facilitator": (Kind.MEMBERS, {"area": ("group",)}),
    "ProductPerson": (Kind.MEMBERS, {"area": ("group",)}),
    "Series": (Kind.MEETINGS, {"area": ("group",), "local_time": ("time",), "hours": ("turns", "second_sitting")}),
    "SittingRegion": (Kind.MEETINGS, {"series": ("key",), "region": ("second_regions",)}),
    "Holiday": (Kind.HOLIDAYS, {}),
    "HourCosts": (Kind.HOUR_COSTS, {"halves": ("half_hour", "points"), "weekend": ("half_hour", "points")}),
    "Client": (Kind.CLIENTS, {}),
    "Alias": (Kind.CLIENTS, {"client": ("key",), "name": ("aliases",)}),
    "AccountManager": (Kind.CLIENTS, {"client": ("key",), "person": ("account_managers",)}),
    "ClientDomain": (Kind.CLIENTS, {"client": ("key",), "domain": ("domains",)}),
    "Rate": (Kind.RATES, {"since": ("holds_from",)}),
    "StageLabel": (Kind.STAGES, {}),
    "Initiative": (Kind.INITIATIVES, {"area": ("group",), "window_first": WINDOW, "window_last": WINDOW,
                                      "created_at": ("created_on",)}),
    "InitiativeWhy": (Kind.INITIATIVES, {"initiative": ("key",)}),
    "InitiativeRegion": (Kind.INITIATIVES, {"initiative": ("key",), "region": ("regions",)}),
    "Estimate": (Kind.INITIATIVES, {"initiative": ("key",), "team_weeks": ("takes",)}),
    "Tie": (Kind.INITIATIVES, {"first": TIED, "second": TIED, "kind": TIED}),
    "RegionOverride": (Kind.INITIATIVES, {"initiative": ("key",)} | dict.fromkeys(
        ("region", "horizon", "window_first", "window_last", "confidence"), REGIONAL)),
    "Override": (Kind.INITIATIVES, {
        "initiative": ("key",), "waives": WAIVED, "reason": WAIVED, "audience": ("audience_override_to",),
        "by": ("why_override_by",), "given_at": ("why_override_given",), "until": ("why_override_until",)}),
    "TalkTrack": (Kind.TALK_TRACKS, {}),
    "TrackClient": (Kind.TALK_TRACKS, {"track": ("number",), "client": ("clients",)}),
    "TrackWords": (Kind.TALK_WORDS, {"track": ("talk_track",), "text": ("words",), "window_first": WINDOW,
                                     "window_last": WINDOW}),
    "TellingOverride": (Kind.TELLING_OVERRIDES, {}),
    "Acceptance": (Kind.ACCEPTANCES, {}),
    "Insight": (Kind.INSIGHTS, {}),
    "InsightLink": (Kind.INSIGHTS, {"initiative": ("supports", "contradicts"), "insight": ("key",),
                                    "stance": ("supports", "contradicts")}),
    "NotPlanned": (Kind.ANSWERS, {}),
    "Statement": (Kind.STATEMENTS, {"track": ("talk_track",), "text": ("words",), "by": ("told_by",), "lost":
                                    ("taken_back",), "window_first": WINDOW, "window_last": WINDOW}),
    "Correction": (Kind.CORRECTIONS, {"text": ("words",), "why": ("faults",), "days": ("faults",)}),
}  # fmt: skip

COUNTED = "it counts changes, so that a form knows whether what it showed is still so; each installation counts anew"
FOLLOWS = "it follows from what the files say, and is made anew from it"
IMPORTED = "an import is how it came here: whoever imports, at that moment"
OWN = "it is this person's own on this installation, and set anew where they sign in"
TALK = "docs/import.md says so: meetings held, topics, decisions and the ledger are copied with the database"
FLOWED = "docs/import.md says so: how initiatives went is copied with the database, or comes anew as a history"
LENT = "docs/import.md says so: it was decided, with a reason and what waits for it; a team that is away is lent anew"
TRIED = "docs/import.md says so: trials with their clients, questions and answers are copied with the database"
SURVEYED = "docs/import-surveys.md says so: answers are nobody’s, and what was released is copied with the database"
OWED = "docs/import.md says so: what comes by an import owes nothing at the stage it has; the list is set in Settings"
LAUNCHED = "docs/import.md says so: a launch is followed where it happens; it is copied with the database"
NOT_WRITTEN = {
    "Shift": LENT, "ShiftPart": LENT, "Stay": FLOWED, "TargetMove": FLOWED,
    "StageDuty": OWED, "DutyArea": OWED, "OwedDuty": OWED,
    "LaunchPlan": LAUNCHED, "LaunchRegion": LAUNCHED, "LookBack": LAUNCHED, "LookBackMoved": LAUNCHED,
    "Announcement": LAUNCHED,
    "Function.key": FOLLOWS, "Function.duty": "it follows from the name, and is set in Settings where it does not",
    "Region.key": FOLLOWS, "Person.password": "a secret", "Person.seen_until": OWN, "Person.sessions": "a secret",
    "Person.entered_at": IMPORTED, "Person.entered_by": IMPORTED, "Member.entered_at": IMPORTED,
    "ProductPerson.entered_at": IMPORTED,
    "Person.away_from": OWN, "Person.away_until": OWN, "Person.deputy": OWN, "Person.remind_every": OWN,
    "Person.quiet_from": OWN, "Person.quiet_until": OWN, "GroupLevel": OWN, "ThingLevel": OWN,
    "Area.decider": "members.csv says it, as the role decider",
    "Team.closed_on": "teams that were closed are left out", "Member.until": "memberships that ended are left out",
    "Client.folded": FOLLOWS, "Client.top": FOLLOWS, "Client.version": COUNTED, "Alias.folded": FOLLOWS,
    "Insight.kept": FOLLOWS, "Insight.waits": FOLLOWS, "Insight.merged_by": IMPORTED, "Insight.merged_at": IMPORTED,
    "InsightLink.linked_by": IMPORTED, "InsightLink.linked_at": IMPORTED,
    "InsightLink.own": "links that follow from merged insights are made anew, and only a voice's own are written",
    "Initiative.all_regions": FOLLOWS, "Initiative.why": FOLLOWS, "Initiative.shown_to": FOLLOWS,
    "Initiative.thread": TALK, "Initiative.version": COUNTED, "Initiative.changed_at": IMPORTED,
    "Estimate.by": IMPORTED, "Estimate.given_at": IMPORTED,
    "InitiativeWhy.written_by": IMPORTED, "InitiativeWhy.written_at": IMPORTED,
    "Override.ended_at": "overrides of why and audience that ended are left out, as earlier whys are",
    "TalkTrack.version": COUNTED, "Statement.latest": FOLLOWS,
    "Correction.initiative": FOLLOWS, "Correction.client": FOLLOWS, "Correction.took_days": FOLLOWS,
    "ToldPromise": FOLLOWS, "Evidence": FOLLOWS, "ClientCount": FOLLOWS, "Meaning": FOLLOWS, "Indexed": FOLLOWS,
    "ShareLink": "a link holds a secret that nobody can read back, so it cannot be given again elsewhere",
    "SharedStatement": "it belongs to a link", "ShareVisit": "it belongs to a link, for a day",
    "SignInLink": "a secret", "DecidingLink": "a secret", "DecidingDeputy": OWN,
    "DecidingPolicy": "it is set in Settings", "Feed": "a secret address", "WaitingFeed": "a secret address",
    "Pending": "work that waits on this installation",
    "CountedQuarter": FOLLOWS, "InfluenceCount": FOLLOWS,
    "CreditCheck": "what somebody said in confidence of a decision that credits them; it stays with the database",
    "Upload": "a file that waits on this installation", "UploadPart": "a file that waits on this installation",
    "Batch": "what came into this installation, and when",
    "FactsBefore": "what an import here changed, for the day on which it can be undone",
    "Hand": "it is known while a meeting runs, and deleted when it ends", "HadFloor": "as a hand in a live room",
    "Arrival": "as a hand in a live room",
    "SensitiveTime": "it is for a while, and said again where it still holds",
    "Notice": "what this installation told somebody",
    "Hook": "where this installation writes to, with a secret; set in Settings where it goes on",
    "HookHealth": "how an address fares that this installation writes to",
    "Delivery": "what this installation wrote to an address", "DeliveryTry": "as a delivery",
    "ChatAccount": "a secret, and proved in Slack for each installation", "ChatForm": "sent to this installation",
    "Channel": "which channel this installation writes to; chosen again where it goes on",
    "ChannelPost": "what this installation wrote there", "PostedNews": "as what was written",
    "ReceivedLetter": "what somebody wrote to this installation by mail, for 90 days",
    "ClientDomain.kept_by": IMPORTED, "ClientDomain.kept_at": IMPORTED,
    "MailChoice": OWN, "StopLink": "a secret",
    "Bookmark": OWN,
} | dict.fromkeys(
    ("Reason", "Entry", "About", "Thread", "Comment", "EarlierWords", "Reaction", "Mention",
     "TakenFurther", "Attachment",
     "AttachmentContent", "Solution", "SolutionChoice", "Follower", "Guest", "Contribution", "Topic", "TopicRegion",
     "TopicFunction", "TopicInitiative", "Supporter", "Decision", "Option", "Effect", "DecisionInitiative",
     "DecisionTopic", "Dissent", "Meeting", "MeetingRegion", "Attendance", "AgendaItem", "CalledIn", "ActionPoint",
     "Invitation", "Reply", "RotaAsk", "Preparation", "Presenter", "Acronym", "Talk", "TalkShare", "ShareLetGo",
     "TapCount", "TapGiven", "TapRelease", "Transcript", "MinutesLine", "LiveRoom", "Round", "SealedNote", "FloorTime",
     "Capture", "Settlement", "Agreement", "Leaning", "PrivateNote", "UnsignedDissent", "DissentOpening", "Review",
     "DecisionRound", "DecisionNote"), TALK) | dict.fromkeys(
    ("Wave", "WaveArea", "WaveRegion", "Question", "Invited", "Sheet", "OpenAnswer", "Release", "ImportedTotal",
     "Followed"), SURVEYED) | dict.fromkeys(
    ("Trial", "TrialQuestion", "TrialQuota", "TrialPlace", "TrialLink", "TrialAnswer", "TrialScreenshot",
     "TrialOutcome"), TRIED)  # fmt: skip


def _columns() -> Iterator[tuple[str, str]]:
    for model in apps.get_app_config("parley").get_models():
        for field in model._meta.local_concrete_fields:
            if field.name != "id":
                yield model.__name__, field.name


def test_every_column_is_written_or_named_with_its_reason() -> None:
    forgotten = []
    for table, column in _columns():
        kind, said = WRITTEN.get(table, (None, {}))
        there = {each.name for each in SHEETS[kind].columns if each.written} if kind else set()
        written = set(said.get(column, (column,))) <= there
        if written == bool({table, f"{table}.{column}"} & NOT_WRITTEN.keys()):
            forgotten.append(f"{table}.{column}")
    assert not forgotten, "Write these into a file of an export, or say in NOT_WRITTEN why they are in none."


def test_no_reason_is_given_for_what_is_no_more() -> None:
    there = {name for table, column in _columns() for name in (table, f"{table}.{column}")}
    assert not (WRITTEN.keys() | NOT_WRITTEN.keys()) - there
