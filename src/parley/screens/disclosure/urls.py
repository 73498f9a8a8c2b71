"""Addresses of what clients were told and what became of it."""

from django.urls import path

from parley.screens.disclosure import kept, reviewing, told

urlpatterns = [
    path("statements/review/", reviewing.review, name="statement_review"),
    path("initiatives/<int:key>/told/", told.page, name="initiative_told"),
    path("promises/", kept.company, name="promises"),
    path("groups/<slug:key>/promises/", kept.of_group, name="group_promises"),
]
