"""The one Django app: its rooms are plain packages, so a model may move between them without a migration."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import AppConfig


class ParleyConfig(AppConfig):
    name = "parley"
    label = "parley"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load every room's events, so that the ledger can read back whatever any process finds in it.

        And let the fields of forms speak our words, before the first form is made.
        """
        for room in iter_modules(self.module.__path__):  # type: ignore[union-attr]  # set before Django calls this
            if room.ispkg and find_spec(f"{self.name}.{room.name}.events"):
                events = import_module(f"{self.name}.{room.name}.events")
                for part in iter_modules(getattr(events, "__path__", ())):
                    import_module(f"{events.__name__}.{part.name}")
        import_module(f"{self.name}.screens.wording").speak()
