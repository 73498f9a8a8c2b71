"""What references in a file may point to: everything that is in Parley, and what the files before it bring."""

from collections import defaultdict
from typing import Any

from parley.exchange.rules.nearness import Lookalikes, one_slip, suggestion
from parley.exchange.rules.writing import plain
from parley.exchange.terms import Identity, Kind
from parley.kernel.refusals import Refused
from parley.kernel.words import folded
from parley.people.terms import Side

MAPPED = {
    Kind.PEOPLE: "Add them to people.csv",
    Kind.GROUPS: "Add it to groups.csv",
    Kind.CLIENTS: "Add it to clients.csv",
    Kind.INITIATIVES: "Add it to initiatives.csv",
    Kind.INSIGHTS: "Add it to insights.csv",
    Kind.STATEMENTS: "Add it to statements.csv",
}


class Known:
    """The names by which things can be referred to. Filled from the database, then row by row."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.people: set[str] = set()
        self.emails: dict[str, str] = {}
        self.unknown_people: dict[str, str] = {}  # with what was suggested instead
        self.person_names: dict[str, list[str]] = defaultdict(list)
        self.areas: set[str] = set()
        self.area_names: dict[str, str] = {}
        self.regions: dict[str, str] = {}  # folded key or name -> name
        self.functions: dict[str, str] = {}
        self.new_functions: dict[str, Side] = {}
        self.settled_words: frozenset[str] = frozenset()  # folded regions and functions of the database
        self.renamed: dict[str, str] = {}  # keys of people found by e-mail, with the keys they have from now on
        self.member_kinds: dict[tuple[str, str], str] = {}
        self.deciders: dict[str, str] = {}
        self.clients: set[tuple[str, str]] = set()
        self.client_names: dict[str, list[tuple[str, str]]] = defaultdict(list)  # of the database and of the files
        self.settled_names: dict[str, tuple[str, str]] = {}  # of the database alone
        self.domains: dict[tuple[str, str], set[str]] = defaultdict(set)  # from which a client's mail comes already
        self.our_domains: set[str] = set()  # at which people of the company have addresses
        self.lookalikes = Lookalikes()
        self.settled_lookalikes = Lookalikes()
        self.vetted_names: set[str] = set()  # the mapping file says that these names are meant
        self.initiatives: set[tuple[str, str]] = set()
        self.insights: dict[tuple[str, str], str] = {}  # with a fingerprint of the text, which never changes
        self.statements: dict[tuple[str, str], str] = {}  # with a fingerprint of all that was told
        self.tracks: dict[tuple[str, str], set[int]] = defaultdict(set)  # the numbers of an initiative's talk tracks
        self.worded: set[tuple[tuple[str, str], int]] = set()  # those that have words
        self.single: dict[Identity, Identity] = {}  # of what there is one at a time, which row that is
        self.told_about: dict[tuple[str, str], Identity] = {}  # the initiative and the client of each statement
        self.base = ""  # the currency that rates are in
        self.records: dict[Kind, dict[Identity, dict[str, Any]]] = defaultdict(dict)  # what is here already, and stays
        self.reading = Kind.INSIGHTS  # the file at hand, for what may be written into its mapping

    def settle(self) -> None:
        """Note that the regions and functions known so far are those of the database."""
        self.settled_words = frozenset(self.regions) | frozenset(self.functions)

    def must_not_be_a_slip(self, word: str, column: str) -> None:
        """Raise Refused when a new region or function is one slip of the finger away from one that is there."""
        if near := one_slip(folded(word), self.settled_words):
            raise Refused(f"This is new, and looks like “{near[0]}”. Write that, or add this one in Company first.",
                          field=column)  # fmt: skip

    def add_person(self, key: str, email: str, name: str, *, left: bool = False) -> None:
        """Let somebody be referred to; who is found by e-mail takes the new key."""
        before = self.emails.get(email.casefold()) if email else None
        if before and before != key:
            self.renamed[before] = key
        if key not in self.people:
            self.person_names[folded(name)].append(key)
        self.people.add(key)
        if email:
            self.emails[email.casefold()] = key
            if not left:
                self.our_domains.add(email.casefold().rpartition("@")[2])

    def add_area(self, key: str, name: str) -> None:
        """Let a group be referred to."""
        self.areas.add(key)
        self.area_names[folded(name)] = key

    def add_client(self, identity: tuple[str, str], names: list[str], *, settled: bool = False) -> None:
        """Let a client be referred to; `settled` when it is in the database already."""
        self.clients.add(identity)
        for name in names:
            if identity not in self.client_names[folded(name)]:
                self.client_names[folded(name)].append(identity)
            if settled:
                self.settled_names.setdefault(folded(name), identity)
                self.settled_lookalikes.add(name)
            self.lookalikes.add(name)

    def person(self, text: str) -> str:
        """Give somebody's key from their key, e-mail or full name. Raises Refused when nobody is meant, or several."""
        word = text.strip()
        if word in self.people:
            return self.renamed.get(word, word)
        if found := self.emails.get(word.casefold()):
            return found
        named = self.person_names.get(folded(word), [])
        if len(named) == 1:
            return self.renamed.get(named[0], named[0])
        if named:
            raise Refused(
                f"{len(named)} people are called so. Write the key of the one you mean: {', '.join(named[:5])}."
            )
        if word not in self.unknown_people:
            self.unknown_people[word] = suggestion(word, self.people, few=0)
        raise Refused(f"Nobody is known by this.{self.unknown_people[word]} {MAPPED[Kind.PEOPLE]}.")

    def area(self, text: str) -> str:
        """Give a group's key from its key or name. Raises Refused when none is meant."""
        word = text.strip()
        if word in self.areas:
            return word
        if found := self.area_names.get(folded(word)):
            return found
        near = suggestion(word, self.areas | set(self.area_names), few=0)
        raise Refused(f"No group is known by this.{near} {MAPPED[Kind.GROUPS]}.")

    def client(self, text: str) -> tuple[str, str]:
        """Give a client's source and key from its key, name or alias. Raises Refused when none is meant, or several."""
        word = text.strip()
        if found := self._of(word, self.clients):
            return found
        named = self.client_names.get(folded(word), [])
        if len(named) == 1:
            return named[0]
        if named:
            keys = ", ".join(":".join(each) for each in named[:5])
            raise Refused(f"{len(named)} clients are called so. Write the key of the one you mean: {keys}.")
        if near := self.lookalikes.like(word):
            raise Refused(f"No client is called so, but “{near}” looks like it. {self._row(self.reading, word, near)}")
        raise Refused(f"No client is known by this. {MAPPED[Kind.CLIENTS]}.")

    def must_not_look_alike(self, name: str, source: str, key: str) -> None:
        """Raise Refused when a new client looks like one that is there under another name.

        A client with a key of its own is compared with those of other systems alone: its own system tells it apart.
        """
        if name in self.vetted_names or (not key and folded(name) in self.client_names):
            return
        near = (self.settled_lookalikes if key else self.lookalikes).like(name)
        if not near or (key and self.settled_names[folded(near)][0] == source):
            return
        raise Refused(f"This looks like the client “{near}”. {self._row(Kind.CLIENTS, name, near, column='name')}",
                      field="name")  # fmt: skip

    @staticmethod
    def _row(kind: Kind, word: str, near: str, *, column: str = "client") -> str:
        written, meant = (each.replace("\\", "\\\\").replace('"', '\\"') for each in (word, near))
        other = f'"{written}" = "{written}"' if kind is Kind.CLIENTS else "add it to clients.csv"
        return (
            f"If it is the same, write into the mapping file under [{kind}.words.{column}]: "
            f'"{written}" = "{meant}". If it is another: {other}.'
        )

    def initiative(self, text: str) -> tuple[str, str]:
        """Give an initiative's source and key. Raises Refused when none is meant."""
        word = text.strip()
        if found := self._of(word, self.initiatives):
            return found
        keys = {key for source, key in self.initiatives if source == self.source}
        raise Refused(f"No initiative is known by this.{suggestion(word, keys, few=0)} {MAPPED[Kind.INITIATIVES]}.")

    def insight(self, text: str) -> tuple[str, str]:
        """Give an insight's source and key. Raises Refused when none is meant."""
        if found := self._of(text.strip(), self.insights):
            return found
        raise Refused(f"No insight is known by this. {MAPPED[Kind.INSIGHTS]}.")

    def statement(self, text: str) -> tuple[str, str]:
        """Give a statement's source and key. Raises Refused when none is meant."""
        if found := self._of(text.strip(), self.statements):
            return found
        raise Refused(f"No statement is known by this. {MAPPED[Kind.STATEMENTS]}.")

    def must_have_track(self, initiative: tuple[str, str], number: int, *, field: str) -> None:
        """Raise Refused when an initiative has no talk track of a number."""
        if number not in self.tracks[initiative]:
            raise Refused(f"{':'.join(initiative)} has no talk track {number}. Add it to talk_tracks.csv.", field=field)

    def _of(self, word: str, known: set[tuple[str, str]] | dict[tuple[str, str], str]) -> tuple[str, str] | None:
        """Find “source:key” first, which is how exports are written, then a key of the source at hand."""
        source, colon, key = word.partition(":")
        for identity in ((source, key) if colon else None, (self.source, word), (self.source, plain(word))):
            if identity and identity in known:
                return identity
        return None

    def region(self, text: str) -> str:
        """Give a region's name; a new one is given as it is written."""
        return self.regions.get(folded(text), " ".join(text.split()))

    def function(self, text: str) -> str:
        """Give a function's name; a new one is given as it is written."""
        return self.functions.get(folded(text), " ".join(text.split()))


def identity_words(identity: Identity) -> str:
    """Say what makes a row this row."""
    return " / ".join(part for part in identity if part)
