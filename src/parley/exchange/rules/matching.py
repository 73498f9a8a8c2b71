"""Which client a row means: by its key in the source, then by a name it is known under; a near name is not guessed."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from parley.clients.terms import Identity
from parley.exchange.rules.nearness import Lookalikes
from parley.exchange.terms.intake import LEFT_OUT, FileMapping, Near, NearName
from parley.kernel.refusals import Refused
from parley.kernel.words import folded

LONGEST_KEY = 120


class LeftOut(Exception):
    """The mapping leaves out the rows of this name."""


class AskedFor(Exception):
    """The name looks like a client's, and a person says whether it is meant."""


class Names:
    """The clients that are here, by what they can be called."""

    def __init__(self) -> None:
        self.identities: dict[int, Identity] = {}
        self.keys: dict[Identity, int] = {}
        self.names: dict[str, list[int]] = defaultdict(list)
        self.lookalikes = Lookalikes()

    def add(self, client: int, identity: Identity, names: list[str]) -> None:
        """Let a client be meant."""
        self.identities[client] = identity
        self.keys[identity] = client
        for name in names:
            plain = folded(name)
            if client not in self.names[plain]:
                self.names[plain].append(client)
            self.lookalikes.add(name)

    def called(self, text: str) -> list[int]:
        """Give the clients a text means: one by “source:key”, else those of that name."""
        source, colon, key = text.partition(":")
        if colon and (found := self.keys.get((source, key))):
            return [found]
        return self.names.get(folded(text), [])


@dataclass(slots=True)
class NewClient:
    """A client that the file brings, or what it says about one that is here."""

    identity: Identity
    name: str
    parent: str = ""
    region: str = ""
    segment: str = ""
    revenue: Decimal | None = None
    currency: str = ""
    line: int = 0
    parent_identity: Identity | None = None
    stated: set[str] = field(default_factory=set)


class Matching:
    """Says which client a row means. New ones are numbered -1, -2 and so on, in the order in which they come."""

    def __init__(self, mapping: FileMapping, names: Names, *, may_add: bool) -> None:
        self.mapping, self.names, self.may_add = mapping, names, may_add
        self.meant = {folded(name): given for name, given in mapping.meant.items()}
        self.new: list[NewClient] = []
        self.near: dict[str, NearName] = {}
        self._new_keys: dict[Identity, int] = {}
        self._new_names: dict[str, int] = {}
        self._lookalikes = Lookalikes()

    def client_of(self, key: str, name: str, line: int) -> int:
        """Give the key of the client's row, or the number of a new one.

        Raises Refused when nobody or several are meant, LeftOut when the mapping leaves the name out, and AskedFor when
        the name is only near one.
        """
        source = self.mapping.source
        if key and (found := self.names.keys.get((source, key))):
            return found
        plain = folded(name)
        given = self.meant.get(plain)
        if given is not None:
            return self._as_meant(given, key, name, line)
        if not name:
            if key and (new := self._new_keys.get((source, key))):
                return new
            raise Refused("No client is known by this key, and the row names none. Write the client’s name.")
        called = self.names.called(name)
        if len(called) == 1:
            return called[0]
        if called:
            keys = ", ".join(":".join(self.names.identities[each]) for each in called[:5])
            raise Refused(f"{len(called)} clients are called so. Write the key of the one you mean: {keys}.")
        if (new := self._known(key, plain)) is not None:
            return new
        self._must_not_be_near(key, name, line)
        return self._add(key, name, line)

    def identity_called(self, text: str) -> Identity | None:
        """Give the one client, here or in the file, that a key or a name means; None for nobody and for several."""
        identity = (self.mapping.source, text)
        if identity in self.names.keys or identity in self._new_keys:
            return identity
        given = self.meant.get(folded(text)) or text
        called = self.names.called(given)
        if len(called) == 1:
            return self.names.identities[called[0]]
        new = None if called else self._new_names.get(folded(given))
        return self.new[-new - 1].identity if new else None

    def _as_meant(self, given: str, key: str, name: str, line: int) -> int:
        if given == LEFT_OUT:
            raise LeftOut
        if folded(given) == folded(name):
            new = self._known(key, folded(name))
            return self._add(key, name, line) if new is None else new
        called = self.names.called(given)
        if len(called) == 1:
            return called[0]
        new = self._new_names.get(folded(given))
        if new is None:
            return self._add("", given, line)
        return new

    def _known(self, key: str, plain: str) -> int | None:
        """Give the new client that an earlier row brought."""
        if key:
            return self._new_keys.get((self.mapping.source, key))
        return self._new_names.get(plain)

    def _must_not_be_near(self, key: str, name: str, line: int) -> None:
        if self.mapping.near is Near.APART:
            return
        like = self.names.lookalikes.like(name)
        if like:
            client = self.names.names[folded(like)][0]
            identity = self.names.identities[client]
            if not key or identity[0] != self.mapping.source:
                self.near.setdefault(folded(name), NearName(name, like, line, identity))
                raise AskedFor
        elif not key and (other := self._lookalikes.like(name)):
            self.near.setdefault(folded(name), NearName(name, other, line))
            raise AskedFor

    def _add(self, key: str, name: str, line: int) -> int:
        if not self.may_add:
            raise Refused("This client is not here yet. Product operations add clients: ask them to import this file.")
        if len(name) > 200:
            raise Refused("A client’s name has at most 200 characters. Shorten it.")
        identity = (self.mapping.source, (key or folded(name))[:LONGEST_KEY])
        if (there := self.names.keys.get(identity)) is not None:
            return there
        if identity in self._new_keys:
            return self._new_keys[identity]
        self.new.append(NewClient(identity, " ".join(name.split()), line=line))
        number = -len(self.new)
        self._new_keys[identity] = number
        self._new_names.setdefault(folded(name), number)
        self._lookalikes.add(name)
        return number
