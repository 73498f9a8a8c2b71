"""Addresses of people, and of one's own settings."""

from django.urls import path

from parley.screens.people import leaving, mine, reaching, views

urlpatterns = [
    path("people/", views.page, name="people"),
    path("people/names/", views.names, name="people_names"),
    path("people/<int:key>/", views.person, name="person"),
    path("people/<int:key>/leaving/", leaving.page, name="person_leaving"),
    path("people/<int:key>/return/", leaving.back, name="person_return"),
    path("people/<int:key>/sessions/", mine.sessions, name="person_sessions"),
    path("settings/", mine.page, name="my_settings"),
    path("settings/news/", reaching.page, name="what_reaches_me"),
    path("settings/news/quiet-hours/", reaching.quiet_hours, name="my_quiet_hours"),
    path("settings/news/things/", reaching.things, name="my_followed_things"),
    path("settings/password/", mine.password, name="my_password"),
    path("settings/absence/", mine.away, name="my_absence"),
    path("settings/reminders/", mine.reminders, name="my_reminders"),
]
