"""Addresses of comments, and of conversations."""

from django.urls import path

from parley.screens.conversations import changing, reading

urlpatterns = [
    path("comments/<int:key>/", reading.comment, name="comment"),
    path("comments/<int:key>/before/", reading.before, name="comment_before"),
    path("comments/<int:key>/change/", changing.change, name="change_comment"),
    path("comments/<int:key>/withdrawal/", changing.withdrawal, name="comment_withdrawal"),
    path("comments/<int:key>/reactions/", changing.reactions, name="comment_reactions"),
    path("conversations/<int:key>/names/", reading.names, name="conversation_names"),
    path("conversations/<int:key>/reading/", reading.read, name="conversation_reading"),
    path("conversations/<int:key>/draft/", reading.draft, name="conversation_draft"),
]
