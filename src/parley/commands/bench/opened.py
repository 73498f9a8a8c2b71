"""A database of a run’s own."""

from django.conf import settings
from django.db import connections
from environ import Env


def use_own_database(address: str) -> None:
    """Point Django at a database of this run's own, so that nobody's data is measured or touched."""
    connections["default"].close()
    named = Env.db_url_config(address)
    if "sqlite" in named["ENGINE"]:
        named = settings.SQLITE | {"NAME": named["NAME"]}
    connections.settings = connections.configure_settings({"default": named})
    del connections["default"]
