"""Talk tracks: the draft, the words in force and those there were; overrides; what has come to its end."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, Max, OuterRef, Prefetch, QuerySet, Subquery

from parley.disclosure.events import TalkTrackDrafted
from parley.disclosure.models import TalkTrack, TellingOverride, TrackClient, TrackWords
from parley.disclosure.terms import Words, talk_track_ref
from parley.ledger.queries import history_of
from parley.people.terms import Duty, Viewer
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiatives_visible_to, window_between


def tracks_of(initiative: int) -> QuerySet[TalkTrack]:
    """Every talk track an initiative had, newest first, with its words and clients."""
    rows = TalkTrack.objects.filter(initiative=initiative).select_related(
        "drafted_by__function", "approved_by__function", "legal_by__function", "ended_by"
    )
    words = TrackWords.objects.select_related("region").order_by("region__name")
    named = TrackClient.objects.select_related("client").defer("client__revenue", "client__currency")
    together = Prefetch("words", queryset=words), Prefetch("clients", queryset=named.order_by("client__folded"))
    return rows.prefetch_related(*together).order_by("-pk")


def draft_of(initiative: int) -> TalkTrack | None:
    """The draft of an initiative, locked until the transaction ends."""
    rows = TalkTrack.objects.select_for_update().filter(initiative=initiative, in_force_at=None, ended_at=None)
    row: TalkTrack | None = rows.first()
    return row


def next_version(initiative: int) -> int:
    """The version of an initiative's next draft: higher than any before, so that it names what was read."""
    newest: int | None = TalkTrack.objects.filter(initiative=initiative).aggregate(newest=Max("version"))["newest"]
    return (newest or 0) + 1


def writers_of(track: int) -> set[int]:
    """Keys of all who wrote any version of a draft."""
    told = history_of(talk_track_ref(track), kinds=(TalkTrackDrafted.kind,), limit=1000)
    named = TalkTrack.objects.filter(pk=track).values_list("drafted_by", flat=True)  # of one that a file brought
    return {key for key in (*(each.actor for each in told), *named) if key is not None}


def track_in_force(initiative: int) -> TalkTrack | None:
    """The talk track in force of an initiative, whether its day has passed or not; locked as a draft."""
    rows = TalkTrack.objects.select_for_update().filter(initiative=initiative, in_force_at__isnull=False, ended_at=None)
    row: TalkTrack | None = rows.first()
    return row


def words_of_track(track: int) -> list[Words]:
    """The words of a talk track, those for everywhere first."""
    rows = TrackWords.objects.filter(track=track)
    found = [
        Words(each.region_id, each.text, window_between(each.window_first, each.window_last), each.confidence)
        for each in rows
    ]
    return sorted(found, key=lambda each: each.region or 0)


def clients_of_tracks(tracks: Collection[int]) -> dict[int, frozenset[int]]:
    """Keys of the clients that some talk tracks name, by track. One query."""
    found: dict[int, set[int]] = {}
    for track, client in TrackClient.objects.filter(track__in=tracks).values_list("track", "client"):
        found.setdefault(track, set()).add(client)
    return {track: frozenset(clients) for track, clients in found.items()}


def tracks_due(on: date) -> QuerySet[TalkTrack]:
    """Talk tracks in force whose last day lies before a day."""
    rows = TalkTrack.objects.filter(in_force_at__isnull=False, ended_at=None, expires_on__lt=on)
    return rows.select_related("initiative").order_by("pk")


def telling_override_of(initiative: int) -> TellingOverride | None:
    """The override that lets words about an initiative go further, if there is one that has not ended."""
    rows = TellingOverride.objects.filter(initiative=initiative, ended_at=None)
    return rows.select_related("by__function").first()


def telling_overrides_due(on: date) -> QuerySet[TellingOverride]:
    """Overrides whose last day lies before a day."""
    return TellingOverride.objects.filter(ended_at=None, until__lt=on).select_related("initiative").order_by("pk")


def drafts_waiting_for(viewer: Viewer) -> QuerySet[Initiative]:
    """Initiatives whose drafted words the viewer may approve, each with `drafted_at`, when the first of them were."""
    drafts = TalkTrack.objects.filter(initiative=OuterRef("pk"), in_force_at=None, ended_at=None)
    drafts = drafts.exclude(drafted_by=viewer.person)
    if viewer.duty is Duty.CHECKS_LAW:
        drafts = drafts.filter(legal_at=None, initiative__area__group__legal_approves=True)
    elif viewer.duty is Duty.APPROVES_WORDS:
        drafts = drafts.filter(approved_at=None)
    else:
        return initiatives_visible_to(viewer).none()
    first = drafts.order_by("drafted_at").values("drafted_at")[:1]
    return initiatives_visible_to(viewer).filter(Exists(drafts)).annotate(drafted_at=Subquery(first))
