"""Addresses of the chat: one's own account, the channels, and the one to which Slack writes."""

from django.urls import path

from parley.screens.chat import channels, incoming, mine

urlpatterns = [
    path("settings/slack/", mine.page, name="my_slack"),
    path("settings/slack/codes/", mine.code, name="my_slack_code"),
    path("settings/slack/end/", mine.end, name="my_slack_end"),
    path("company/channels/", channels.page, name="company_channels"),
    path("groups/<slug:key>/channels/", channels.of_group, name="group_channels"),
    path("channels/<int:key>/", channels.one, name="channel"),
    path("channels/<int:key>/end/", channels.end, name="channel_end"),
    path("channels/<int:key>/posts/<int:post>/tries/", channels.again, name="channel_post_again"),
    path("slack/", incoming.incoming, name="slack"),
]
