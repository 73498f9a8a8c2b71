"""Every page somebody can open, with an address of each: for the bench, the pictures and the tests that visit all."""

from typing import TYPE_CHECKING

from django.urls import reverse

from parley.clients.queries import clients_visible_to, insights_visible_to
from parley.decisions.queries import decisions_visible_to
from parley.decisions.rules import may_open
from parley.exchange.rules.allowing import may_import
from parley.groups.queries import areas_visible_to, viewer_of
from parley.meetings.queries import meetings_visible_to
from parley.roadmap.queries import initiatives_visible_to
from parley.topics.queries import topics_visible_to
from parley.trials.queries.seeing import trials_visible_to

if TYPE_CHECKING:
    from parley.groups.models import Area
    from parley.people.models import Person
    from parley.people.terms import Viewer


WITH_MORE = {
    "an initiative": (
        "initiative_words",
        "initiative_told",
        "initiative_insights",
        "initiative_duties",
        "initiative_solutions",
        "initiative_launch",
    ),
    "a client": ("client_card", "client_links", "client_trials"),
    "a trial": ("trial_results", "trial_history"),
    "a decision": ("decision_options",),
}


def _kept_by(viewer: "Viewer", area: "Area | None") -> dict[str, str]:
    """Pages of those who keep something."""
    found = {}
    if viewer.product_of or viewer.operations:
        found["the inbox"] = reverse("inbox")
    if may_import(viewer):
        found["imports"] = reverse("imports")
    if viewer.operations:
        found["company"] = reverse("company")
    if viewer.product_of and area:
        found["a new initiative"] = reverse("new_initiative", args=[area.key])
    return found


def pages_of(person: "Person") -> dict[str, str]:
    """Give the addresses of all pages by what they are, as far as the person may see one of each."""
    viewer = viewer_of(person)
    area = areas_visible_to(viewer).filter(pk__in=viewer.inside).first() or areas_visible_to(viewer).first()
    found = {
        "today": reverse("today"),
        "roadmap": reverse("roadmap"),
        "groups": reverse("groups"),
        "clients": reverse("clients"),
        "insights": reverse("insights"),
        "a new insight": reverse("new_insight"),
        "topics": reverse("topics"),
        "a new topic": reverse("new_topic"),
        "meetings": reverse("meetings"),
        "decisions": reverse("decisions"),
        "a new decision": reverse("new_decision"),
        "the docket": reverse("docket"),
        "two initiatives": reverse("against"),
        "people": reverse("people"),
        "a person": reverse("person", args=[person.pk]),
        "search": reverse("search") + "?q=consent",
        "corrections": reverse("corrections"),
        "a business review": reverse("statement_review"),
        "what it costs": reverse("portfolio"),
        "how initiatives go": reverse("flow"),
        "trials": reverse("trials"),
        "clients to tell": reverse("announcements"),
    }
    return found | (_of_group(viewer, area) if area else {}) | _kept_by(viewer, area) | _of_things(viewer)


def _of_group(viewer: "Viewer", area: "Area") -> dict[str, str]:
    """Pages of one group."""
    pages = ("group", "group_topics", "group_meetings", "group_decisions", "group_people", "group_promises",
             "group_rota", "group_doing", "group_portfolio", "group_flow")  # fmt: skip
    found = {name.replace("_", ", "): reverse(name, args=[area.key]) for name in pages}
    found["a new topic, group chosen"] = reverse("new_topic") + f"?group={area.key}"
    if may_open(viewer, area.pk):
        found["a new decision, group chosen"] = reverse("new_decision") + f"?group={area.key}"
    return found


def _of_things(viewer: "Viewer") -> dict[str, str]:
    """Pages of one thing of each kind, the first that the viewer may see."""
    found = {}
    for name, things in (
        ("an initiative", initiatives_visible_to(viewer)),
        ("a client", clients_visible_to(viewer)),
        ("an insight", insights_visible_to(viewer)),
        ("a topic", topics_visible_to(viewer)),
        ("a decision", decisions_visible_to(viewer)),
        ("a meeting", meetings_visible_to(viewer).order_by("-starts_at")),
        ("a trial", trials_visible_to(viewer).order_by("pk")),
    ):
        first = things.first()
        if first:
            found[name] = reverse(name.split()[1], args=[first.pk])
            for more in WITH_MORE.get(name, ()):
                found[f"{name}, {more.partition('_')[2]}"] = reverse(more, args=[first.pk])
    return found
