"""One company with two released waves for all tests of a file: what a test changes is taken back after it."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction

from tests.cast import Cast, assemble
from tests.surveys.released import two_waves

if TYPE_CHECKING:
    from parley.surveys.models import Wave


@dataclass
class Asked:
    """The cast, and an autumn and a spring of which spring was compared with autumn and has words to be read."""

    cast: Cast
    autumn: "Wave"
    spring: "Wave"


@pytest.fixture(scope="module")
def asked(django_db_setup: None, django_db_blocker: Any) -> Iterator[Asked]:
    """Make them once: a hundred people take long to answer."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = assemble()
        yield Asked(cast, *two_waves(cast, words=True))
        transaction.set_rollback(True)


@pytest.fixture
def cast(asked: Asked, db: None) -> Cast:
    """The cast that was asked, as rows of this test’s own."""
    return deepcopy(asked.cast)


@pytest.fixture
def spring(asked: Asked, db: None) -> "Wave":
    """The later wave."""
    return deepcopy(asked.spring)
