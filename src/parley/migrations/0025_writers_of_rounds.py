"""A round knows how many could write when it was opened, to warn whoever writes of being guessed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parley", "0024_live_room")]

    operations = [
        migrations.AddField("round", "writers", models.PositiveIntegerField(default=0)),
    ]
