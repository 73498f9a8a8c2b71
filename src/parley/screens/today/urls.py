"""Addresses of today."""

from django.urls import path

from parley.screens.today import feeds, listing, views

urlpatterns = [
    path("", views.page_of_today, name="today"),
    path("news/read/", views.news_read, name="news_read"),
    path("action-points/<int:key>/done/", views.promise_kept, name="promise_kept"),
    path("action-points/<int:key>/reopened/", views.promise_reopened, name="promise_reopened"),
    path("waiting/", listing.page_of_waiting, name="waiting"),
    path("waiting/feed/", feeds.mine, name="waiting_feed"),
    path("feeds/<str:token>/waiting.atom", feeds.news, name="waiting_news"),
    path("feeds/<str:token>/waiting.ics", feeds.calendar, name="waiting_calendar"),
]
