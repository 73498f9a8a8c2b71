"""The totals that came in of waves asked elsewhere, for the change of the next one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """See above."""

    dependencies = [("parley", "0045_measured_influence")]

    operations = [
        migrations.CreateModel(
            name="ImportedTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question", models.SlugField(db_index=False, max_length=40)),
                ("cell", models.JSONField(default=list)),
                ("agree", models.PositiveIntegerField()),
                ("answered", models.PositiveIntegerField()),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="totals", to="parley.wave"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
    ]
