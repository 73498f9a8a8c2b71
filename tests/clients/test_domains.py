"""From which domains a client's mail comes: what may be one, who says so, and whose a mail is."""

import pytest

from parley.clients.actions import add_client, drop_domain, keep_domain
from parley.clients.queries.domains import clients_of_domain, domains_of
from parley.clients.rules.domains import MOST_OF_CLIENT, domain_of, domains_named_by
from parley.clients.terms import client_ref
from parley.kernel.refusals import Refused
from parley.ledger.terms import MACHINE
from tests.cast import Cast, history
from tests.clients.made import hartmann


@pytest.mark.parametrize("text", [
    "hartmann.example", "@hartmann.example", "Anna@Hartmann.Example ", "https://www.hartmann.example/de/",
    "www.hartmann.example.",
])  # fmt: skip
def test_a_domain_is_read_however_it_is_written(text: str) -> None:
    assert domain_of(text) == "hartmann.example"


@pytest.mark.parametrize("text", ["live.hartmann.example", "outlook-shop.example", "hartmann.co.uk", "gmx-partner.de"])
def test_a_name_that_only_looks_free_is_theirs(text: str) -> None:
    assert domain_of(text) == text


def test_letters_of_its_own_are_written_as_mail_does() -> None:
    assert domain_of("münchen.example") == "xn--mnchen-3ya.example"
    assert domains_named_by("a@sales.münchen.example")[1] == "xn--mnchen-3ya.example"


@pytest.mark.parametrize(("text", "sentence"), [
    ("gmail.com", "Anybody"), ("GMX.de", "Anybody"), ("yahoo.co.jp", "Anybody"), ("anna@outlook.com", "Anybody"),
    ("docomo.ne.jp", "Anybody"), ("eu.mail.yahoo.com", "Anybody"), ("x.gmail.com", "Anybody"),
    ("co.uk", "Many companies"), ("com.au", "Many companies"), ("example", "follows the @"),
    ("", "follows the @"), ("a b.example", "follows the @"), ("-x.example", "follows the @"),
    ("x..example", "follows the @"),
    ("x\0.example", "follows the @"), ("a" * 300 + ".example", "follows the @"), ("1.2.3.4/../x@", "follows the @"),
])  # fmt: skip
def test_what_says_nothing_of_a_client_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        domain_of(text)


@pytest.mark.django_db
@pytest.mark.database
def test_mail_from_a_domain_or_below_it_is_a_clients(cast: Cast) -> None:
    one, other = hartmann(cast), hartmann(cast, name="Both")
    keep_domain(client=one, domain="hartmann.example", actor=cast.aiko, at=cast.at)
    keep_domain(client=one, domain="hartmann.example", actor=cast.aiko, at=cast.at)
    keep_domain(client=other, domain="shop.hartmann.example", actor=cast.ines, at=cast.at)
    assert history(client_ref(one.pk))[0] == f"said from which domain mail of [client:{one.pk}] comes"
    assert len(history(client_ref(one.pk))) == 3
    assert clients_of_domain("a@hartmann.example") == clients_of_domain("a@mail.hartmann.example") == [one]
    assert clients_of_domain("a@eu.shop.hartmann.example") == [other]
    for nobodys in ("a@nothartmann.example", "a@example", "", "@", "hartmann.example.evil.example", "a@" + "x" * 300):
        assert clients_of_domain(nobodys) == []
    keep_domain(client=other, domain="hartmann.example", actor=cast.ines, at=cast.at)
    assert clients_of_domain("a@hartmann.example") == [other, one]
    (row,) = domains_of(one.pk)
    drop_domain(client=other, key=row.pk, actor=cast.ines, at=cast.at)
    assert len(domains_of(one.pk)) == 1
    drop_domain(client=one, key=row.pk, actor=cast.aiko, at=cast.at)
    assert clients_of_domain("a@hartmann.example") == [other]
    assert history(client_ref(one.pk))[0] == f"removed a domain of mail of [client:{one.pk}]"


@pytest.mark.django_db
def test_only_who_keeps_a_client_says_so_and_never_of_our_own(cast: Cast) -> None:
    client = hartmann(cast)
    with pytest.raises(Refused, match="account managers"):
        keep_domain(client=client, domain="hartmann.example", actor=cast.sam, at=cast.at)
    with pytest.raises(Refused, match="our own company"):
        keep_domain(client=client, domain="parley.example", actor=cast.aiko, at=cast.at)
    for n in range(MOST_OF_CLIENT):
        keep_domain(client=client, domain=f"d{n}.example", actor=cast.aiko, at=cast.at)
    with pytest.raises(Refused, match="at most 20"):
        keep_domain(client=client, domain="more.example", actor=cast.aiko, at=cast.at)
    (first, *_rest) = domains_of(client.pk)
    with pytest.raises(Refused, match="account managers"):
        drop_domain(client=client, key=first.pk, actor=cast.omar, at=cast.at)
    assert add_client(name="Other", region=None, actor=MACHINE, at=cast.at).domains.count() == 0
