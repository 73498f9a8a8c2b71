"""Parley's own files: their columns, how each cell is read, and what makes a row the same row next time."""

from collections.abc import Mapping
from typing import Any

from parley.disclosure.rules import LONGEST_WORDS
from parley.disclosure.terms import Means
from parley.exchange.rules import cells, finishing, hours, taking
from parley.exchange.rules.cells import several, text, words
from parley.exchange.rules.columns import Sheet, c, identified_by
from parley.exchange.rules.known import Known
from parley.exchange.rules.recorded import RECORDED
from parley.exchange.terms import Identity, Kind
from parley.groups.rules import answer_days_of
from parley.people.terms import Side
from parley.roadmap.rules import LONGEST_REASON
from parley.roadmap.terms import Audience, Confidence, Horizon, Stage


def _answer_days(cell: str, known: Known) -> int:
    return answer_days_of(int(cells.number(1, 90)(cell, known)))


def _place(values: Mapping[str, Any]) -> Identity:
    return (values["group"], values["person"], *sorted(role.value for role in values["role"]))


def _series(values: finishing.Values, known: Known) -> None:
    finishing.series(values, known)
    hours.sittings(values, known)


PEOPLE = Sheet(Kind.PEOPLE, (
    c("key", "How other systems name them: a handle, a number. Empty: their e-mail.", cells.key()),
    c("name", "Their full name.", words(200), required=True),
    c("email", "With which they sign in. Empty: they cannot yet.", cells.email),
    c("function", "For instance Account management. A new one is added.", cells.function),
    c("side", "The side of a new function: product, business or neither.", cells.one_of(Side)),
    c("region", "For instance EMEA. A new one is added.", cells.region),
    c("time_zone", "A name of the IANA list, for instance Europe/London. Empty: UTC.", cells.zone),
    c("language", "A code, for instance en, de, ja. Empty: en.", cells.language),
    c("company", "Only where a group spans companies.", words(200)),
    c("operations", "yes for product operations, who administer Parley.", cells.yes),
    c("left_on", "The day they left, if they did.", cells.day),
), finishing.person, identified_by("key"), "Everybody in the company, leavers included.")  # fmt: skip

GROUPS = Sheet(Kind.GROUPS, (
    c("key", "Stands in addresses: small letters, digits, dashes. Empty: made of the name.", cells.slug),
    c("name", "Of the product area and its strategy group.", words(120), required=True),
    c("charter", "What the group is for, up to 20,000 characters.", text(20_000)),
    c("legal_approves", "yes where words for clients wait for legal too.", cells.yes),
    c("answer_days", "Within how many days a topic gets its answer, 1 to 90. Empty: 14.", _answer_days),
    c("transcript_days", "How many days the transcript of a meeting is kept, up to 365. Empty: not at all.",
      cells.number(0, 365)),
    c("teams", "Engineering teams with team-weeks a quarter: “Consent: 12.5; Login: 24”.", several(cells.team)),
    c("dissolved_on", "The day the area was dissolved, if it was.", cells.day),
), finishing.area, identified_by("key"), "Product areas, each with its strategy group and teams.")  # fmt: skip

MEMBERS = Sheet(Kind.MEMBERS, (
    c("group", "Key or name of the group.", cells.area, required=True),
    c("person", "Key, e-mail or full name.", cells.person, required=True),
    c("role", "One or several of core, on_call, facilitator, product_person, decider: “core; facilitator”.",
      several(cells.one_of(finishing.Role)), required=True),
    c("since", "The day they became a member. Empty: the day of the import.", cells.day),
), finishing.place, _place, "Who belongs to which group, and how.")  # fmt: skip

