"""What a page of decisions says, and what a browser sends of its forms."""

from datetime import timedelta

from django.urls import reverse

from parley.decisions.queries import options_of
from tests.decisions.made import QUESTION, REASON, settle_and_publish


def read(cast, person, name, *args, query=""):
    answer = cast.browser(person).get(reverse(name, args=args) + query)
    assert answer.status_code == 200, answer
    return " ".join(answer.content.decode().split())


def post(cast, who, name, *args, **given):
    return cast.browser(who).post(reverse(name, args=args), given)


def publish(cast, row):
    settle_and_publish(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.elena, at=cast.at)


def drafted(cast, **changed):
    return {
        "question": QUESTION,
        "decide_by": str(cast.at.date() + timedelta(days=5)),
        "option-0-title": "Audited clients first",
        "option-0-why": "They lose spend every month.",
        "option-1-title": "Leave it as it is",
        "option-1-why": "Nobody who was promised something waits.",
    } | changed
