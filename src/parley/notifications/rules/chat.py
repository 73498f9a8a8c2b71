"""What may be shown in a channel, how what waits is put together, and what follows a refusal of Slack's."""

import re
from collections.abc import Hashable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from parley.groups.rules import may_keep_group
from parley.kernel.refusals import Refused
from parley.notifications.terms.chat import MOST_BUNDLED, Audience, There, Trouble
from parley.people.terms import Viewer

N = TypeVar("N")
WORD = re.compile(r"[a-z_]+$")
CHANNEL = re.compile(r"(?:^|/)([CG][A-Z0-9]{6,30})(?:$|[/?#])")
MARKED = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
NAMELESS = "@…"  # somebody or a channel, of whom a message says only the key
BUNDLES = 3  # things that wait for a channel: above it they come in one message
SHORTEST, LONGEST, APP_WAITS = timedelta(seconds=5), timedelta(minutes=2), timedelta(minutes=5)
BROKEN = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
NOT_LET_IN = frozenset({
    "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope",
    "no_permission", "access_denied", "accesslimited", "ekm_access_denied", "enterprise_is_restricted",
    "org_login_required", "two_factor_setup_required",
})  # fmt: skip
GONE = frozenset({"message_not_found"})  # somebody deleted it: there is nothing left to take back
CHANGED_NO_MORE = frozenset({"cant_update_message", "edit_window_closed"})


def may_be_shown(audience: Audience, *, to_company: bool, to_all_there: bool) -> bool:
    """Say whether a channel may be told: everybody who reads it may see the thing, so far as Parley knows them.

    Whoever it does not know is taken for somebody of the company; where people of elsewhere read along, nothing is
    told, not even that something happened.
    """
    if audience.outside:
        return False
    return to_company or (to_all_there and not audience.strangers)


def must_tie(viewer: Viewer, area: int | None) -> None:
    """Raise Refused unless the viewer may let a channel hear of an area, or with none of the whole company."""
    if area is None and not viewer.operations:
        raise Refused("Only product operations let a channel hear of the whole company. Choose your group.")
    if area is not None and not may_keep_group(viewer, area):
        raise Refused("Only the group’s facilitators and product operations let a channel hear of it. Ask one of them.")


def channel_in(text: str) -> str:
    """Read the name by which Slack knows a channel, from its link or as it is. Raises Refused."""
    found = CHANNEL.search(text.strip())
    if found is None:
        raise Refused("Paste the channel’s link: in Slack, open its menu and choose to copy its link.", field="channel")
    return found[1]


def must_be_fit(there: There | None, *, reads: bool) -> There:
    """Give back a channel that may be told things. Raises Refused for one the app is not in, or others read.

    Whoever ties it reads it: of a private channel others learn not even its name.
    """
    if there is None or not there.member:
        raise Refused("The app is not in this channel. Invite it there first, with /invite @Parley.", field="channel")
    if not reads:
        raise Refused("You are not in this channel, or your account in Slack is not linked yet. Join it, link your "
                      "account under My settings, and come back.", field="channel")  # fmt: skip
    if there.archived:
        raise Refused(f"#{there.name} is archived. Choose a channel that goes on.", field="channel")
    if there.shared:
        raise Refused(f"Other companies read #{there.name}, so nothing can be told there. Choose another.",
                      field="channel")  # fmt: skip
    return there


def gathered(waiting: Sequence[tuple[Hashable, N]]) -> list[list[N]]:
    """Put what waits for one channel into messages, given what each is about: one for each thing, in order.

    Where more things wait than somebody reads one by one, as after an hour without Slack, they come together.
    """
    by_thing: dict[Hashable, list[N]] = {}
    for about, each in waiting:
        by_thing.setdefault(about, []).append(each)
    if len(by_thing) <= BUNDLES:
        return list(by_thing.values())
    things = list(by_thing.values())
    some = [things[n : n + MOST_BUNDLED] for n in range(0, len(things), MOST_BUNDLED)]
    return [[each for thing in bundle for each in thing] for bundle in some]


def trouble_of(error: str, status: int) -> Trouble:
    """Say what a refusal is about, by Slack's word for it and the HTTP status."""
    if error in {"ratelimited", "rate_limited"} or status == 429:
        return Trouble.SLOWER
    if status >= 500 or error in BROKEN or not WORD.match(error):  # what is no word of its is not from Slack
        return Trouble.AWAY
    return Trouble.APP if error in NOT_LET_IN else Trouble.HERE


def pause_of(trouble: Trouble, *, waited: timedelta, asked: timedelta) -> timedelta:
    """Say how long everything waits: as long as Slack asks, up to an hour, or the longer the longer it is away."""
    if trouble is Trouble.SLOWER:
        return min(max(asked, timedelta(seconds=1)), timedelta(hours=1))
    return APP_WAITS if trouble is Trouble.APP else min(max(waited / 4, SHORTEST), LONGEST)


def as_text(words: str) -> str:
    """Write what people wrote so that Slack shows it as it is: no mention of a channel, no link, no markup of its own.

    After docs.slack.dev, formatting message text: these three are all that has a meaning.
    """
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain_of(text: str) -> str:
    """Read a message of Slack's as people see it there: a link or a name without the marks round it."""
    read = MARKED.sub(lambda found: found[2] or (NAMELESS if found[1][0] in "@#!" else found[1]), text)
    return read.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("\x00", " ").strip()


def code_stands(until: datetime | None, at: datetime) -> bool:
    """Say whether a code may still be used."""
    return until is not None and at < until
