"""The address of search."""

from django.urls import path

from parley.screens.search import views

urlpatterns = [path("search/", views.page, name="search")]
