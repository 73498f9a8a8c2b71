"""Where somebody is led after a form that stands on several pages: back to the list it was sent from, else on."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import reverse

LISTS = ("today", "waiting")


def list_sent_from(request: HttpRequest) -> str:
    """Give the address of the list that a form was sent from; empty when it was none of ours, whatever it says."""
    try:
        sent = urlsplit(request.POST.get("list", ""))
    except ValueError:  # brackets that hold no address
        return ""
    ours = not (sent.scheme or sent.netloc) and sent.path in {reverse(each) for each in LISTS}
    return f"{sent.path}?{sent.query}".rstrip("?") if ours else ""
