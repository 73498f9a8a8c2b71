"""One's own settings: name, time zone, language, password, and ending sessions elsewhere."""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from parley.people.actions import change_person, choose_password, end_sessions
from parley.people.queries import person_seen
from parley.screens.asking import Asked, found
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.people.forms import MineForm, PasswordForm
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


def _page(request: Asked, form: MineForm, password_form: PasswordForm, *, status: int = 0) -> HttpResponse:
    context = {"form": form, "password_form": password_form, "person": request.user,
               "has_password": request.user.has_usable_password()}  # fmt: skip
    status = status or max(status_of(form), status_of(password_form))
    return framed(request, "people/mine.html", context, place="settings", status=status)
