"""Addresses of decisions."""

from django.urls import path

from parley.screens.decisions.views import drafting, lists, one, settling

urlpatterns = [
    path("decisions/", lists.page, name="decisions"),
    path("decisions/new/", drafting.new, name="new_decision"),
    path("decisions/<int:key>/", one.decision, name="decision"),
    path("decisions/<int:key>/change/", drafting.change, name="change_decision"),
    path("decisions/<int:key>/history/", one.history, name="decision_history"),
    path("decisions/<int:key>/comments/", one.comments, name="decision_comments"),
    path("decisions/<int:key>/comments/<int:comment>/withdrawal/", one.comment_withdrawal, name="decision_unsaid"),
    path("decisions/<int:key>/following/", one.following, name="decision_following"),
    path("decisions/<int:key>/dissent/", settling.dissent, name="decision_dissent"),
    path("decisions/<int:key>/publication/", settling.publication, name="decision_publication"),
    path("decisions/<int:key>/decider/", settling.decider, name="decision_decider"),
    path("decisions/<int:key>/review/", settling.review, name="decision_review"),
    path("decisions/<int:key>/withdrawal/", settling.withdrawal, name="decision_withdrawal"),
    path("groups/<slug:key>/decisions/", lists.of_group, name="group_decisions"),
]
