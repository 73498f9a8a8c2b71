"""What tests of the forms of a roadmap send and read: a why, a new initiative, and the page that answers as text."""

from parley.roadmap.queries import initiative_to_change
from tests.roadmap.made import TITLE, WHY

WHY_TYPED = {
    "because": WHY.because,
    "who_benefits": WHY.who_benefits,
    "budget": WHY.budget,
    "expected_return": WHY.expected_return,
    "return_basis": WHY.return_basis,
    "instead": WHY.instead,
}
NEW = {"title": TITLE, "stage": "beta", "horizon": "now", "audience": "group", "window": "Q2 2087"} | WHY_TYPED
REASON = "The audits moved to autumn."


def at(row, rest=""):
    return f"/initiatives/{row.pk}/{rest}"


def text_of(answer):
    return " ".join(answer.content.decode().split())


def post(cast, row, rest, **given):
    return cast.browser(cast.noor).post(at(row, rest), given)


def now(row):
    return initiative_to_change(row.pk)
