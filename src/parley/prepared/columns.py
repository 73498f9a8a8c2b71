"""Columns with nothing in them, where other parts of a union have something: typed, as PostgreSQL asks for."""

from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, DateTimeField, Value
from django.db.models.functions import Cast

NO_TEXT: Any = Cast(Value(None), CharField())
NO_KEY: Any = Cast(Value(None), BigIntegerField())
NO_DAY: Any = Cast(Value(None), DateField())
NO_MOMENT: Any = Cast(Value(None), DateTimeField())
