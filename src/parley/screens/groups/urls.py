"""Addresses of the groups, their people and their teams."""

from django.urls import path

from parley.screens.groups import doing, shifts, views

urlpatterns = [
    path("groups/", views.page, name="groups"),
    path("groups/<slug:key>/people/", views.people, name="group_people"),
    path("groups/<slug:key>/doing/", doing.page, name="group_doing"),
    path("groups/<slug:key>/doing/held/", doing.held, name="count_as_held"),
    path("groups/<slug:key>/history/", views.history, name="group_history"),
    path("groups/<slug:key>/members/", views.members, name="group_members"),
    path("groups/<slug:key>/change/", views.change, name="change_group"),
    path("groups/<slug:key>/teams/", views.teams, name="group_teams"),
    path("groups/<slug:key>/shifts/", shifts.page, name="group_shifts"),
    path("groups/<slug:key>/shifts/new/", shifts.lend, name="lend_team"),
    path("shifts/<int:key>/", shifts.one, name="shift"),
    path("shifts/<int:key>/extension/", shifts.extension, name="extend_shift"),
    path("shifts/<int:key>/end/", shifts.end, name="end_shift"),
]
