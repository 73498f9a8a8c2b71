"""Addresses of words for clients, of telling them, of cards for them, and of corrections."""

from django.urls import path

from parley.screens.disclosure import (
    announcing,
    cards,
    correcting,
    kept,
    launch,
    links,
    reviewing,
    shared,
    telling,
    told,
    words,
)

ONE = "initiatives/<int:key>/words/"
LAUNCH = "initiatives/<int:key>/launch/"
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
    path(LAUNCH, launch.page, name="initiative_launch"),
    path(LAUNCH + "plan/", launch.plan, name="initiative_launch_plan"),
    path(LAUNCH + "regions/<int:region>/", launch.one_region, name="initiative_launch_region"),
    path(LAUNCH + "regions/<int:region>/readiness/", launch.readiness, name="initiative_launch_readiness"),
    path(LAUNCH + "look-back/", launch.looking_back, name="initiative_look_back"),
    path(LAUNCH + "announcements/", announcing.of_initiative, name="initiative_announcements"),
    path("announcements/", announcing.page, name="announcements"),
    path("announcements/told/", announcing.told, name="announcements_told"),
    path("announcements/<int:key>/", announcing.one, name="announcement"),
    path("announcements/<int:key>/end/", announcing.end, name="announcement_end"),
    path("statements/review/", reviewing.review, name="statement_review"),
    path("initiatives/<int:key>/told/", told.page, name="initiative_told"),
    path("promises/", kept.company, name="promises"),
    path("groups/<slug:key>/promises/", kept.of_group, name="group_promises"),
    path("clients/<int:key>/card/", cards.page, name="client_card"),
    path("clients/<int:key>/card/text/", cards.text, name="client_card_text"),
    path("clients/<int:key>/card/pdf/", cards.pdf, name="client_card_pdf"),
    path("clients/<int:key>/links/", links.page, name="client_links"),
    path("clients/<int:key>/links/<int:link>/end/", links.end, name="client_link_end"),
    path("shared/<str:token>/", shared.page, name="shared_card"),
    path("shared/<str:token>/views/", shared.views, name="shared_card_views"),
]
