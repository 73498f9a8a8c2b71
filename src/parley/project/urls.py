"""The root of all addresses."""

from django.urls import URLPattern, URLResolver, include, path

from parley.screens.failing import views as failing
from parley.screens.health import views as health

ROOMS = (
    "sign_in",
    "today",
    "groups",
    "roadmap",
    "clients",
    "disclosure",
    "topics",
    "attachments",
    "letters",
    "conversations",
    "meetings",
    "decisions",
    "trials",
    "surveys",
    "results",
    "influence",
    "people",
    "mails",
    "chat",
    "company",
    "imports",
    "search",
    "parts",
)

urlpatterns: list[URLPattern | URLResolver] = [path("healthz", health.page, name="health")]
urlpatterns += [path("", include(f"parley.screens.{room}.urls")) for room in ROOMS]

handler400 = failing.bad_request
handler403 = failing.forbidden
handler404 = failing.not_found
handler500 = failing.broken
