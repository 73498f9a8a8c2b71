"""What came with a request as text and is trusted for nothing: keys of rows, and pages to go back to."""

from django.utils.http import url_has_allowed_host_and_scheme

DIGITS = 18  # the keys of both databases hold these; Python itself refuses to read thousands


def key_of(text: str) -> int | None:
    """Read the key of a row; None for what cannot be one."""
    return int(text) if text.isdecimal() and len(text) <= DIGITS else None


def own_page(address: str) -> str:
    """Give back the address of a page of this site; nothing for any other."""
    return address if address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""
