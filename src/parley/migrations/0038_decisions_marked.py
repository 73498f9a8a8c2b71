"""Every decision in the search index holds a word that only decisions hold: see docs/decisions/0030."""

from typing import Any

from django.db import migrations

MARK = "\ua66edecision"


def mark(apps: Any, editor: Any) -> None:
    """Give it to those that are there; what is indexed from now on has it."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "UPDATE parley_indexed SET words = words || %s::tsvector WHERE kind = 'decision'", [f"'{MARK}':16383"]
        )
        return
    editor.execute(
        "UPDATE parley_indexed_words SET body = body || %s"
        " WHERE rowid IN (SELECT id FROM parley_indexed WHERE kind = 'decision')",
        [f" {MARK}"],
    )


class Migration(migrations.Migration):
    dependencies = [("parley", "0037_first_of_lines")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
