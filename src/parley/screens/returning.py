"""Where somebody is led after a form that stands on several pages: back to the list it was sent from, else on."""

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest
from django.urls import reverse

LISTS = ("today", "waiting")


def from_list(address: str, list_: str) -> str:
    """Give the address of a page that is opened from a list, so that what is done there leads back."""
    if not list_:
        return address
    page, mark, place = address.partition("#")
    return f"{page}{'&' if '?' in page else '?'}{urlencode({'list': list_})}{mark}{place}"


def list_sent_from(request: HttpRequest) -> str:
    """Give the address of the list that a form, or its page, was opened from; empty when it is none of ours."""
    try:
        sent = urlsplit(request.POST.get("list") or request.GET.get("list", ""))
    except ValueError:  # brackets that hold no address
        return ""
    ours = not (sent.scheme or sent.netloc) and sent.path in {reverse(each) for each in LISTS}
    return f"{sent.path}?{sent.query}".rstrip("?") if ours else ""
