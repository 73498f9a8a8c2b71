"""Who may see which client and which insight: names and words are for the whole company, revenue is not."""

from django.db.models import QuerySet

from parley.clients.models import AccountManager, Client, Insight
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Viewer
from parley.prepared import prepared_one


def clients_visible_to(viewer: Viewer) -> QuerySet[Client]:
    """Every client, without its revenue: those fields are not read from the database here."""
    del viewer
    rows = Client.objects.select_related("region", "parent")
    return rows.defer("revenue", "currency", "parent__revenue", "parent__currency")


def clients_with_revenue_for(viewer: Viewer) -> QuerySet[Client]:
    """The clients whose revenue the viewer may see: all for product people, deciders and operations, else their own."""
    rows = Client.objects.select_related("region", "parent")
    if viewer.operations or viewer.product_of or viewer.decides:
        return rows
    return rows.filter(pk__in=AccountManager.objects.filter(person=viewer.person).values("client"))


def voices_visible_to(viewer: Viewer) -> QuerySet[Insight]:
    """Every insight, those that were merged into another among them: each is somebody's voice, of a day."""
    del viewer
    rows = Insight.objects.defer("client__revenue", "client__currency")
    return rows.select_related("client__region", "author__function", "author__region", "on_behalf_of")


def insights_visible_to(viewer: Viewer) -> QuerySet[Insight]:
    """Every insight that stands for itself: of those that say the same, the one that is kept."""
    # Not `kept=None`: SQLite would look all of them up by that, where the newest few are asked for.
    return voices_visible_to(viewer).exclude(kept__isnull=False)


@prepared_one
def insight_seen(viewer: Viewer, key: int) -> QuerySet[Insight]:
    """One of them."""
    return insights_visible_to(viewer).filter(pk=key)


def viewers_of_client(client: Client) -> QuerySet[Person]:
    """Everybody in the company."""
    del client
    return people_in_the_company()


def viewers_of_insight(insight: Insight) -> QuerySet[Person]:
    """Everybody in the company."""
    del insight
    return people_in_the_company()
