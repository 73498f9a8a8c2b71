"""What the pages cost that say who asks, on the database at hand, beside the empty page of the same run."""

from django.test import Client
from django.test.utils import override_settings
from django.urls import get_resolver, path, reverse

from parley.commands.bench import measuring
from parley.people.queries import person_by_key
from parley.roadmap.queries.writing_out import initiative_pks
from parley.screens.parts import views

ROUNDS = 60


def costs_of_pages() -> dict[str, tuple[float, float]]:
    """Give for each page its CPU in milliseconds and as a multiple of the empty page's, medians."""
    person = person_by_key("bench")
    if person is None:
        raise SystemExit("There is nobody called bench in this database: import first.")
    first = min(initiative_pks().values())
    # The empty page is there in development alone otherwise.
    every = (*get_resolver().url_patterns, path("parts/blank/", views.blank, name="blank"))
    with override_settings(ALLOWED_HOSTS=["testserver"], ROOT_URLCONF=every):
        browser = Client()
        browser.force_login(person)
        return measuring.costs(browser, _addresses(first), rounds=ROUNDS)


def _addresses(first: int) -> dict[str, str]:
    return {
        "the empty page": reverse("blank"),
        "an initiative with its evidence": reverse("initiative", args=[first]),
        "the board of 60 initiatives": reverse("group", args=["bench"]),
        "the roadmap": reverse("roadmap"),
    }
