"""Leavers are found by an index of leavers alone: with everybody in it, SQLite reads all who have not left."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """See above."""

    dependencies = [("parley", "0003_search_words")]

    operations = [
        migrations.RemoveIndex(model_name="person", name="parley_pers_left_on_ae42be_idx"),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(condition=models.Q(("left_on__isnull", False)), fields=["left_on"], name="leavers"),
        ),
    ]
