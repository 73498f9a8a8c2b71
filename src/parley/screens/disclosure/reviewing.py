"""A business review: many clients are told of many things, chosen in three steps and logged in one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from parley.clients.queries import clients_listed, clients_visible_to
from parley.disclosure.actions import Occasion, tell_many
from parley.disclosure.queries import Offered, tellable_to_any
from parley.disclosure.terms import Means, Telling
from parley.people.queries import every_region
from parley.roadmap.queries import stage_labels
from parley.screens.addresses import key_of
from parley.screens.asking import Asked
from parley.screens.fields import DayField
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.posting import attempt, status_of

if TYPE_CHECKING:
    from parley.clients.models import Client

OFFERED = 60  # clients to choose from at once; a search or a region shows others
MOST_CLIENTS, MOST_INITIATIVES = 200, 60


class OccasionForm(forms.Form):
    """When they were told, and whom there."""

    on = DayField(label=gettext_lazy("On which day"))
    to_whom = forms.CharField(
        label=gettext_lazy("To whom, if it was the same for all"), max_length=200, required=False,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """The words that some clients are told, and their names."""

    text: str
    clients: list[str]


@dataclass(frozen=True, slots=True)
class Preview:
    """What is logged about one initiative, and who is left out, by why."""

    initiative: int
    title: str
    told: list[Told]
    left_out: list[tuple[str, list[str]]]
    number: int
    chosen: bool = False


@require_http_methods(["GET", "POST"])
def review(request: Asked) -> HttpResponse:
    """Choose clients, then what they were told, see what that logs, and log it."""
    given = request.POST if request.method == "POST" else request.GET
    clients = _clients(request, given)
    if not clients or given.get("step") not in {"told", "preview"}:
        return _choose_clients(request, clients)
    offered = tellable_to_any(
        request.viewer,
        {each.pk: each.region_id for each in clients},
        labels=stage_labels(),
        on=timezone.localdate(request.now),
    )
    wanted = _keys(given, "initiative", MOST_INITIATIVES)
    chosen = [each for each in offered if each.row.pk in wanted]
    form = OccasionForm(given if "on" in given else None, initial={"on": timezone.localdate(request.now)})
    if not chosen or given["step"] == "told" or not form.is_valid():
        return _choose_told(request, clients, offered, form, wanted)
    if request.method == "POST" and (count := _logged(request, clients, chosen, form)):
        told, left_out = count
        sentence = ngettext("%d statement is logged.", "%d statements are logged.", told) % told
        more = ngettext("%d pair was left out.", "%d pairs were left out.", left_out) % left_out if left_out else ""
        say(request, f"{sentence} {more}".strip())
        return redirect("clients")
    context = {
        "clients": clients,
        "previews": [_preview(each, clients, wanted) for each in chosen],
        "form": form,
        "back": _address(given, "told"),
    }
    return framed(request, "disclosure/review_preview.html", context, place="clients", status=status_of(form))


def _logged(
    request: Asked, clients: Sequence["Client"], chosen: Sequence[Offered], form: OccasionForm
) -> tuple[int, int] | None:
    """Log it; how many statements, and how many pairs were left out. None when a rule refused."""
    how = Occasion(
        on=form.cleaned_data["on"], to_whom=form.cleaned_data["to_whom"], means=Means.REVIEW
    )  # fmt: skip
    initiatives = [each.row for each in chosen]

    def log() -> tuple[int, int]:
        told, left_out = tell_many(
            initiatives=initiatives, clients=clients, how=how, actor=request.user, at=request.now
        )
        return told, len(left_out)

    return attempt(form, log)


def _choose_clients(request: Asked, chosen: Sequence["Client"]) -> HttpResponse:
    """Show clients to choose from, the viewer's own first, beside those that are chosen already."""
    asked = {name: request.GET.get(name, "").replace("\x00", " ").strip()[:200] for name in ("q", "region", "mine")}
    places = every_region()
    region = next((each.pk for each in places if each.key == asked["region"]), None)
    there = {each.pk for each in chosen}
    rows = clients_listed(request.viewer, words=asked["q"], region=region, mine=bool(asked["mine"]))[: OFFERED + 1]
    fitting = [each for each in rows if each.pk not in there]
    context = {
        "asked": asked,
        "regions": places,
        "chosen": chosen,
        "offered": fitting[:OFFERED],
        "more": len(fitting) > OFFERED,
        "most": MOST_CLIENTS,
    }
    return framed(request, "disclosure/review.html", context, place="clients")


def _choose_told(
    request: Asked, clients: Sequence["Client"], offered: Sequence[Offered], form: OccasionForm, wanted: Iterable[int]
) -> HttpResponse:
    """Show what may be told to any of them."""
    given = request.POST if request.method == "POST" else request.GET
    context = {
        "clients": clients,
        "offers": [_preview(each, clients, wanted) for each in offered],
        "form": form,
        "back": _address(given, ""),
        "nothing_chosen": given["step"] == "preview" and not wanted,
    }
    wrong = form.is_bound and not form.is_valid()
    return framed(request, "disclosure/review_told.html", context, place="clients", status=422 if wrong else 200)


def _clients(request: Asked, given: QueryDict) -> list["Client"]:
    """The clients that are chosen, by name; with all that fit the search, when that is asked for."""
    keys = _keys(given, "client", MOST_CLIENTS)
    if given.get("all"):
        region = next((each.pk for each in every_region() if each.key == given.get("region")), None)
        words = given.get("q", "").replace("\x00", " ").strip()[:200]
        fitting = clients_listed(request.viewer, words=words, region=region, mine=bool(given.get("mine")))
        keys = list(dict.fromkeys([*keys, *(each.pk for each in fitting[:MOST_CLIENTS])]))
    if len(keys) > MOST_CLIENTS or len(given.getlist("client")) > MOST_CLIENTS:
        say(request, _("A review takes %d clients at once. The first of them are kept.") % MOST_CLIENTS, level="warn")
    found = clients_visible_to(request.viewer).filter(pk__in=keys[:MOST_CLIENTS], left_on=None)
    return list(found.order_by("folded", "pk"))


def _keys(given: QueryDict, name: str, most: int) -> list[int]:
    found = [key for text in given.getlist(name)[:most] if (key := key_of(text))]
    return list(dict.fromkeys(found))


def _preview(offered: Offered, clients: Sequence["Client"], wanted: Iterable[int]) -> Preview:
    """Say who is told which words, and who is left out, and why."""
    told: dict[str, list[str]] = {}
    left: dict[str, list[str]] = {}
    for client in clients:
        telling: Telling | None = offered.telling.get(client.pk)
        if telling and telling.words:
            told.setdefault(telling.words.text, []).append(client.name)
        else:
            left.setdefault(offered.left_out.get(client.pk, ""), []).append(client.name)
    return Preview(
        offered.row.pk, offered.title, [Told(text, names) for text, names in told.items()], list(left.items()),
        len(offered.telling), offered.row.pk in wanted,
    )  # fmt: skip


def _address(given: QueryDict, step: str) -> str:
    """Give the address of another step with all that is chosen."""
    kept: Any = given.copy()
    for name in ("csrfmiddlewaretoken", "all", "step"):
        kept.pop(name, None)
    if step:
        kept["step"] = step
    return f"?{kept.urlencode()}"
