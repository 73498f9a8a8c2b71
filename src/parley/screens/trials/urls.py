"""Addresses of trials, of clients in them, and of invitations."""

from django.urls import path

from parley.screens.trials import cohort, invited, of_client, page, places, planning, talking

PLACE = "trials/places/<int:key>/"
urlpatterns = [
    path("trials/", page.listing, name="trials"),
    path("initiatives/<int:key>/trials/new/", planning.new, name="new_trial"),
    path("trials/<int:key>/", page.page, name="trial"),
    path("trials/<int:key>/plan/", planning.change, name="change_trial"),
    path("trials/<int:key>/opening/", planning.opening, name="trial_opening"),
    path("trials/<int:key>/extension/", planning.extension, name="trial_extension"),
    path("trials/<int:key>/ending/", planning.ending, name="trial_ending"),
    path("trials/<int:key>/history/", talking.history, name="trial_history"),
    path("trials/<int:key>/comments/", talking.comments, name="trial_comments"),
    path("trials/<int:key>/comments/<int:comment>/withdrawal/", talking.withdrawal, name="trial_comment_withdrawal"),
    path("trials/<int:key>/cohort/", cohort.page, name="trial_cohort"),
    path("trials/<int:key>/nominations/", places.nominations, name="trial_nominations"),
    path(PLACE, places.page, name="trial_place"),
    path(PLACE + "agreement/", places.agreement, name="trial_agreement"),
    path(PLACE + "holding-back/", places.holding_back, name="trial_holding_back"),
    path(PLACE + "taking-out/", places.taking_out, name="trial_taking_out"),
    path(PLACE + "reply/", places.reply, name="trial_reply"),
    path(PLACE + "invitation/", places.invitation, name="trial_invitation"),
    path(PLACE + "questions/", places.questions, name="trial_questions"),
    path(PLACE + "links/<int:link>/end/", places.link_end, name="trial_link_end"),
    path("clients/<int:key>/trials/", of_client.page, name="client_trials"),
    path("clients/<int:key>/trials/sparing/", of_client.sparing, name="client_sparing"),
    path("clients/<int:key>/trials/sparing/end/", of_client.sparing_end, name="client_sparing_end"),
    path("invited/<str:token>/", invited.page, name="trial_invited"),
]
