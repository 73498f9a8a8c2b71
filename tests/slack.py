"""Slack at a port of this machine: the part of its published Web API that Parley uses, with channels and people.

It answers as docs.slack.dev says of each method, checks the token, and can be told to be away, slow or full of others.
"""

import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest

TOKEN, SECRET, BOT = "xoxb-of-the-tests", "8f742231b10e8888abcd99yyyzzz85a5", "UPARLEY"
CHANNEL = "C0IDENTITY"


@dataclass
class Message:
    """A message as it stands in a channel."""

    channel: str
    ts: str
    text: str
    blocks: list[Any]
    metadata: dict[str, Any]

    @property
    def words(self) -> str:
        """All that can be read of it."""
        return self.text + json.dumps(self.blocks, ensure_ascii=False)


Answer = dict[str, Any]


@dataclass
class Slack:
    """What Slack knows, and what was asked of it. `fails` has what is answered instead, by method: status and error."""

    port: int = 0
    channels: dict[str, dict[str, Any]] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    views: list[Answer] = field(default_factory=list)
    asked: list[tuple[str, Answer]] = field(default_factory=list)
    fails: dict[str, tuple[int, str, dict[str, str]]] = field(default_factory=dict)
    dies_after: Callable[[str], bool] = lambda _method: False
    page: int = 1000
    stamps: Iterator[int] = field(default_factory=lambda: count(1))
    now: Callable[[], float] = lambda: 1_900_000_000.0

    def channel(self, slack_id: str, *members: str, **flags: Any) -> str:
        """Make a channel with people and the app in it."""
        self.channels[slack_id] = {
            "id": slack_id,
            "name": flags.pop("name", slack_id.lower()),
            "is_member": True,
            **flags,
        }
        self.members[slack_id] = [BOT, *members]
        for each in members:
            self.users.setdefault(each, {"id": each})
        return slack_id

    def in_channel(self, slack_id: str) -> list[Message]:
        """Give what stands in a channel."""
        return [each for each in self.messages if each.channel == slack_id]

    def times(self, method: str) -> int:
        """Count how often something was asked."""
        return sum(name == method for name, _given in self.asked)

    def answer(self, method: str, given: Answer) -> Answer:
        """Answer a method as its documentation says."""
        said: Answer = getattr(self, "_" + method.replace(".", "_").lower())(given)
        return said

    def _auth_test(self, _given: Answer) -> Answer:
        return {"ok": True, "user_id": BOT, "team_id": "T1", "user": "parley"}

    def _conversations_info(self, given: Answer) -> Answer:
        there = self.channels.get(given["channel"])
        return {"ok": True, "channel": there} if there else {"ok": False, "error": "channel_not_found"}

    def _conversations_members(self, given: Answer) -> Answer:
        if given["channel"] not in self.members:
            return {"ok": False, "error": "channel_not_found"}
        return self._page("members", self.members[given["channel"]], given)

    def _users_list(self, given: Answer) -> Answer:
        return self._page("members", list(self.users.values()), given)

    def _conversations_history(self, given: Answer) -> Answer:
        rows = [
            {"ts": each.ts, "text": each.text, "metadata": each.metadata}
            for each in reversed(self.in_channel(given["channel"]))
            if float(each.ts) >= float(given["oldest"])
        ]
        return self._page("messages", rows, given)

    def _page(self, word: str, rows: list[Any], given: Answer) -> Answer:
        first, size = int(given.get("cursor") or 0), min(int(given["limit"]), self.page)
        more = str(first + size) if first + size < len(rows) else ""
        return {"ok": True, word: rows[first : first + size], "response_metadata": {"next_cursor": more}}

    def _chat_postmessage(self, given: Answer) -> Answer:
        if given["channel"] not in self.channels:
            return {"ok": False, "error": "channel_not_found"}
        if self.channels[given["channel"]].get("is_archived"):
            return {"ok": False, "error": "is_archived"}
        stamp = f"{self.now():.0f}.{next(self.stamps):06d}"
        made = Message(given["channel"], stamp, given["text"], _parsed(given["blocks"]), _parsed(given["metadata"]))
        self.messages.append(made)
        return {"ok": True, "channel": made.channel, "ts": stamp, "message": {"text": made.text}}

    def _found(self, given: Answer) -> Message | None:
        found = [each for each in self.messages if (each.channel, each.ts) == (given["channel"], given["ts"])]
        return found[0] if found else None

    def _chat_update(self, given: Answer) -> Answer:
        found = self._found(given)
        if found is None:
            return {"ok": False, "error": "message_not_found"}
        found.text, found.blocks = given["text"], _parsed(given["blocks"])
        return {"ok": True, "channel": found.channel, "ts": found.ts, "text": found.text}

    def _chat_delete(self, given: Answer) -> Answer:
        found = self._found(given)
        if found is None:
            return {"ok": False, "error": "message_not_found"}
        self.messages.remove(found)
        return {"ok": True, "channel": found.channel, "ts": found.ts}

    def _views_open(self, given: Answer) -> Answer:
        if given["trigger_id"].startswith("late"):
            return {"ok": False, "error": "expired_trigger_id"}
        self.views.append(_parsed(given["view"]))
        return {"ok": True, "view": {"id": "V1"}}


