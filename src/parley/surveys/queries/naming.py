"""Names of people and clients in somebody’s own words: looked up by its words, never by reading all names."""

from parley.clients.queries import clients_visible_to
from parley.groups.queries import insiders_of
from parley.kernel.words import names_in
from parley.people.queries import people_in_the_company, people_visible_to
from parley.people.terms import Viewer
from parley.surveys.rules import naming as rules

FORMS = ("ltd", "ltd.", "limited", "inc", "inc.", "llc", "gmbh", "ag", "kg", "sa", "sas", "bv", "nv", "plc", "corp",
         "corp.", "co", "co.", "oy", "ab", "kk")  # fmt: skip


def named_in(viewer: Viewer, text: str) -> list[str]:
    """Give the addresses, people and clients that a text names, as far as the viewer may see them.

    People of one’s own groups count by a part of their name. Four queries at most, each by an index.
    """
    if not text.strip():
        return []
    runs = rules.runs_of(text)
    called = people_visible_to(viewer).filter(name__in=runs.as_typed).order_by("name").values_list("name", flat=True)
    found = [each for each in called if names_in(text, [each])]
    return rules.listed(
        [*rules.addresses_in(text), *found, *_of_own_groups(viewer, text), *_clients(viewer, runs, text)]
    )


def _of_own_groups(viewer: Viewer, text: str) -> list[str]:
    areas = viewer.member_of | viewer.facilitates | viewer.product_of
    if not areas:
        return []
    inside = [insiders_of(area) for area in sorted(areas)]
    where = inside[0]
    for each in inside[1:]:
        where |= each
    people = people_in_the_company().filter(where).exclude(pk=viewer.person).order_by("name")
    return rules.called_in(text, people.values_list("name", flat=True))


def _clients(viewer: Viewer, runs: rules.Runs, text: str) -> list[str]:
    """Look clients up by name, by name with a legal form, and by alias; two queries, so that each finds its index."""
    begun = [each for each in runs.plain if len(each) > 1]
    spelled = [*begun, *(f"{each}{comma} {form}" for each in begun for form in FORMS for comma in ("", ","))]
    rows = clients_visible_to(viewer).select_related(None).order_by("name")
    named = rows.filter(folded__in=spelled).values_list("name", flat=True)
    aliased = rows.filter(aliases__folded__in=begun).values_list("name", "aliases__name")
    return [
        *(name for name in named if names_in(text, [name])),
        *(name for name, alias in aliased if names_in(text, [alias])),
    ]
