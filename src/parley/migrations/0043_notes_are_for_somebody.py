"""Every private note is for somebody. In a transaction of its own: PostgreSQL changes no table with rows half written."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """See above."""

    dependencies = [("parley", "0042_notes_and_links_for_somebody")]

    operations = [
        migrations.AlterField(
            "privatenote",
            "told",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parley.person"),
        ),
    ]
