"""Addresses of what a wave found."""

from django.urls import path

from parley.screens.results import files, following, reading, views

urlpatterns = [
    path("surveys/<int:key>/results/", views.page, name="survey_results"),
    path("surveys/<int:key>/results/topics/new/", following.new, name="follow_result"),
    path("surveys/<int:key>/results/<str:file>", files.one, name="survey_file"),
    path("surveys/<int:key>/words/", reading.page, name="survey_words"),
]
