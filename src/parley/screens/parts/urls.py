"""Addresses of parts: one page, in development and in the sample company only."""

from django.conf import settings
from django.urls import URLPattern, path

from parley.screens.parts import views

urlpatterns: list[URLPattern] = (
    [path("parts/", views.page, name="parts"), path("parts/blank/", views.blank, name="blank")]
    if settings.DEBUG or settings.SAMPLE_ALLOWED
    else []
)