MEETINGS = Sheet(Kind.MEETINGS, (
    c("key", "Tells a group’s series apart. Empty: made of the title.", cells.key(200)),
    c("group", "Key or name of the group.", cells.area, required=True),
    c("title", "Of the series.", words(200), required=True),
    c("rule", "An RFC 5545 rule, for instance FREQ=WEEKLY;INTERVAL=2;BYDAY=TU. Or give day and frequency.", words(200)),
    c("day", "A day of the week, when rule is empty.", words(300), written=False),
    c("frequency", "As people say it, when rule is empty: biweekly, first Monday of the month.", words(300),
      written=False),
    c("starts_on", "The first day. Empty for a fortnightly series: Parley asks on the group’s page.", cells.day),
    c("time", "The local hour: 14:30.", cells.hour, required=True),
    c("time_zone", "Of that hour, a name of the IANA list.", cells.zone, required=True),
    c("minutes", "How long, 5 to 600. Empty: 60.", cells.number(5, 600)),
    c("turns", "Other hours it takes turns with: “09:00 Asia/Tokyo; 17:00 America/New_York”.", several(hours.turn)),
    c("second_sitting", "Hours of a second sitting, in turn; +1 behind one on the next day: “10:00 Asia/Tokyo +1”.",
      several(hours.turn)),
    c("second_regions", "Whose people come to that: “APAC; AMER”.", several(cells.region)),
    c("said", "How often it meets in the words of the source. Empty: frequency.", words(300)),
    c("ended_on", "The last day, if the series ended.", cells.day),
), _series, identified_by("group", "key"), "When groups meet: one row a series.")  # fmt: skip

CLIENTS = Sheet(Kind.CLIENTS, (
    c("source", "Which system the key is from. Empty: that of the import.", cells.source),
    c("key", "How that system names the client. Empty: the name.", cells.key()),
    c("name", "Of the client.", words(200), required=True),
    c("parent", "Key or name of the company it belongs to.", words(200)),
    c("region", "For instance EMEA. A new one is added.", cells.region),
    c("segment", "For instance Retail.", words(80)),
    c("revenue", "A year, as 1200000 or 1.2m.", cells.revenue),
    c("currency", "Of the revenue: EUR, USD.", cells.currency),
    c("aliases", "Other names it is known under: “Acme; ACME Corp”.", several(words(200))),
    c("account_managers", "Keys, e-mails or names: “noor; sam”.", several(cells.person)),
    c("domains", "From where its mail comes, what follows the @: “acme.example; acme.co.example”.",
      several(cells.domain)),
    c("left_on", "The day it stopped buying, if it did.", cells.day),
), finishing.client, identified_by("source", "key"), "Who buys, and who looks after them.")  # fmt: skip

INITIATIVES = Sheet(Kind.INITIATIVES, (
    c("source", "Which system the key is from. Empty: that of the import.", cells.source),
    c("key", "How that system names it. Empty: made of the title.", cells.key()),
    c("title", "What changes for whom, in up to 200 characters.", words(200), required=True),
    c("group", "Key or name of the area’s group.", cells.area, required=True),
    c("stage", "gather, explore, alpha, beta, build, launch, live or stopped.", cells.one_of(Stage), required=True),
    c("horizon", "now, next or later.", cells.one_of(Horizon), required=True),
    c("window", "Q2 2027, H1 2027, Mar 2027, 2027-03-15, or one to another.", cells.window),
    c("confidence", "In the window: high, medium or low.", cells.one_of(Confidence)),
    c("audience", "Who sees it, as far as why and stage allow: product_team, group, company. Empty: product_team.",
      cells.one_of(Audience)),
    c("regions", "Those it applies to: “EMEA; APAC”. Empty: all.", several(cells.region)),
    c("owner", "Key, e-mail or full name.", cells.person),
    c("because", "The problem it solves.", text()),
    c("who_benefits", "Who has something of it.", text()),
    c("budget", "What it may cost, in words.", text()),
    c("budget_amount", "What it may cost, as 1200000 or 1.2m.", cells.amount),
    c("budget_currency", "Of that amount.", cells.currency),
    c("expected_return", "What it is expected to bring.", text()),
    c("return_basis", "What that is based on.", text()),
    c("instead", "What will not be done instead.", text()),
    c("takes", "The team-weeks it still takes of its area’s teams: 6, 2.5. Empty: nobody says.", taking.team_weeks),
    c("needs_first", "Keys of the initiatives it cannot be done before.", several(words(250))),
    c("excludes", "Keys of those it cannot be done together with; either of two says it for both.",
      several(words(250))),
    c("position", "Its place within its horizon, from 0. Empty: in the order of the file.", cells.number(0, 1_000_000)),
    c("created_on", "The day it was begun. Empty: the day of the import.", cells.day),
    c("live_at", "When it came live: 2027-03-15T09:30:00+00:00. Empty: nobody knows, or it is not.", cells.moment),
    c("region_overrides", "What differs where: “EMEA: horizon next, window Q3 2027, confidence low”.",
      several(finishing.region_override)),
    *(pair for rule, may in (("why", "shown though its why is incomplete"),
                             ("audience", "shown further than its stage allows")) for pair in (
        c(f"{rule}_override", f"The reason for which it may be {may}.", text(LONGEST_REASON)),
        c(f"{rule}_override_by", "Who allowed it.", cells.person),
        c(f"{rule}_override_given", "The day on which they did. Empty: the day of the import.", cells.day),
        c(f"{rule}_override_until", "The last day on which it holds.", cells.day))),
    c("audience_override_to", "How far: group or company.", cells.one_of(Audience)),
), finishing.initiative, identified_by("source", "key"), "The roadmaps, each item with its why.")  # fmt: skip

