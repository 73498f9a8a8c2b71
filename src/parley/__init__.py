"""Parley runs product strategy groups; here the safe SQLite is put in place before anything imports one."""

import sys

try:
    # Debian's SQLite has the WAL-reset corruption bug (3.7.0 to 3.51.2): prefer the newer one where a wheel exists.
    import pysqlite3
except ImportError:  # no wheel for this platform: `parley doctor` says which SQLite runs
    pass
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
