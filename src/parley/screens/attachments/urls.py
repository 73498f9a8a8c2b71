"""Addresses of attachments."""

from django.urls import path

from parley.screens.attachments import views

urlpatterns = [
    path("attachments/<int:key>/", views.whole, name="attachment"),
    path("attachments/<int:key>/preview/", views.preview, name="attachment_preview"),
    path("attachments/<int:key>/removal/", views.removal, name="attachment_removal"),
]
