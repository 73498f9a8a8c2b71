"""From which domains clients' mail comes, as a file says it: added, and refused as by hand."""

import pytest

from parley.clients.actions import keep_domain
from parley.clients.queries import clients_written_out
from parley.clients.queries.domains import clients_of_domain
from parley.clients.rules.domains import MOST_OF_CLIENT
from tests.cast import Cast
from tests.exchange.made import export, refused, take_in, unchanged

pytestmark = pytest.mark.django_db

HEAD = "key,name,domains\n"


def domains() -> dict[str, list[str]]:
    """Give the domains of each client, by its key."""
    return {row.key: [each.domain for each in row.domains.all()] for row in clients_written_out()}


def test_domains_come_in_however_they_are_written_and_are_added_to_those_that_are_there() -> None:
    take_in({"clients": f"{HEAD}1,Acme,@Acme.example; https://www.acme.co.example/\n2,Bolt,\n"})
    assert domains() == {"1": ["acme.co.example", "acme.example"], "2": []}
    assert [each.name for each in clients_of_domain("ann@eu.acme.example")] == ["Acme"]
    unchanged({"clients": f"{HEAD}1,Acme,acme.example\n"})
    report = take_in({"clients": f"{HEAD}1,Acme,acme.example; acme.jp.example\n2,Bolt,acme.example\n"})
    assert next(iter(report.tallies.values())).changed == 2
    assert domains() == {"1": ["acme.co.example", "acme.example", "acme.jp.example"], "2": ["acme.example"]}


@pytest.mark.parametrize(("cell", "sentence"), [
    ("gmail.com", "Anybody can have an address at gmail.com"),
    ("acme", "Write what follows the @ in their addresses"),
    ("acme.example; us.example", "People of our own company have addresses at us.example"),
    ("; ".join(f"d{n}.example" for n in range(MOST_OF_CLIENT)), "A client has at most 20 domains."),
])  # fmt: skip
def test_what_is_refused_by_hand_is_refused_in_a_file(cell: str, sentence: str) -> None:
    take_in({"clients": f"{HEAD}1,Acme,acme.example\n"})
    people = "key,name,email,left_on\nnoor,Noor Haddad,noor@us.example,\nsam,Sam Okafor,sam@old.example,2026-01-05\n"
    (said,) = refused({"people": people, "clients": f"{HEAD}1,Acme,{cell}\n"})
    assert sentence in said
    assert "clients.csv" in said
    assert "domains" in said
    assert domains() == {"1": ["acme.example"]}
    take_in({"people": people, "clients": f"{HEAD}1,Acme,old.example\n"})


def test_a_domain_that_is_there_is_no_obstacle_once_somebody_of_ours_has_an_address_there(cast: Cast) -> None:
    take_in({"clients": f"{HEAD}1,Acme,acme.example\n"})
    take_in({"people": "key,name,email\nann,Ann Ito,ann@acme.example\n"})
    unchanged({"clients": export()["clients"]})
    client = next(clients_written_out())
    keep_domain(client=client, domain="acme.jp.example", actor=cast.ines, at=cast.at)
    assert "acme.example; acme.jp.example" in export()["clients"]
