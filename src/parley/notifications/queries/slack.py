"""Asking Slack, outside any transaction: what a channel is, who reads it, and whether a message is there already."""

from http.client import HTTPException
from typing import Any

from django.conf import settings
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from parley.kernel.refusals import Refused
from parley.notifications.queries.channels import account_of, people_in_chat
from parley.notifications.rules.chat import trouble_of
from parley.notifications.terms.chat import Audience, There, Trouble

AWAY = "Slack does not answer just now, or does not let the app in. Try again in a minute."
WAITS = 10  # seconds for one answer
A_PAGE = 1000  # members in one answer
MOST_PAGES = 60  # 60,000 accounts: more than a company has that Parley is for


def is_set_up() -> bool:
    """Say whether this installation has an app in Slack. Where it has none, no page speaks of it."""
    return bool(settings.SLACK_BOT_TOKEN and settings.SLACK_SIGNING_SECRET)


def slack(*, waits: int = WAITS) -> WebClient:
    """Give who speaks with Slack. Nothing is tried again here: what waits is kept, and tried again from there."""
    return WebClient(settings.SLACK_BOT_TOKEN, base_url=settings.SLACK_API_URL, timeout=waits, retry_handlers=[])


def channel_there(asked: WebClient, slack_id: str) -> There:
    """Give a channel as Slack knows it. Raises SlackApiError where the app is not in it."""
    row: dict[str, Any] = asked.conversations_info(channel=slack_id)["channel"]
    shared = any(row.get(each) for each in ("is_ext_shared", "is_pending_ext_shared"))
    member, archived = bool(row.get("is_member")), bool(row.get("is_archived"))
    return There(row["id"], row.get("name") or slack_id, member=member, shared=shared, archived=archived)


def looked_up(slack_id: str, person: int) -> tuple[There | None, bool]:
    """Give a channel as Slack knows it, none where the app sees none; and whether somebody reads it.

    Raises Refused when Slack does not answer.
    """
    asked, account = slack(), account_of(person)
    try:
        there = channel_there(asked, slack_id)
        return there, bool(account and account.slack_id and account.slack_id in members_of(asked, slack_id))
    except SlackApiError as refusal:
        if trouble_of(str(refusal.response.get("error", "")), refusal.response.status_code) is Trouble.HERE:
            return None, False
        raise Refused(AWAY) from refusal
    except (OSError, HTTPException) as trouble:
        raise Refused(AWAY) from trouble


def members_of(asked: WebClient, slack_id: str) -> set[str]:
    """Give the accounts that are in a channel."""
    pages = _pages(lambda cursor: asked.conversations_members(channel=slack_id, limit=A_PAGE, cursor=cursor))
    return {each for page in pages for each in page["members"]}


def audience_of(asked: WebClient, slack_id: str) -> Audience:
    """Say who reads a channel now, as far as Parley knows them; the app itself reads nothing."""
    if channel_there(asked, slack_id).shared:
        return Audience(frozenset(), strangers=True, outside=True)
    members = members_of(asked, slack_id) - {asked.auth_test()["user_id"]}
    known = people_in_chat(members)
    unknown = members - known.keys()
    outside = bool(unknown) and not unknown <= _of_the_company(asked)
    return Audience(frozenset(known.values()), strangers=bool(unknown), outside=outside)


def _of_the_company(asked: WebClient) -> set[str]:
    """Give the accounts that are no guests: people of the company, and the apps it has let in."""
    pages = _pages(lambda cursor: asked.users_list(limit=A_PAGE, cursor=cursor))
    guests = ("is_restricted", "is_ultra_restricted", "is_stranger", "deleted")
    return {each["id"] for page in pages for each in page["members"] if not any(each.get(word) for word in guests)}


def _pages(ask: Any) -> Any:
    cursor = None
    for _page in range(MOST_PAGES):
        page = ask(cursor)
        yield page
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return
    raise OverflowError(f"Slack lists more than {MOST_PAGES * A_PAGE} members.")


def stamp_of(asked: WebClient, slack_id: str, name: str, *, since: float) -> str:
    """Find a message by the name it was given, among those since a moment in seconds; empty when it is not there."""
    pages = _pages(
        lambda cursor: asked.conversations_history(
            channel=slack_id, oldest=f"{since:.6f}", include_all_metadata=True, limit=200, cursor=cursor
        )
    )
    for page in pages:
        for each in page["messages"]:
            if (each.get("metadata") or {}).get("event_payload", {}).get("name") == name:
                return str(each["ts"])
    return ""
