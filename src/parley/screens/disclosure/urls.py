"""Addresses of what clients were told and what became of it."""

from django.urls import path

from parley.screens.disclosure import kept

urlpatterns = [
    path("promises/", kept.company, name="promises"),
    path("groups/<slug:key>/promises/", kept.of_group, name="group_promises"),
]
