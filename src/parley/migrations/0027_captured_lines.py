"""A line of minutes may be what a client said, and what was decided in a live room stands once: as a row of its own.

Until now a decision written down in the live room was a row, and a line “Decided: ...” in the notes of its item too.
Where such a line says what a row of the same item says, and the minutes are not published, the line goes: the row is
shown in its place. Other lines that begin so were typed by somebody, and published minutes never change: both stay.
"""

from collections.abc import Iterable
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

BEFORE = "Decided: "


def without_decided(notes: str, decided: Iterable[str]) -> str:
    """Give notes without one line for each of the decisions that are kept beside them."""
    lines = notes.split("\n")
    for words in decided:
        if f"{BEFORE}{words}" in lines:
            lines.remove(f"{BEFORE}{words}")
    return "\n".join(lines)


def take_out(apps: Any, editor: Any) -> None:
    """Take out of the notes of unpublished minutes what stands beside them in a row."""
    del editor
    rows = apps.get_model("parley", "Capture").objects.filter(kind="decision", meeting__minutes_published_at=None)
    decided: dict[int, list[str]] = {}
    for item, words in rows.exclude(item=None).order_by("pk").values_list("item", "words"):
        decided.setdefault(item, []).append(words)
    for item in apps.get_model("parley", "AgendaItem").objects.filter(pk__in=decided).iterator():
        notes = without_decided(item.notes, decided[item.pk])
        if notes != item.notes:
            item.notes, item.version = notes, item.version + 1  # a form that shows the old notes is not sent over them
            item.save(update_fields=["notes", "version"])


class Migration(migrations.Migration):
    """See above."""

    dependencies = [
        ('parley', '0026_own_share_let_go'),
    ]

    operations = [
        migrations.AddField(
            model_name='minutesline',
            name='insight',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.insight'),
        ),
        migrations.RunPython(take_out, migrations.RunPython.noop),
    ]
