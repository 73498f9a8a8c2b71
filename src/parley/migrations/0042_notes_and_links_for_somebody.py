"""A private note is for whoever decides as it is written, and a link to decide for the address it was mailed to."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce


def fill(apps: Any, editor: Any) -> None:
    """Take whoever decides now, who could read each note until today, and the address that somebody has now."""
    del editor
    has = apps.get_model("parley", "Person").objects.filter(pk=OuterRef("person")).values("email")
    apps.get_model("parley", "DecidingLink").objects.update(address=Coalesce(Subquery(has), Value("")))
    decides = apps.get_model("parley", "Decision").objects.filter(pk=OuterRef("decision")).values("decider")
    apps.get_model("parley", "PrivateNote").objects.update(told=Subquery(decides))


class Migration(migrations.Migration):
    """See above."""

    dependencies = [("parley", "0041_decisions_by_how_far_they_are")]

    operations = [
        migrations.AddField(
            "privatenote",
            "told",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parley.person"
            ),
        ),
        migrations.AddField(
            "decidinglink", "address", models.CharField(blank=True, default="", max_length=254), preserve_default=False
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
