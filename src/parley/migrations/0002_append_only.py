"""The ledger is append-only: the database itself refuses to change or delete an entry."""

from typing import Any

from django.db import migrations

SENTENCE = "The ledger is append-only: record another event instead."
TABLES = ("parley_entry", "parley_about")


def forbid(apps: Any, editor: Any) -> None:
    """Make the triggers, in the words of the database at hand."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "CREATE FUNCTION parley_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}'; END $$"
        )
    for table in TABLES:
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION parley_append_only()"
            )
            continue
        for verb in ("UPDATE", "DELETE"):
            editor.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
            )


def allow(apps: Any, editor: Any) -> None:
    """Take the triggers away again."""
    for table in TABLES:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER {table}_append_only ON {table}")
            continue
        for verb in ("update", "delete"):
            editor.execute(f"DROP TRIGGER {table}_no_{verb}")
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION parley_append_only()")


class Migration(migrations.Migration):
    dependencies = [("parley", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
