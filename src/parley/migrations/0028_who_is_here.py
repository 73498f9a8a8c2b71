"""Who is in a running live room, who had their turn in its round, and an index of the rooms that are on."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """See above."""

    dependencies = [("parley", "0027_captured_lines")]

    operations = [
        migrations.CreateModel(
            name="Arrival",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seen_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="arrivals", to="parley.liveroom"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.UniqueConstraint(fields=("room", "person"), name="one_arrival_each"),
        ),
        migrations.AddField(model_name="hand", name="had_turn", field=models.BooleanField(default=False)),
        migrations.AddIndex(
            model_name="liveroom",
            index=models.Index(condition=models.Q(("ended_at", None)), fields=["meeting"], name="rooms_that_are_on"),
        ),
    ]
