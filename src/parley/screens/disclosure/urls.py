"""Addresses of words for clients, of telling them, and of corrections."""

from django.urls import path

from parley.screens.disclosure import correcting, kept, reviewing, telling, told, words

ONE = "initiatives/<int:key>/words/"
urlpatterns = [
    path(ONE, words.page, name="initiative_words"),
    path(ONE + "draft/", words.draft, name="initiative_words_draft"),
    path(ONE + "approval/", words.approval, name="initiative_words_approval"),
    path(ONE + "draft/end/", words.dropping, name="initiative_words_dropping"),
    path(ONE + "withdrawal/", words.withdrawal, name="initiative_words_withdrawal"),
    path(ONE + "further/", words.further, name="initiative_words_further"),
    path(ONE + "further/end/", words.further_end, name="initiative_words_further_end"),
    path("clients/<int:key>/told/", telling.told, name="client_told"),
    path("clients/<int:key>/told/freely/", telling.freely, name="client_told_freely"),
    path("corrections/", correcting.page, name="corrections"),
    path("corrections/<int:key>/", correcting.one, name="correction"),
    path("corrections/<int:key>/told/", correcting.telling, name="correction_told"),
    path("corrections/<int:key>/end/", correcting.dropping, name="correction_end"),
    path("statements/review/", reviewing.review, name="statement_review"),
    path("initiatives/<int:key>/told/", told.page, name="initiative_told"),
    path("promises/", kept.company, name="promises"),
    path("groups/<slug:key>/promises/", kept.of_group, name="group_promises"),
]