def _parsed(given: Any) -> Any:
    return json.loads(given) if isinstance(given, str) else given


@contextmanager
def slack_at_work(**facts: Any) -> Iterator[Slack]:
    """Listen at a port of its own."""
    kept = Slack(**facts)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            kind = self.headers.get("Content-Type", "")
            given = json.loads(body or "{}") if "json" in kind else dict(parse_qsl(body))
            self._answer(self.path.rpartition("/")[2], given)

        def do_GET(self) -> None:
            path, _mark, query = self.path.partition("?")
            self._answer(path.rpartition("/")[2], dict(parse_qsl(query)))

        def _answer(self, method: str, given: Answer) -> None:
            kept.asked.append((method, given))
            status, error, headers = kept.fails.get(method) or kept.fails.get("*") or (200, "", {})
            if error:
                said: Answer = {"ok": False, "error": error}
            elif self.headers.get("Authorization") != f"Bearer {TOKEN}":
                said = {"ok": False, "error": "invalid_auth"}
            else:
                said = kept.answer(method, given)
            if kept.dies_after(method):
                self.connection.close()
                return
            text = json.dumps(said).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_said: Any) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            """A caller who has gone is no trouble of ours."""

    server = Server(("127.0.0.1", 0), Handler)
    kept.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def set_up(settings: Any, port: int = 1) -> None:
    """Give this installation an app in that Slack."""
    settings.SLACK_BOT_TOKEN, settings.SLACK_SIGNING_SECRET = TOKEN, SECRET
    settings.SLACK_API_URL = f"http://127.0.0.1:{port}/api/"


@pytest.fixture
def slack(settings: Any) -> Iterator[Slack]:
    """Give a Slack that works, as the one Parley is set up for."""
    with slack_at_work() as kept:
        set_up(settings, kept.port)
        yield kept


def signed(body: bytes, at: datetime, secret: str = SECRET) -> Mapping[str, str]:
    """Sign a body as Slack does: HMAC-SHA256 over version, whole seconds and body."""
    moment = str(int(at.timestamp()))
    found = hmac.new(secret.encode(), b"v0:" + moment.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": f"v0={found}"}


def sent(browser: Any, fields: Mapping[str, str], at: datetime, **headers: str) -> Any:
    """Send fields as Slack sends a command or what somebody did."""
    body = urlencode(fields).encode()
    kind = "application/x-www-form-urlencoded"
    return browser.post("/slack/", body, content_type=kind, headers=dict(signed(body, at)) | headers)


def done(browser: Any, payload: Mapping[str, Any], at: datetime, **headers: str) -> Any:
    """Send what somebody did in a form or a menu."""
    return sent(browser, {"payload": json.dumps(payload)}, at, **headers)


def happened(browser: Any, event: Mapping[str, Any], at: datetime) -> Any:
    """Send an event."""
    body = json.dumps(event).encode()
    return browser.post("/slack/", body, content_type="application/json", headers=dict(signed(body, at)))
