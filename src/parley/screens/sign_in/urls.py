"""Addresses of signing in and out."""

from django.urls import path

from parley.screens.sign_in import views

urlpatterns = [
    path("sign-in/", views.page, name="sign_in"),
    path("sign-in/links/", views.links, name="sign_in_links"),
    path("sign-in/links/<str:token>/", views.link, name="sign_in_link"),
    path("sign-in/cast/", views.cast, name="cast"),
    path("sign-out/", views.sign_out, name="sign_out"),
]
