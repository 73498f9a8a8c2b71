"""One index says who asks for an initiative. PostgreSQL changes no table in the transaction that filled it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """See above."""

    dependencies = [("parley", "0005_client_of_link")]

    operations = [
        migrations.AlterField(
            "insightlink",
            "client",
            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="parley.client"),
        ),
        migrations.AlterField(
            "insightlink",
            "initiative",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="insight_links",
                to="parley.initiative",
            ),
        ),
        migrations.AddIndex(
            "insightlink", models.Index(fields=["initiative", "stance", "client"], name="who_asks")
        ),
    ]
