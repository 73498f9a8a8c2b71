"""Seeing people: the company's directory is open to everybody in the company."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from django.contrib.sessions.models import Session
from django.db.models import Case, Count, Exists, Q, QuerySet, When

from parley.kernel.bunches import bunches
from parley.ledger.terms import Actor, Ref
from parley.people.models import Function, Person, Region, SignInLink
from parley.people.terms import SAMPLE_ADMINISTRATOR, Quiet, Side, Viewer, person_ref
from parley.prepared import Pages, padded, prepared, prepared_one, prepared_pages


def people_visible_to(viewer: Viewer) -> QuerySet[Person]:
    """Everybody, leavers included: what they wrote keeps its author. A leaver sees nobody, having no viewer."""
    del viewer  # the directory is the same for all
    return Person.objects.select_related("function", "region")


@prepared_one
def person_seen(viewer: Viewer, key: int) -> QuerySet[Person]:
    """One of them."""
    return people_visible_to(viewer).filter(pk=key)


def viewers_of_person(person: Person) -> QuerySet[Person]:
    """Everybody who sees this person: all who are in the company."""
    del person
    return people_in_the_company()


def people_in_the_company() -> QuerySet[Person]:
    """Everybody who has not left."""
    return Person.objects.filter(left_on=None)


def everybody() -> QuerySet[Person]:
    """Everybody, leavers included."""
    return Person.objects.all()


def leavers() -> QuerySet[Person]:
    """Everybody who has left, by name."""
    return Person.objects.exclude(left_on=None).order_by("name", "pk")


def administrators() -> QuerySet[Person]:
    """Product operations who have not left."""
    return people_in_the_company().filter(operations=True)


def administrators_in_turn() -> set[int]:
    """Hold product operations, by key, until the transaction ends: what they keep for all is changed one by one."""
    rows = administrators().select_related(None).select_for_update().order_by("pk")
    return set(rows.values_list("pk", flat=True))


def person_to_change(key: int) -> Person:
    """Give somebody, held until the transaction ends, for what there is one of for each person."""
    row: Person = Person.objects.select_for_update(no_key=True).get(pk=key)
    return row


def leaver_to_change(key: int) -> None:
    """Hold who leaves, with those who administer, by key: two of whom may leave at once."""
    rows = Person.objects.filter(Q(operations=True, left_on=None) | Q(pk=key))
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def administers(actor: Actor) -> bool:
    """Whether whoever acts may change people: product operations who have not left, and Parley itself."""
    return not isinstance(actor, Person) or (actor.operations and actor.left_on is None)


def is_self(actor: Actor, person: Person) -> bool:
    """Whether somebody acts for themselves, or Parley does for them."""
    return actor.pk is None or bool(actor.pk == person.pk)


def quiet_of(person: Person) -> Quiet:
    """Give when somebody is left in peace."""
    return Quiet(person.time_zone, person.quiet_from, person.quiet_until, person.away_from, person.away_until)


def is_empty() -> bool:
    """Whether nobody has been added yet."""
    return not Person.objects.exists()


def sample_is_loaded() -> bool:
    """Whether the sample company is what is in the database: its first administrator is there."""
    return _key_of_row(SAMPLE_ADMINISTRATOR) is not None


@prepared_one
def _key_of_row(key: str) -> QuerySet[Person, int]:
    return Person.objects.filter(key=key).values_list("pk", flat=True)


@prepared_one
def person_signed_in(key: int) -> QuerySet[Person]:
    """The person of a session, unless they have left."""
    return people_in_the_company().select_related("function", "region").filter(pk=key)


@prepared_one
def person_of_session(key: int) -> QuerySet[Person]:
    """The same person, knowing whether the sample company is what is in the database: see `is_of_the_sample`."""
    rows = people_in_the_company().select_related("function", "region").filter(pk=key)
    return rows.annotate(of_the_sample=Exists(Person.objects.filter(key=SAMPLE_ADMINISTRATOR)))


def is_of_the_sample(person: Person) -> bool:
    """Do as `sample_is_loaded` for a page of somebody whom `person_of_session` gave."""
    return bool(person.of_the_sample)  # type: ignore[attr-defined]  # annotated there


def sessions_alive(keys: Collection[str], *, at: datetime) -> set[str]:
    """Give those of some sessions that have neither ended nor run out."""
    rows = Session.objects.filter(session_key__in=list(keys), expire_date__gt=at)
    return set(rows.values_list("session_key", flat=True))


def proofs_of(people: Collection[int]) -> dict[int, str]:
    """Give what the sessions of some people must hold, by their keys; leavers have none."""
    rows = people_in_the_company().filter(pk__in=list(people)).only("password", "sessions")
    return {person.pk: person.get_session_auth_hash() for person in rows}


def person_by_email(email: str) -> Person | None:
    """Somebody in the company by e-mail, whatever its case."""
    return people_in_the_company().select_related("function").filter(email__iexact=email.strip()).first()


def person_by_key(key: str) -> Person | None:
    """Somebody by the name other systems give them."""
    return Person.objects.filter(key=key).first()


def people_by_key(keys: Iterable[str]) -> dict[str, Person]:
    """People by the names other systems give them."""
    return {person.key: person for person in Person.objects.filter(key__in=set(keys))}


def names_of(keys: Iterable[int | None]) -> dict[int, Person]:
    """People by their keys, with their function, in one query."""
    wanted = {key for key in keys if key is not None}
    return {each.pk: each for each in _named(padded(wanted))} if wanted else {}


@prepared
def _named(keys: tuple[int, ...]) -> QuerySet[Person]:
    return Person.objects.select_related("function", "region").filter(pk__in=keys)


def named_like(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Those among people whose name has these words, or whose e-mail begins so; by name."""
    words = Q()
    for word in text.split():
        words &= Q(name__icontains=word)
    return people.filter(words | Q(email__istartswith=text) | Q(key=text)).order_by("name", "pk")


