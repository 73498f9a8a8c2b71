"""Addresses of decisions."""

from django.urls import path

from parley.screens.decisions.views import comparing, discussing, docket, drafting, lists, one, settling

urlpatterns = [
    path("decisions/", lists.page, name="decisions"),
    path("decisions/new/", drafting.new, name="new_decision"),
    path("decisions/docket/", docket.docket, name="docket"),
    path("decisions/against/", docket.against, name="against"),
    path("decisions/<int:key>/", one.decision, name="decision"),
    path("decisions/<int:key>/options/", comparing.options, name="decision_options"),
    path("decisions/<int:key>/options/<int:option>/comments/", comparing.comments, name="option_comments"),
    path("decisions/<int:key>/options/<int:option>/why/", comparing.why, name="option_why"),
    path("decisions/<int:key>/leaning/", comparing.leaning, name="decision_leaning"),
    path("decisions/<int:key>/leaning/withdrawal/", comparing.leaning_withdrawal, name="decision_leaning_withdrawal"),
    path("decisions/<int:key>/private-note/", comparing.private_note, name="decision_private_note"),
    path("decisions/<int:key>/change/", drafting.change, name="change_decision"),
    path("decisions/<int:key>/history/", one.history, name="decision_history"),
    path("decisions/<int:key>/comments/", discussing.comments, name="decision_comments"),
    path("decisions/<int:key>/comments/<int:comment>/withdrawal/", one.comment_withdrawal, name="decision_unsaid"),
    path("decisions/<int:key>/following/", one.following, name="decision_following"),
    path("decisions/<int:key>/dissent/", settling.dissent, name="decision_dissent"),
    path("decisions/<int:key>/discussion/", discussing.discussion, name="decision_discussion"),
    path("decisions/<int:key>/escalation/", discussing.escalation, name="decision_escalation"),
    path("decisions/<int:key>/agreement/", discussing.agreement, name="decision_agreement"),
    path("decisions/<int:key>/agreement/withdrawal/", discussing.agreement_withdrawal, name="decision_disagreed"),
    path("decisions/<int:key>/settlement/", settling.settlement, name="decision_settlement"),
    path("decisions/<int:key>/return/", settling.sending_back, name="decision_return"),
    path("decisions/<int:key>/publication/", settling.publication, name="decision_publication"),
    path("decisions/<int:key>/decider/", settling.decider, name="decision_decider"),
    path("decisions/<int:key>/review/", settling.review, name="decision_review"),
    path("decisions/<int:key>/withdrawal/", settling.withdrawal, name="decision_withdrawal"),
    path("groups/<slug:key>/decisions/", lists.of_group, name="group_decisions"),
]
