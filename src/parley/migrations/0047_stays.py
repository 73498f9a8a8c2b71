"""How long initiatives stay in a stage: of those that are here, as the ledger tells it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
AT_ONCE = 500


def fill(apps: Any, editor: Any) -> None:
    """Give each initiative the stays that its entries tell of; what came by an import was there before."""
    del editor
    stay, initiative = apps.get_model("parley", "Stay"), apps.get_model("parley", "Initiative")
    added, moves = _told(apps.get_model("parley", "Entry"))
    brought = apps.get_model("parley", "About").objects.filter(kind="initiative", entry__kind="initiatives.taken_in")
    here_since = dict(brought.order_by("-entry").values_list("key", "entry__at"))  # the first is the last to be kept
    made = []
    for row in initiative.objects.order_by("pk").iterator(chunk_size=AT_ONCE):
        first = here_since.get(row.pk, row.changed_at)
        made += [stay(**each) for each in _stays(row, added.get(row.pk), first, moves.get(row.pk, []))]
        if len(made) >= AT_ONCE:
            stay.objects.bulk_create(made)
            made = []
    stay.objects.bulk_create(made)


def _told(entry: Any) -> tuple[dict[int, datetime], dict[int, list[tuple[datetime, str, str]]]]:
    """Give when each initiative was added, and its moves from stage to stage, oldest first."""
    kinds = ("initiative.added", "initiative.stage_moved")
    added: dict[int, datetime] = {}
    moves: dict[int, list[tuple[datetime, str, str]]] = defaultdict(list)
    told = entry.objects.filter(kind__in=kinds).order_by("pk").values_list("kind", "at", "data")
    for kind, at, data in told.iterator(chunk_size=AT_ONCE):
        if kind == "initiative.added":
            added[data["initiative"]] = at
        else:
            moves[data["initiative"]].append((at, data["before"], data["after"]))
    return added, moves


def _stays(
    row: Any, added: datetime | None, first: datetime, moves: list[tuple[datetime, str, str]]
) -> Iterator[dict[str, Any]]:
    """Follow the moves; one that came live elsewhere says since when."""
    since = min(added or first, moves[0][0]) if moves else added or first
    begun, stage = added is not None, moves[0][1] if moves else row.stage
    if not moves and not begun and row.stage == "live" and row.live_at:
        since, begun = row.live_at, True
    for at, _before, after in moves:
        left = max(at, since)
        yield {"initiative": row, "stage": stage, "entered_at": since, "begun": begun, "left_at": left}
        since, begun, stage = left, True, after
    yield {"initiative": row, "stage": row.stage, "entered_at": since, "begun": begun}


class Migration(migrations.Migration):
    """See above."""

    dependencies = [("parley", "0046_totals_of_past_waves")]

    operations = [
        migrations.CreateModel(
            name="Stay",
            fields=[
                ("id", ID),
                ("stage", models.CharField(max_length=30)),
                ("entered_at", models.DateTimeField()),
                ("begun", models.BooleanField(db_default=True, default=True)),
                ("left_at", models.DateTimeField(null=True)),
                ("seen_at", models.DateTimeField(null=True)),
                ("batch", models.BigIntegerField(null=True)),
                (
                    "initiative",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stays",
                        to="parley.initiative",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(("left_at", None)), fields=("initiative",), name="one_open_stay"
                    ),
                    models.CheckConstraint(
                        condition=Q(("left_at", None), ("left_at__gte", F("entered_at")), _connector="OR"),
                        name="left_after_entered",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["initiative", "entered_at"], name="stays_of_initiative"),
                    models.Index(fields=["batch"], condition=Q(("batch__isnull", False)), name="stays_of_batch"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TargetMove",
            fields=[
                ("id", ID),
                ("stage", models.CharField(max_length=30)),
                ("moved_at", models.DateTimeField()),
                ("before", models.CharField(max_length=60)),
                ("after", models.CharField(max_length=60)),
                ("releases", models.IntegerField()),
                ("days", models.IntegerField(null=True)),
                ("batch", models.BigIntegerField(db_index=True)),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="target_moves",
                        to="parley.initiative",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
