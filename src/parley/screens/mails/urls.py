"""Addresses of mails."""

from django.urls import path

from parley.screens.mails import views

urlpatterns = [
    path("settings/mails/", views.page, name="my_mails"),
    path("unsubscribe/<str:token>/", views.stop, name="stop_mails"),
]
