from typing import Any

from django.db import migrations, models


def were_sent(apps: Any, _schema: Any) -> None:
    apps.get_model("parley", "DecidingLink").objects.update(sent_at=models.F("made_at"))


class Migration(migrations.Migration):
    dependencies = [("parley", "0039_written_rounds_on_decisions")]

    operations = [
        migrations.AddField("decidinglink", "sent_at", models.DateTimeField(null=True)),
        migrations.RunPython(were_sent, migrations.RunPython.noop),
    ]
