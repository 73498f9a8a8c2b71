"""Addresses of clients, and of what they said."""

from django.urls import path

from parley.screens.clients import domains, inbox, keeping, merging, noting, suggesting, views

urlpatterns = [
    path("clients/", views.page, name="clients"),
    path("clients/new/", keeping.new, name="new_client"),
    path("clients/names/", suggesting.clients, name="client_names"),
    path("clients/<int:key>/", views.client, name="client"),
    path("clients/<int:key>/facts/", keeping.facts, name="client_facts"),
    path("clients/<int:key>/managers/", keeping.managers, name="client_managers"),
    path("clients/<int:key>/domains/", domains.domains, name="client_domains"),
    path("insights/", views.insights, name="insights"),
    path("insights/new/", noting.new, name="new_insight"),
    path("insights/inbox/", inbox.page, name="inbox"),
    path("insights/inbox/<int:key>/suggested/", inbox.suggested, name="inbox_suggested"),
    path("insights/inbox/<int:key>/link/", inbox.link, name="inbox_link"),
    path("insights/inbox/<int:key>/begin/", inbox.begin, name="inbox_begin"),
    path("insights/inbox/<int:key>/answer/", inbox.answer, name="inbox_answer"),
    path("insights/<int:key>/answer/end/", inbox.take_back, name="insight_answer_end"),
    path("insights/before/", merging.before, name="said_before"),
    path("insights/initiatives/", suggesting.initiatives, name="initiative_names"),
    path("insights/<int:key>/", views.insight, name="insight"),
    path("insights/<int:key>/like/", merging.like, name="insight_like"),
    path("insights/<int:key>/merge/", merging.merge, name="insight_merge"),
    path("insights/<int:key>/apart/", merging.apart, name="insight_apart"),
    path("insights/<int:key>/links/", noting.links, name="insight_links"),
    path("insights/<int:key>/links/<int:initiative>/end/", noting.unlink, name="insight_unlink"),
]
