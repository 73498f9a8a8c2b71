"""A link of an insight knows its client."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps: Any, editor: Any) -> None:
    """Take each link's client from its insight."""
    del editor
    said = apps.get_model("parley", "Insight").objects.filter(pk=OuterRef("insight")).values("client")
    apps.get_model("parley", "InsightLink").objects.update(client=Subquery(said))


class Migration(migrations.Migration):
    """See above."""

    dependencies = [("parley", "0004_leavers")]

    operations = [
        migrations.AddField(
            "insightlink",
            "client",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="parley.client"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
