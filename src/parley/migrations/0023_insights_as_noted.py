"""Insights stand in the order of their list in one index: an import gives a million of them one moment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parley", "0022_minutes")]

    operations = [
        migrations.RemoveIndex("insight", "parley_insi_noted_a_921d39_idx"),
        migrations.AddIndex("insight", models.Index(fields=["-noted_at", "-id"], name="insight_as_noted")),
    ]
