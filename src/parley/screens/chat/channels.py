"""Channels in Slack: which hears of what, tying one, what was posted there, and trying again what was not taken."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parley.groups.queries import areas_by_name
from parley.ledger.terms import Ref
from parley.notifications.actions.channels import end_channel, tie_channel, try_post_again
from parley.notifications.queries.channels import account_of, channel_seen, channels_listed, post_seen, posts_of
from parley.notifications.queries.slack import is_set_up, looked_up
from parley.notifications.rules.chat import channel_in, must_tie
from parley.notifications.terms.chat import PostState, Shown
from parley.people.rules import must_administer
from parley.screens.asking import Asked, found
from parley.screens.chat.mine import must_be_set_up
from parley.screens.company.changing import settings_page
from parley.screens.fields import set_choices
from parley.screens.frame import page as framed
from parley.screens.frame import paged, say
from parley.screens.groups.heading import heading
from parley.screens.posting import attempt, status_of
from parley.screens.rendering import absolute
from parley.search.queries import titles_seen_by

if TYPE_CHECKING:
    from parley.groups.models import Area
    from parley.notifications.models.chat import Channel

A_PAGE = 50
COMPANY = "company"


class ChannelForm(forms.Form):
    """A channel that is to hear of a group."""

    channel = forms.CharField(
        label=gettext_lazy("Link of the channel"), max_length=300,
        help_text=gettext_lazy("Copy it from the channel’s menu in Slack. You and the app have to be in it."),
    )  # fmt: skip


class AnyChannelForm(ChannelForm):
    """A channel, and what it is to hear of."""

    area = forms.ChoiceField(
        label=gettext_lazy("It hears of"),
        help_text=gettext_lazy("Of a group, or of everything that the whole company may see."),
    )

    def __init__(self, *args: Any, areas: "list[Area]", **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = {each.key: each for each in areas}
        set_choices(self, "area", [
            (COMPANY, _("the whole company")),
            *((key, each.name) for key, each in self.known.items()),
        ])  # fmt: skip


@require_http_methods(["GET", "POST"])
def page(request: Asked) -> HttpResponse:
    """Every channel, for product operations, and tying another; without an app in Slack, what one would do."""
    must_administer(request.viewer)
    if request.method == "GET" and not is_set_up():
        return _not_set_up(request)
    must_be_set_up()
    form = AnyChannelForm(request.POST or None, areas=areas_by_name(request.viewer))
    if form.is_bound and form.is_valid():
        area = form.known.get(form.cleaned_data["area"])
        if _tied(request, form, area):
            return redirect("company_channels")
    context = _listed(request, form, None)
    return settings_page(request, "chat/channels.html", context, tab="company_channels", status=status_of(form))


def _not_set_up(request: Asked) -> HttpResponse:
    """Say what to set, what of it is set already, and what Slack then has to reach."""
    names = "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"
    there = [(name, _("is set") if getattr(settings, name) else _("is not set yet")) for name in names]
    context = {"there": there, "address": absolute("slack")}
    return settings_page(request, "chat/not_set_up.html", context, tab="company_channels")


@require_http_methods(["GET", "POST"])
def of_group(request: Asked, key: str) -> HttpResponse:
    """The channels that hear of a group, for whoever keeps it; and tying another."""
    must_be_set_up()
    head = heading(request, key, "people")
    area = head["area"]
    must_tie(request.viewer, area.pk)
    form = ChannelForm(request.POST or None)
    if form.is_bound and form.is_valid() and _tied(request, form, area):
        return redirect("group_channels", key)
    context = head | _listed(request, form, area)
    return framed(request, "chat/of_group.html", context, place=f"group:{key}", status=status_of(form))


def _tied(request: Asked, form: forms.Form, area: "Area | None") -> bool:
    """Ask Slack about the channel, and tie it; whether that was done, or refused with its sentence on the form."""

    def do() -> "Channel":
        there, reads = looked_up(channel_in(form.cleaned_data["channel"]), request.user.pk)
        return tie_channel(there=there, reads=reads, area=area, actor=request.user, at=request.now)

    channel = attempt(form, do)
    if channel:
        say(request, _("#%(name)s is told from now on, as far as everybody in it may see.") % {"name": channel.name})
    return channel is not None


def _listed(request: Asked, form: forms.Form, area: "Area | None") -> dict[str, Any]:
    row = account_of(request.user.pk)
    channels = list(channels_listed(request.viewer, area.pk if area else None))
    return {"form": form, "channels": channels, "is_linked": bool(row and row.slack_id)}


@require_GET
def one(request: Asked, key: int) -> HttpResponse:
    """One channel, and what was posted there or was not, newest first."""
    channel = _channel(request, key)
    rows = paged(request, Paginator(posts_of(channel.pk), A_PAGE))
    about = {each.pk: [Ref(news.about_kind, news.about_key) for news in each.news.all()] for each in rows}
    titles = titles_seen_by(request.viewer, {ref for refs in about.values() for ref in refs})
    context = {
        "channel": channel,
        "log": rows,
        "about": {key: [(titles[ref], ref) for ref in dict.fromkeys(refs) if ref in titles]
                  for key, refs in about.items()},
        "kinds": {each.pk: _kinds_of(each) for each in rows},
        "words": post_words(),
    }  # fmt: skip
    return framed(request, "chat/channel.html", context, place="company" if request.viewer.operations else "groups")


def _kinds_of(post: Any) -> str:
    words = kind_words()
    return ", ".join(dict.fromkeys(words.get(news.entry.kind, news.entry.kind) for news in post.news.all()))


@require_POST
def end(request: Asked, key: int) -> HttpResponse:
    """Let a channel hear of nothing new."""
    channel = _channel(request, key)
    end_channel(channel=channel, actor=request.user, at=request.now)
    say(request, _("#%(name)s hears of nothing new.") % {"name": channel.name})
    if channel.area and not request.viewer.operations:
        return redirect("group_channels", channel.area.key)
    return redirect("company_channels")


@require_POST
def again(request: Asked, key: int, post: int) -> HttpResponse:
    """Try again what Slack did not take."""
    row = found(post_seen(_channel(request, key).pk, post))
    try_post_again(post=row, actor=request.user, at=request.now)
    say(request, _("It is tried again now. Look at this page again in some seconds."))
    return redirect("channel", key)


def _channel(request: Asked, key: int) -> "Channel":
    must_be_set_up()
    return found(channel_seen(request.viewer, key))


def post_words() -> dict[PostState, tuple[str, str]]:
    """Say how far messages are, with the tone of a chip."""
    return {
        PostState.BEGUN: (_("on its way"), "warn"),
        PostState.POSTED: (_("posted"), "good"),
        PostState.TAKEN_BACK: (_("taken back"), "plain"),
        PostState.DROPPED: (_("not posted: not everybody in the channel may see it"), "plain"),
        PostState.FAILED: (_("not taken"), "bad"),
    }


def kind_words() -> dict[str, str]:
    """Say what channels are told of."""
    return {
        Shown.DECIDED: _("decision"),
        Shown.BROUGHT: _("new topic"),
        Shown.ANSWERED: _("answer"),
        Shown.CORRECTED: _("correction"),
    }
