"""The address to which mail servers post what came in."""

from django.urls import path

from parley.screens.letters import views

urlpatterns = [path("mail-in/", views.letters, name="mail_in")]
