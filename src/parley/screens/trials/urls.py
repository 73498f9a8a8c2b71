"""Addresses of trials, of clients in them, of what clients answer by a link, and of what follows."""

from django.urls import path

from parley.screens.trials import (
    answering,
    cohort,
    feedback,
    invited,
    of_client,
    outcome,
    page,
    places,
    planning,
    results,
    talking,
    thanking,
)

PLACE, TRIAL = "trials/places/<int:key>/", "trials/<int:key>/"
urlpatterns = [
    path("trials/", page.listing, name="trials"),
    path("initiatives/<int:key>/trials/new/", planning.new, name="new_trial"),
    path(TRIAL, page.page, name="trial"),
    path(TRIAL + "plan/", planning.change, name="change_trial"),
    path(TRIAL + "opening/", planning.opening, name="trial_opening"),
    path(TRIAL + "extension/", planning.extension, name="trial_extension"),
    path(TRIAL + "ending/", planning.ending, name="trial_ending"),
    path(TRIAL + "history/", talking.history, name="trial_history"),
    path(TRIAL + "following/", talking.following, name="trial_following"),
    path(TRIAL + "comments/", talking.comments, name="trial_comments"),
    path(TRIAL + "cohort/", cohort.page, name="trial_cohort"),
    path(TRIAL + "nominations/", places.nominations, name="trial_nominations"),
    path(PLACE, places.page, name="trial_place"),
    path(PLACE + "agreement/", places.agreement, name="trial_agreement"),
    path(PLACE + "holding-back/", places.holding_back, name="trial_holding_back"),
    path(PLACE + "taking-out/", places.taking_out, name="trial_taking_out"),
    path(PLACE + "reply/", places.reply, name="trial_reply"),
    path(PLACE + "invitation/", places.invitation, name="trial_invitation"),
    path(PLACE + "links/<int:link>/end/", places.link_end, name="trial_link_end"),
    path("clients/<int:key>/trials/", of_client.page, name="client_trials"),
    path("clients/<int:key>/trials/sparing/", of_client.sparing, name="client_sparing"),
    path("clients/<int:key>/trials/sparing/end/", of_client.sparing_end, name="client_sparing_end"),
    path("invited/<str:token>/", invited.page, name="trial_invited"),
    path("answer/<str:token>/", answering.page, name="trial_answer"),
    path(PLACE + "feedback/", feedback.page, name="place_feedback"),
    path(PLACE + "feedback/link/", feedback.give, name="place_feedback_link"),
    path(PLACE + "thanks/", thanking.page, name="place_thanks"),
    path(TRIAL + "results/", results.page, name="trial_results"),
    path(TRIAL + "answers/<int:question>/", results.words, name="trial_answers"),
    path(TRIAL + "outcome/", outcome.page, name="trial_outcome"),
    path(TRIAL + "outcome/decision/", outcome.ask, name="trial_outcome_ask"),
    path(TRIAL + "outcome/follows/", outcome.follows, name="trial_outcome_follows"),
]
