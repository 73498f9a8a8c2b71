"""Changing topics: one by one, and all of an area at once."""

from parley.topics.actions.changing import (
    answer_topic,
    bring_topic,
    change_topic,
    end_support,
    merge_topic,
    park_topic,
    settle_by_decision,
    support_topic,
    wake_due,
    wake_topic,
    withdraw_topic,
)
from parley.topics.actions.discussing import say_about
from parley.topics.actions.handing_over import move_topics

__all__ = [
    "answer_topic",
    "bring_topic",
    "change_topic",
    "end_support",
    "merge_topic",
    "move_topics",
    "park_topic",
    "say_about",
    "settle_by_decision",
    "support_topic",
    "wake_due",
    "wake_topic",
    "withdraw_topic",
]
