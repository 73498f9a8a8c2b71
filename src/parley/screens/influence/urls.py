"""Addresses of measured influence."""

from django.urls import path

from parley.screens.influence import views

urlpatterns = [
    path("influence/", views.page, name="influence"),
    path("influence/contributions/", views.contributions, name="influence_contributions"),
    path("influence/checks/<int:key>/", views.heard, name="credit_check"),
    path("influence/comments/<int:key>/", views.comment_as_input, name="comment_as_input"),
]
