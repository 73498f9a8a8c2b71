"""How mail is sent, as the environment says it, without secrets; and a message to try it."""

import smtplib

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parley.languages.joining import listed
from parley.people.rules import must_administer
from parley.screens.asking import Asked
from parley.screens.company.changing import settings_page
from parley.screens.company.trying import message_to_try
from parley.screens.frame import say


@require_http_methods(["GET", "POST"])
def page(request: Asked) -> HttpResponse:
    """Show how mail goes out; on request send a message to whoever asks, and say what happened."""
    must_administer(request.viewer)
    failed = ""
    if request.method == "POST":
        failed = _try(request)
        if not failed:
            say(request, _told(request))
    context = {
        "way": _way(),
        "sender": settings.DEFAULT_FROM_EMAIL,
        "answers": _answers(),
        "address": settings.PUBLIC_URL,
        "mine": request.user.email or "",
        "failed": failed,
    }
    return settings_page(request, "company/mail.html", context, tab="company_mail", status=422 if failed else 200)


def _way() -> str:
    """Say how mail goes out."""
    kind = settings.EMAIL_BACKEND.rpartition(".")[0].rpartition(".")[2]
    if kind != "smtp":
        return _("Nowhere: it is printed where Parley runs. Set EMAIL_URL to send it.")
    safe = _("with TLS") if settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL else _("without TLS")
    return _("By %(host)s, port %(port)s, %(safe)s") % {
        "host": settings.EMAIL_HOST,
        "port": settings.EMAIL_PORT,
        "safe": safe,
    }


def _answers() -> str:
    """Say what becomes of mails that people answer."""
    if not settings.EMAIL_ANSWERED:
        return _("Nobody reads them, so nobody is asked to answer. docs/mail-in.md says how Parley takes them in.")
    ways = [
        _("a mailbox is read") if settings.EMAIL_MAILBOX else "",
        _("a mail server posts them") if settings.MAIL_IN_SECRET else "",
    ]
    how = listed(list(filter(None, ways))) or _("a mail server hands them over")
    return _("To %(address)s: %(how)s") % {"address": settings.EMAIL_REPLIES, "how": how}


def _told(request: Asked) -> str:
    if "smtp" in settings.EMAIL_BACKEND:
        return _("%(host)s took a message for %(email)s. Look into your mail.") % {
            "host": settings.EMAIL_HOST,
            "email": request.user.email,
        }
    return _("A message for %s was written where Parley runs; nobody gets it by mail.") % request.user.email


def _try(request: Asked) -> str:
    """Send a message to whoever asks, in at most EMAIL_TIMEOUT seconds; why it failed, or nothing."""
    if not request.user.email:
        return _("You have no e-mail. Write yours under People first.")
    host = {"host": settings.EMAIL_HOST, "seconds": settings.EMAIL_TIMEOUT}
    try:
        message_to_try(request.user).send()
    except TimeoutError:
        late = _("%(host)s did not answer within %(seconds)s seconds. Is it the right host, and can it be reached?")
        return late % host
    except smtplib.SMTPAuthenticationError:
        return _("%(host)s does not accept the name and password in EMAIL_URL. Correct them and start again.") % host
    except (smtplib.SMTPException, OSError) as trouble:
        said = {"trouble": str(trouble)[:300]}
        return _("%(host)s did not take it: %(trouble)s. Look at EMAIL_URL, then try again.") % (host | said)
    return ""
