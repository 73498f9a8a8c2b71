"""What reaches one: of which groups and things, by mail or on Today, and when one is left in peace."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.groups.queries import areas_by_name
from parley.kernel.spans import today_of
from parley.ledger.terms import Ref
from parley.notifications.actions.levels import hear_of_groups, hear_of_things
from parley.notifications.queries.following import followed_page, threads_seen
from parley.notifications.queries.levels import group_levels
from parley.notifications.terms import Level
from parley.people.actions import choose_quiet_hours
from parley.screens.addresses import key_of
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.hearing import USUAL, chosen_in, level_said, level_words
from parley.screens.people.reaching_forms import LevelsForm, QuietForm
from parley.screens.people.views import places_said
from parley.screens.posting import managed, status_of

PAGE = 30
WAS = "was:"  # begins the name of the field that says what a thing was set to when the page was read


@require_http_methods(["GET", "POST"])
def page(request: Asked) -> HttpResponse:
    """See what reaches one, and choose how much of each group."""
    form = _levels(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        me, levels = request.user, form.levels()
        if managed(form, lambda: hear_of_groups(person=me, levels=levels, actor=me, at=request.now)):
            say(request, _("From now on you hear so much of each group."))
            return redirect("what_reaches_me")
    return _page(request, levels=form)


@require_POST
def quiet_hours(request: Asked) -> HttpResponse:
    """Choose when one is left in peace."""
    form, me = QuietForm(request.POST), request.user
    if form.is_valid():
        first, until = form.cleaned_data["quiet_from"], form.cleaned_data["quiet_until"]
        if managed(form, lambda: choose_quiet_hours(person=me, first=first, until=until, actor=me, at=request.now)):
            say(request, _("Your quiet hours are kept.") if first else _("You are mailed at any hour."))
            return redirect("what_reaches_me")
    return _page(request, quiet=form)


@require_POST
def things(request: Asked) -> HttpResponse:
    """Choose how much one hears of things of the list; what one left as it was is left so, whatever it is by now."""
    changed = [
        name for name in request.POST if request.POST[name] != request.POST.get(f"{WAS}{name}", request.POST[name])
    ]
    levels = {of: chosen_in(request, name) for name in changed[:PAGE] if (of := _thing(name))}
    threads = threads_seen(request.viewer, levels)
    if changed and not threads:
        raise Http404
    hear_of_things(threads=threads, levels=levels, actor=request.user, at=request.now)
    say(request, _("From now on you hear so much of each thing.") if changed else _("You changed none of these."))
    number = key_of(request.GET.get("page", "")) or 1
    return redirect(f"{reverse('what_reaches_me')}?page={number}#things")


def _thing(name: str) -> Ref | None:
    kind, _colon, number = name.partition(":")
    key = key_of(number)
    return Ref(kind, key) if key else None


def _levels(request: Asked, data: Any = None) -> LevelsForm:
    viewer, there = request.viewer, group_levels(request.viewer)
    belongs = viewer.inside | viewer.on_call_for
    areas = sorted(areas_by_name(viewer), key=lambda area: area.pk not in belongs)
    start = {f"group_{area.pk}": there.get(area.pk, USUAL) for area in areas}
    return LevelsForm(data, areas=areas, viewer=viewer, initial=start)


def _page(request: Asked, *, levels: LevelsForm | None = None, quiet: QuietForm | None = None) -> HttpResponse:
    me, today = request.user, today_of(request.user, request.now)
    hours = (me.quiet_from, me.quiet_until) if me.quiet_from != me.quiet_until else (None, None)
    levels = levels or _levels(request)
    quiet = quiet or QuietForm(initial=dict(zip(("quiet_from", "quiet_until"), hours, strict=True)))
    pages, followed = followed_page(request.viewer, request.GET.get("page"), size=PAGE)
    context = {
        "person": me,
        "levels": levels,
        "rows": [(area, places_said(request.viewer, area.pk), levels[f"group_{area.pk}"]) for area in levels.areas],
        "quiet": quiet,
        "away": me.away_from if me.away_until and me.away_until >= today else None,
        "pages": pages,
        "followed": followed,
        "level_words": level_words(),
        "explained": [(words, level_said()[level]) for level, words in level_words().items()],
        "usual": USUAL,
        "every": list(Level),
    }
    status = max(status_of(levels), status_of(quiet))
    return framed(request, "people/reaching.html", context, place="settings", status=status)
