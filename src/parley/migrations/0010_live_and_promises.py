"""Since when an initiative is live, and what clients were promised, each promise once as it was first told.

Both are filled from what is here: the ledger's entries of stages moved, and the statements.
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Min


def fill_live(apps: Any, editor: Any) -> None:
    """Find since when what is live, or was when it was stopped, is so. What came to Parley as live stays unknown."""
    del editor
    since: dict[int, Any] = {}
    moves = apps.get_model("parley", "Entry").objects.filter(kind="initiative.stage_moved").order_by("pk")
    for at, data in moves.values_list("at", "data").iterator():
        if data["after"] == "live":
            since[data["initiative"]] = since.get(data["initiative"]) or at
        elif data["after"] != "stopped":
            since[data["initiative"]] = None
    initiatives = apps.get_model("parley", "Initiative").objects
    rows = list(initiatives.filter(pk__in=[key for key, at in since.items() if at]).only("pk"))
    for row in rows:
        row.live_at = since[row.pk]
    initiatives.bulk_update(rows, ["live_at"], batch_size=100)


def fill_promises(apps: Any, editor: Any) -> None:
    """Keep what statements promised."""
    del editor
    told = apps.get_model("parley", "Statement").objects.exclude(window_last=None).exclude(confidence=None)
    said = ("initiative_id", "window_first", "window_last", "confidence")
    promises = apps.get_model("parley", "ToldPromise").objects
    promises.bulk_create(
        (promises.model(**row) for row in told.order_by().values(*said).annotate(told_on=Min("told_on"))), batch_size=500
    )


class Migration(migrations.Migration):
    """See above."""

    dependencies = [
        ('parley', '0009_merging'),
    ]

    operations = [
        migrations.AddField(
            model_name='initiative',
            name='live_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='ToldPromise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('window_first', models.DateField()),
                ('window_last', models.DateField()),
                ('confidence', models.CharField(max_length=30)),
                ('told_on', models.DateField()),
                ('initiative', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='parley.initiative')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('initiative', 'window_last', 'window_first', 'confidence'), name='told_promise_once')],
            },
        ),
        migrations.RunPython(fill_live, migrations.RunPython.noop),
        migrations.RunPython(fill_promises, migrations.RunPython.noop),
    ]
