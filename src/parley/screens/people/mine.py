"""One's own settings: name, time zone, language, password, and ending sessions elsewhere."""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from parley.kernel.spans import today_of
from parley.notifications.queries.slack import is_set_up
from parley.people.actions import change_person, choose_password, choose_reminders, end_sessions, note_away
from parley.people.queries import person_seen
from parley.screens.asking import Asked, found
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.meetings.views.feeds import feed_links
from parley.screens.people.forms import AwayForm, MineForm, PasswordForm, RemindForm
from parley.screens.posting import attempt, managed, status_of
from parley.screens.sign_in.limits import password_was_right, too_many_passwords


@require_http_methods(["GET", "POST"])
def page(request: Asked) -> HttpResponse:
    """See and change one's own name, time zone and language."""
    me = request.user
    start = {"name": me.name, "time_zone": me.time_zone, "language": me.language}
    form = MineForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        kept = attempt(
            form,
            lambda: change_person(
                person=me,
                function=me.function,
                region=me.region,
                **form.cleaned_data,
                actor=me,
                at=request.now,
            ),
        )
        if kept:
            say(request, _("Your settings are kept."))
            return redirect("my_settings")
    return _page(request, form, PasswordForm())


@require_POST
def away(request: Asked) -> HttpResponse:
    """Say when one is away and who stands in; without days, that one is here."""
    form = AwayForm(request.POST, today=today_of(request.user, request.now))
    if form.is_valid():
        given = form.cleaned_data
        first, last = given["away_from"], given["away_until"]
        if managed(
            form,
            lambda: note_away(
                person=request.user, first=first, last=last, deputy=given["deputy"], actor=request.user,
                at=request.now,
            ),
        ):  # fmt: skip
            say(request, _("Noted when you are away.") if first else _("Noted that you are here."))
            return redirect("my_settings")
    return _page(request, _unsent(request), PasswordForm(), away_form=form)


@require_POST
def reminders(request: Asked) -> HttpResponse:
    """Choose how often one is reminded."""
    form = RemindForm(request.POST)
    if form.is_valid() and managed(
        form,
        lambda: choose_reminders(
            person=request.user, every=form.cleaned_data["remind_every"], actor=request.user, at=request.now
        ),
    ):
        say(request, _("Your reminders are kept."))
        return redirect("my_settings")
    return _page(request, _unsent(request), PasswordForm(), remind_form=form)


@sensitive_post_parameters("before", "password")
@require_POST
def password(request: Asked) -> HttpResponse:
    """Choose a new password; whoever has one says it first, and sessions elsewhere end."""
    me = request.user
    form = PasswordForm(request.POST)
    if form.is_valid():
        new = form.cleaned_data["password"]
        who = me.email or me.key
        if too_many_passwords(request, who):
            form.add_error(None, _("Too many tries. Wait a quarter of an hour, or sign in by a link and try again."))
            return _page(request, _unsent(request), form, status=429)
        if me.has_usable_password() and not me.check_password(form.cleaned_data["before"]):
            form.add_error("before", _("This is not the password you have now. Sign out and ask for a link instead."))
            return _page(request, _unsent(request), form)
        password_was_right(request, who)
        if managed(form, lambda: choose_password(person=me, password=new, actor=me, at=request.now)):
            update_session_auth_hash(request, me)
            say(request, _("Your new password works from now on, and you are signed out everywhere else."))
            return redirect("my_settings")
    return _page(request, _unsent(request), form)


@require_POST
def sessions(request: Asked, key: int) -> HttpResponse:
    """Sign oneself out everywhere else; product operations may sign somebody else out everywhere."""
    person = found(person_seen(request.viewer, key))
    mine = person.pk == request.user.pk
    end_sessions(person=request.user if mine else person, actor=request.user, at=request.now)
    if mine:
        update_session_auth_hash(request, request.user)
        say(request, _("You are signed out everywhere but here."))
        return redirect("my_settings")
    say(request, _("%s is signed out everywhere.") % person.name)
    return redirect("person", key)


def _unsent(request: Asked) -> MineForm:
    me = request.user
    return MineForm(initial={"name": me.name, "time_zone": me.time_zone, "language": me.language})


def _page(
    request: Asked,
    form: MineForm,
    password_form: PasswordForm,
    *,
    away_form: AwayForm | None = None,
    remind_form: RemindForm | None = None,
    status: int = 0,
) -> HttpResponse:
    me = request.user
    start = {"away_from": me.away_from, "away_until": me.away_until, "deputy": me.deputy.email if me.deputy else ""}
    forms = {
        "form": form,
        "password_form": password_form,
        "away_form": away_form or AwayForm(initial=start),
        "remind_form": remind_form or RemindForm(initial={"remind_every": me.remind_every}),
    }
    context = {"feed": feed_links(request, None), "person": me, "has_password": me.has_usable_password()}
    context["has_slack"] = is_set_up()
    status = status or max(status_of(each) for each in forms.values())
    return framed(request, "people/mine.html", forms | context, place="settings", status=status)
