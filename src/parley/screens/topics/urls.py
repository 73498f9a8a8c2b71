"""Addresses of topics."""

from django.urls import path

from parley.screens.topics.views import bringing, lists, one, settling

urlpatterns = [
    path("topics/", lists.page, name="topics"),
    path("topics/new/", bringing.new, name="new_topic"),
    path("topics/similar/", bringing.similar, name="similar_topics"),
    path("topics/<int:key>/", one.topic, name="topic"),
    path("topics/<int:key>/change/", bringing.change, name="change_topic"),
    path("topics/<int:key>/history/", one.history, name="topic_history"),
    path("topics/<int:key>/comments/", one.comments, name="topic_comments"),
    path("topics/<int:key>/following/", one.following, name="topic_following"),
    path("topics/<int:key>/support/", one.support, name="topic_support"),
    path("topics/<int:key>/support/end/", one.support_end, name="topic_support_end"),
    path("topics/<int:key>/answer/", settling.answer, name="topic_answer"),
    path("topics/<int:key>/parking/", settling.parking, name="topic_parking"),
    path("topics/<int:key>/waking/", settling.waking, name="topic_waking"),
    path("topics/<int:key>/merging/", settling.merging, name="topic_merging"),
    path("topics/<int:key>/withdrawal/", settling.withdrawal, name="topic_withdrawal"),
    path("groups/<slug:key>/topics/", lists.of_group, name="group_topics"),
]
