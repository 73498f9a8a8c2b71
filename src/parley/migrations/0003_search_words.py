"""The words of the search index: an FTS5 table on SQLite, a tsvector with its GIN index on PostgreSQL."""

from typing import Any

from django.db import migrations


def make(apps: Any, editor: Any) -> None:
    """Make what holds the words, in the way of the database at hand. Words come folded, so nothing is folded here."""
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE parley_indexed ADD COLUMN words tsvector NOT NULL DEFAULT ''")
        editor.execute("CREATE INDEX parley_indexed_words ON parley_indexed USING gin (words)")
        return
    editor.execute(
        "CREATE VIRTUAL TABLE parley_indexed_words USING fts5 "
        "(title, body, tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\", prefix = '1 2 3')"
    )


def drop(apps: Any, editor: Any) -> None:
    """Take it away again."""
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE parley_indexed DROP COLUMN words")
        return
    editor.execute("DROP TABLE parley_indexed_words")


class Migration(migrations.Migration):
    dependencies = [("parley", "0002_append_only")]
    operations = [migrations.RunPython(make, drop)]
