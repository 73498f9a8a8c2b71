"""Whether whoever decides from a mail has to sign in first."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from parley.decisions.actions import ask_to_sign_in
from parley.decisions.queries import asks_to_sign_in
from parley.screens.asking import Asked
from parley.screens.company.changing import changing

if TYPE_CHECKING:
    from django.http import HttpResponse


class DecidingForm(forms.Form):
    """What the company asks of whoever decides from a mail."""

    needed = forms.BooleanField(
        label=gettext_lazy("Whoever decides from a mail signs in first"),
        required=False,
        help_text=gettext_lazy("Else the link in the mail is enough: it is theirs alone, works once and for a week."),
    )


@require_http_methods(["GET", "POST"])
def page(request: Asked) -> "HttpResponse":
    """Read and change what is asked."""

    def do(typed: dict[str, Any]) -> None:
        ask_to_sign_in(needed=typed["needed"], actor=request.user, at=request.now)

    return changing(
        request,
        DecidingForm(request.POST or None, initial={"needed": asks_to_sign_in()}),
        do,
        title=_("Deciding by mail"),
        submit=_("Keep it so"),
        done=_("Kept. It holds for mails that were sent already, too."),
        back="company_deciding",
        lead=_("Deciders get what they need by mail, with a link to choose and to write their reason on a phone."),
    )