INSIGHTS = Sheet(Kind.INSIGHTS, (
    c("source", "Which system the key is from. Empty: that of the import.", cells.source),
    c("key", "How that system names it. Empty: made of client, day and text.", cells.key()),
    c("client", "Key, name or alias.", cells.client, required=True),
    c("said_on", "The day the client said it.", cells.day, required=True),
    c("text", "What they said, up to 100,000 characters. It never changes.", text(), required=True),
    c("author", "Who noted it: key, e-mail or full name.", cells.person),
    c("on_behalf_of", "For which colleague they noted it.", cells.person),
    c("noted_at", "When: 2027-03-15T09:30:00+00:00. Empty: the moment of the import.", cells.moment),
    c("supports", "Keys of the initiatives it speaks for.", several(cells.initiative)),
    c("contradicts", "Keys of the initiatives it speaks against.", several(cells.initiative)),
    c("merged_into", "Key of the insight it was merged into.", words(200)),
), finishing.insight, identified_by("source", "key"), "What clients said.")  # fmt: skip

STATEMENTS = Sheet(Kind.STATEMENTS, (
    c("source", "Which system the key is from. Empty: that of the import.", cells.source),
    c("key", "How that system names it. Empty: made of client, initiative, day and words.", cells.key()),
    c("client", "Key, name or alias.", cells.client, required=True),
    c("initiative", "Key of the initiative.", cells.initiative, required=True),
    c("told_on", "The day the client was told.", cells.day, required=True),
    c("words", "What they were told, up to 1,000 characters. It never changes.", text(LONGEST_WORDS), required=True),
    c("window", "The window they were given: Q2 2027, H1 2027, Mar 2027, or one to another.", cells.window),
    c("confidence", "How sure that was said to be: high, medium or low. It needs a window.", cells.one_of(Confidence)),
    c("to_whom", "Whom there.", words(200)),
    c("told_by", "Who told them: key, e-mail or full name.", cells.person),
    c("name", "What the initiative was called. Empty: its title.", words(120)),
    c("means", "call, copy, card, link, review or import. Empty: import.", cells.one_of(Means)),
    c("logged_at", "When it was logged: 2027-03-15T09:30:00+00:00. Empty: the moment of the import.", cells.moment),
    c("talk_track", "The number of the talk track whose words these were. Empty: in words of their own.",
      cells.number(1, 100_000)),
    c("taken_back", "yes where those words were withdrawn, or narrowed to other clients.", cells.yes),
), finishing.statement, identified_by("source", "key"), "What clients were told in the past.")  # fmt: skip

OWN = {each.kind: each for each in (PEOPLE, GROUPS, MEMBERS, MEETINGS, CLIENTS, INITIATIVES, INSIGHTS, STATEMENTS)}
SHEETS = {kind: (OWN | hours.HOURS | RECORDED)[kind] for kind in Kind}
