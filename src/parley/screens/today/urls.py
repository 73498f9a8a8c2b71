"""Addresses of today."""

from django.urls import path

from parley.screens.today import views

urlpatterns = [
    path("", views.page_of_today, name="today"),
    path("news/read/", views.news_read, name="news_read"),
    path("action-points/<int:key>/done/", views.promise_kept, name="promise_kept"),
]