def names_beginning(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Those among people of whose name a word begins so, or whose e-mail does: who is called so first, then by name."""
    words = " ".join(text.split())
    first = Q(name__istartswith=words)
    later = Q(name__icontains=f" {words}") | Q(name__icontains=f"-{words}")
    rank = Case(When(first, then=0), When(later, then=1), default=2)
    return people.filter(first | later | Q(email__istartswith=words)).annotate(rank=rank).order_by("rank", "name", "pk")


def called_exactly(people: QuerySet[Person], text: str) -> list[Person]:
    """Whoever among people has this e-mail; else this key; else this very name, which several may have."""
    words = " ".join(text.split())
    found = list(people.filter(Q(email__iexact=words) | Q(key=words) | Q(name__iexact=words)).order_by("pk")[:20])
    by_email = [person for person in found if (person.email or "").casefold() == words.casefold()]
    return by_email or [person for person in found if person.key == words] or found


def functions() -> QuerySet[Function]:
    """Every function, by name."""
    return Function.objects.all()


every_function = prepared(functions)


def regions() -> QuerySet[Region]:
    """Every region, by name."""
    return Region.objects.all()


every_region = prepared(regions)


def hash_of(token: str) -> str:
    """Give the SHA-256 under which a link's token is kept, as 64 hex digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_for(token: str, *, at: datetime) -> SignInLink | None:
    """A link that may still be confirmed at that moment."""
    return (
        SignInLink.objects.select_related("person__function")
        .filter(token_hash=hash_of(token), used_at=None, expires_at__gt=at, person__left_on=None)
        .first()
    )


def refs_of(people: Iterable[Person]) -> list[Ref]:
    """Name people for the ledger."""
    return [person_ref(person.pk) for person in people]


def person_texts(keys: Collection[int] | None = None) -> Iterator[tuple[int, str, str]]:
    """Key, name, and e-mail, function and region of some people, or of all, for the search index."""
    rows = Person.objects.filter(pk__in=keys) if keys is not None else Person.objects.all()
    facts = ("email", "function__name", "region__name", "company")
    for key, name, *parts in rows.values_list("pk", "name", *facts).order_by("pk").iterator(chunk_size=1000):
        yield key, name, " · ".join(part for part in parts if part)


def person_keys() -> dict[str, int]:
    """The key of each person's row by the name other systems give them."""
    return dict(Person.objects.values_list("key", "pk"))


def keys_of_people(people: Collection[int]) -> dict[int, str]:
    """The names other systems give some people, by the keys of their rows."""
    found: dict[int, str] = {}
    for bunch in bunches(people):
        found |= dict(Person.objects.filter(pk__in=bunch).values_list("pk", "key"))
    return found


def people_known() -> Iterator[tuple[int, str, str | None, str]]:
    """Key of the row, key, e-mail and name of everybody, leavers included."""
    yield from Person.objects.order_by("pk").values_list("pk", "key", "email", "name").iterator(chunk_size=2000)


def people_written_out() -> Iterator[Person]:
    """Everybody, leavers included, in the order in which they came; for an export."""
    return Person.objects.select_related("function", "region").order_by("pk").iterator(chunk_size=1000)


def people_called() -> Iterator[tuple[str, str | None, str, date | None]]:
    """Key, e-mail and name of everybody, in the order in which they came, and for leavers the day they left."""
    yield from Person.objects.order_by("pk").values_list("key", "email", "name", "left_on").iterator(chunk_size=2000)


def directory(
    viewer: Viewer, *, text: str = "", function: str = "", side: str = "", region: str = "", left: bool = False
) -> QuerySet[Person] | Pages[Person]:
    """People by name, narrowed by words of the name or e-mail, and by the keys of function, side and region."""
    asked = viewer, function, Side(side) if side else None, region
    return named_like(_narrowed(*asked, left=left), text) if text else _directory(*asked, left=left)


@prepared_pages
def _directory(viewer: Viewer, function: str, side: Side | None, region: str, *, left: bool) -> QuerySet[Person]:
    listed = "name", "time_zone", "function__name", "function__side", "region__name"
    return _narrowed(viewer, function, side, region, left=left).only(*listed).order_by("name", "pk")


def _narrowed(viewer: Viewer, function: str, side: Side | None, region: str, *, left: bool) -> QuerySet[Person]:
    people = people_visible_to(viewer).filter(left_on__isnull=not left)
    if function:
        people = people.filter(function__key=function)
    if side:
        people = people.filter(function__side=side)
    if region:
        people = people.filter(region__key=region)
    return people


def names_like(viewer: Viewer, text: str, *, limit: int = 8) -> list[Person]:
    """People in the company whose name or e-mail has these words, for suggestions; none for no words."""
    clean = text.replace("\0", " ").strip()[:200]
    return list(directory(viewer, text=clean)[:limit]) if clean else []


def functions_with_people() -> QuerySet[Function]:
    """Every function by name, with how many people in the company have it."""
    return Function.objects.annotate(here=Count("people", filter=Q(people__left_on=None)))


def regions_with_people() -> QuerySet[Region]:
    """Every region by name, with how many people in the company are there."""
    return Region.objects.annotate(here=Count("people", filter=Q(people__left_on=None)))
