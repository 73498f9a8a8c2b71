"""The one Django app: its rooms are plain packages, so a model may move between them without a migration."""

from django.apps import AppConfig


class ParleyConfig(AppConfig):
    name = "parley"
    label = "parley"
    default_auto_field = "django.db.models.BigAutoField"
