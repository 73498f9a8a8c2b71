"""A wave that asks the cast and twelve others, and the browser of somebody it asks."""

import pytest
from django.test import Client

from parley.surveys.models import Wave
from tests.cast import Cast
from tests.surveys.made import crew, opened


@pytest.fixture
def wave(cast: Cast) -> Wave:
    crew(cast, 12)
    return opened(cast)


@pytest.fixture
def browser(cast: Cast) -> Client:
    return cast.browser(cast.sam)
