"""The right clients for a trial: a proposed cohort."""

from django.http import HttpResponse

from parley.screens.asking import Asked
from parley.screens.trials.page import page as trial_page


def page(request: Asked, key: int) -> HttpResponse:
    """The trial, until a cohort can be proposed."""
    return trial_page(request, key)
