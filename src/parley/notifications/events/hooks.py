"""What can happen to web hooks. Their addresses and secrets are no part of it."""

from dataclasses import dataclass

from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.notifications.terms.hooks import OffBecause, hook_ref
from parley.people.terms import person_ref


@dataclass(frozen=True, kw_only=True)
class HookEvent(Event):
    """Something happened to a web hook."""

    hook: int

    def about(self) -> tuple[Ref, ...]:
        return (hook_ref(self.hook),)


@dataclass(frozen=True, kw_only=True)
class HookKept(HookEvent, kind="hook.kept"):
    """A web hook was made or changed: what it sends, and who owns it."""

    kinds: tuple[str, ...]
    owner: int
    new: bool

    def about(self) -> tuple[Ref, ...]:
        return (hook_ref(self.hook), person_ref(self.owner))

    def sentence(self) -> str:
        done = "made" if self.new else "changed"
        return f"{done} web hook {self.hook}, owned by {person_ref(self.owner).mark}: it sends {', '.join(self.kinds)}"


@dataclass(frozen=True, kw_only=True)
class SecretRotated(HookEvent, kind="hook.secret_rotated"):
    """A web hook was given another secret; the one before counts for a day."""

    def sentence(self) -> str:
        return f"gave web hook {self.hook} another secret"


@dataclass(frozen=True, kw_only=True)
class HookTurnedOff(HookEvent, kind="hook.turned_off"):
    """A web hook sends nothing any more until it is turned on again."""

    because: OffBecause

    def sentence(self) -> str:
        why = {
            OffBecause.ASKED: "",
            OffBecause.GONE: ": its receiver wants no more",
            OffBecause.DAYS: ": it failed for days",
            OffBecause.TRIES: ": it failed very often in a row",
        }[self.because]
        return f"turned web hook {self.hook} off{why}"


@dataclass(frozen=True, kw_only=True)
class HookTurnedOn(HookEvent, kind="hook.turned_on"):
    """A web hook sends again."""

    def sentence(self) -> str:
        return f"turned web hook {self.hook} on again"


@dataclass(frozen=True, kw_only=True)
class HookEnded(HookEvent, kind="hook.ended"):
    """A web hook ended, with its secrets and what waited for it."""

    def sentence(self) -> str:
        return f"ended web hook {self.hook}"


@dataclass(frozen=True, kw_only=True)
class HookTried(HookEvent, kind="hook.tried"):
    """Somebody asked for a test message."""

    def sentence(self) -> str:
        return f"asked web hook {self.hook} for a test"


@dataclass(frozen=True, kw_only=True)
class HookReplayed(HookEvent, kind="hook.replayed"):
    """Messages are sent again by hand, under the names they had."""

    deliveries: int

    def sentence(self) -> str:
        messages = "1 message" if self.deliveries == 1 else f"{self.deliveries} messages"
        return f"sent {messages} of web hook {self.hook} again"
