"""Pages of trials, for the tests: what one of them says, and a trial that was decided."""

from parley.ledger.terms import MACHINE
from parley.trials.actions import conclude
from parley.trials.models import TrialOutcome
from parley.trials.terms import Follows
from tests.decisions.made import settle_and_publish
from tests.trials.feedback_made import outcome_asked


def main_of(answer):
    return " ".join(answer.content.decode().partition("<main")[2].split())


def page(cast, person, address):
    answer = cast.browser(person).get(address)
    assert answer.status_code == 200, answer.status_code
    return main_of(answer)


def closed(cast, made, follows=Follows.CHANGE):
    outcome_asked(cast, made)
    made.refresh_from_db()
    option = TrialOutcome.objects.get(trial=made, follows=follows).option
    settle_and_publish(decision=made.decision, option=option, actor=cast.elena, at=cast.at)
    conclude(trial=made, actor=MACHINE, at=cast.at)
    made.refresh_from_db()
