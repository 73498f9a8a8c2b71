"""No computer is written to that nobody on the internet could reach, however its address is written."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.notifications.rules.addresses import may_be_reached

PUBLIC = ("1.1.1.1", "8.8.8.8", "93.184.216.34", "172.32.0.1", "192.169.0.1", "100.128.0.1", "2606:4700:4700::1111",
          "2a00:1450:4001:80b::200e", "2001:4860:4860::8888")  # fmt: skip
NEVER = (
    "0.0.0.0",  # noqa: S104 - nothing listens on it
    "0.1.2.3", "169.254.169.254", "169.254.170.2", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.7",
    "203.0.113.9", "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "fe80::1",
    "fe80::1%eth0", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:a9fe:a9fe", "::127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2001:0:4136:e378::1",
    "2001:db8::1", "3fff::1", "100::1", "5f00::1", "fd00:ec2::254%lo", "", "localhost", "127.1", "0x7f.1", "2130706433",
    "017700000001", "\N{FULLWIDTH DIGIT ONE}27.0.0.1",
)  # fmt: skip
OURS = ("10.0.0.1", "10.255.255.255", "127.0.0.1", "127.8.8.8", "172.16.0.1", "172.31.255.254", "192.168.1.1",
        "100.64.0.1", "::1", "fc00::1", "fd12:3456::1")  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_computers_may_be_reached(address: str) -> None:
    assert may_be_reached(address, inside=False)
    assert may_be_reached(address, inside=True)


@pytest.mark.parametrize("address", NEVER)
def test_some_are_never_reached(address: str) -> None:
    assert not may_be_reached(address, inside=False)
    assert not may_be_reached(address, inside=True)


@pytest.mark.parametrize("address", OURS)
def test_our_own_are_reached_only_where_the_host_is_named(address: str) -> None:
    assert not may_be_reached(address, inside=False)
    assert may_be_reached(address, inside=True)


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_nothing_that_python_calls_special_may_be_reached(address: IPv4Address | IPv6Address) -> None:
    special = address.is_private or address.is_loopback or address.is_link_local or address.is_multicast
    special |= address.is_reserved or address.is_unspecified
    if special:
        assert not may_be_reached(str(address), inside=False)


@given(st.ip_addresses(v=4))
def test_an_address_is_not_smuggled_in_another(address: IPv4Address) -> None:
    for around in (f"::ffff:{address}", f"::{address}", f"64:ff9b::{address}"):
        assert not may_be_reached(around, inside=True) or around == "::0.0.0.1"
