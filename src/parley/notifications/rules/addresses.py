"""Which computers may be written to: those that anybody on the internet can reach, and named ones of our own."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# The special-purpose registries of IANA, and what carries an IPv4 address inside an IPv6 one (NAT64, 6to4, Teredo).
# Written out, because what `ipaddress` calls global has changed between versions of Python.
NOT_PUBLIC_4 = tuple(
    map(ip_network, (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    ))
)  # fmt: skip
PUBLIC_6 = ip_network("2000::/3")  # all that was ever given out; everything else is local, mapped, or nobody's
NOT_PUBLIC_6 = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")))
# What a host named as ours may have besides: addresses of the house and of this computer, never link-local ones,
# under which clouds hand out the keys of the machine.
INSIDE = tuple(
    map(ip_network, ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128",
                     "fc00::/7"))
)  # fmt: skip


def may_be_reached(address: str, *, inside: bool) -> bool:
    """Say whether an address that a name was resolved to may be connected to; `inside` for a host named as ours."""
    try:
        found = ip_address(address)
    except ValueError:  # as fe80::1%eth0 in some forms, or no address at all
        return False
    if isinstance(found, IPv6Address) and found.scope_id is not None:
        return False
    if inside and any(found in network for network in INSIDE if network.version == found.version):
        return True
    return _is_public(found)


def _is_public(found: IPv4Address | IPv6Address) -> bool:
    if isinstance(found, IPv4Address):
        return not any(found in network for network in NOT_PUBLIC_4)
    return found in PUBLIC_6 and not any(found in network for network in NOT_PUBLIC_6)
