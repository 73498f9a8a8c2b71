"""What waited to tell somebody why a mail of theirs has no place is told with what became of their other mails."""

from typing import Any

from django.db import migrations


def gather(apps: Any, editor: Any) -> None:
    """Hand what waits, and what was parked since nobody knew it any more, to the work that gathers such answers."""
    del editor
    for row in apps.get_model("parley", "Pending").objects.filter(task="mail_unplaced"):
        person, letter = row.payload["person"], row.payload["letter"]
        row.task, row.unique_key = "gather_letters", f"gather_letters:{person}:{letter}"
        row.payload |= {"subject": "", "content": f"letter:{letter}", "last": False}
        row.parked, row.attempts, row.trouble = False, 0, ""
        row.save()


class Migration(migrations.Migration):
    """See above."""

    dependencies = [("parley", "0062_heard_by_decisions")]

    operations = [migrations.RunPython(gather, migrations.RunPython.noop)]
