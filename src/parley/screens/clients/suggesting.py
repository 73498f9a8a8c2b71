"""Names offered while somebody types one: a client's, an initiative's. Only of what they may see."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from parley.clients.queries import clients_like
from parley.roadmap.queries import initiatives_visible_to
from parley.screens.asking import Asked
from parley.screens.clients.forms import label_of


@require_GET
def clients(request: Asked) -> HttpResponse:
    """Clients whose names hold what was typed, as options of a list."""
    found = clients_like(request.viewer, _typed(request, "client", "parent", "insight-client"))
    return render(request, "clients/options.html", {"options": [label_of(each, found) for each in found]})


@require_GET
def initiatives(request: Asked) -> HttpResponse:
    """Initiatives the viewer may see whose titles hold what was typed, as options of a list."""
    typed = _typed(request, "initiative")
    seen = initiatives_visible_to(request.viewer).select_related(None).order_by("title").values_list("title", flat=True)
    return render(
        request, "clients/options.html", {"options": list(seen.filter(title__icontains=typed)[:8]) if typed else []}
    )


def _typed(request: Asked, *names: str) -> str:
    text = next((request.GET[name] for name in names if request.GET.get(name)), "")
    return text.replace("\x00", " ").strip()[:200]
