"""Sweeping from the disk what a database keeps of rows that were deleted or written anew (RELIABILITY.md R2).

Raw SQL, because no ORM writes a table anew. Nothing changes that anybody can read, so it is no action and has no entry.
"""

from typing import Any

from django.db import OperationalError, connection, transaction

TABLES = ("parley_sheet", "parley_openanswer", "parley_invited")
WRITTEN = "written"  # the mark of a sweep on SQLite that has only the log to empty yet
PATIENCE = 500  # milliseconds a sweep waits for somebody who reads: whoever comes meanwhile waits for the sweep
READ_BEFORE = """
SELECT EXISTS (SELECT 1 FROM pg_stat_activity
               WHERE pid <> pg_backend_pid() AND greatest(age(backend_xmin), age(backend_xid)) > age(%s::xid))
    OR EXISTS (SELECT 1 FROM pg_replication_slots WHERE xmin IS NOT NULL AND age(xmin) > age(%s::xid))
    OR EXISTS (SELECT 1 FROM pg_prepared_xacts WHERE age(transaction) > age(%s::xid))
"""


def sweep_from_disk(*, since: str = "") -> tuple[bool, str]:
    """Write the tables of answers anew, so that neither their files nor SQLite’s log hold what was there before.

    False when somebody still reads what was there before: then it is to be done again soon, with the mark that is
    given, from which on nobody may be. Done again it changes nothing. Never inside a transaction.
    """
    if connection.in_atomic_block:
        raise RuntimeError("A sweep inside a transaction would sweep nothing: its end has to come first.")
    with connection.cursor() as cursor:
        return _on_postgresql(cursor, since) if connection.vendor == "postgresql" else _on_sqlite(cursor, since)


def _on_postgresql(cursor: Any, since: str) -> tuple[bool, str]:
    """Give each table a new file. Rows that an older snapshot could still see would go along, so it waits for those.

    And for whoever wrote before, in any database of the server, and has not ended: our own snapshot begins with them.
    """
    if not since:
        cursor.execute("SELECT pg_current_xact_id()::xid::text")
        since = cursor.fetchone()[0]
    cursor.execute(READ_BEFORE, [since, since, since])
    if cursor.fetchone()[0]:
        return False, since
    cursor.execute(f"SET lock_timeout = {PATIENCE}")
    try:
        for table in TABLES:
            cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
    except OperationalError:
        return False, since
    finally:
        cursor.execute("RESET lock_timeout")
    return True, since


def _on_sqlite(cursor: Any, since: str) -> tuple[bool, str]:
    """Write the rows into emptied tables, once; then empty the log, which waits for whoever still reads.

    With secure_delete on, every page that is let go of is filled with zeros.

    VACUUM would write the whole file anew, for ten seconds of a gigabyte in which nobody else can write.
    """
    if since != WRITTEN:
        with connection.constraint_checks_disabled(), transaction.atomic():
            for table in TABLES:
                _write_anew(cursor, connection.ops.quote_name(table))
    cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
    try:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {int(connection.settings_dict['OPTIONS'].get('timeout', 5) * 1000)}")
    return not busy, WRITTEN


def _write_anew(cursor: Any, table: str) -> None:
    """Empty a table as a whole, which without checks of keys lets go of its pages at once, and fill it again."""
    cursor.execute(f"SELECT * FROM {table} ORDER BY random()")  # noqa: S608 - a name of ours
    rows = cursor.fetchall()
    cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - as above
    if rows:
        signs = ", ".join(["%s"] * len(rows[0]))
        cursor.executemany(f"INSERT INTO {table} VALUES ({signs})", rows)  # noqa: S608 - as above
