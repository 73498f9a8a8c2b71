"""A private note is for one person: whoever decides as it is written, and not for who is named later."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps: Any, editor: Any) -> None:
    """Take whoever decides now, who could read each note until today."""
    del editor
    decides = apps.get_model("parley", "Decision").objects.filter(pk=OuterRef("decision")).values("decider")
    apps.get_model("parley", "PrivateNote").objects.update(told=Subquery(decides))


def told(*, null: bool) -> "models.ForeignKey[Any, Any]":
    """Give the column."""
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parley.person"
    )


class Migration(migrations.Migration):
    """See above."""

    dependencies = [("parley", "0040_links_that_were_sent")]

    operations = [
        migrations.AddField("privatenote", "told", told(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("privatenote", "told", told(null=False)),
    ]
