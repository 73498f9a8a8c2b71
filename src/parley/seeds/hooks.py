"""A web hook that was tried out and turned off: the sample company writes to nobody."""

from datetime import timedelta

from parley.ledger.queries import history_of
from parley.ledger.terms import MACHINE
from parley.notifications.actions.delivering import claim_hook, let_go, note_try, plan_deliveries
from parley.notifications.actions.hooks import make_hook, turn_hook
from parley.notifications.queries.hooks import next_to_post
from parley.notifications.terms.hooks import Answer, Sent
from parley.people.queries import administrators
from parley.roadmap.terms import initiative_ref
from parley.seeds.stage import Telling

ADDRESS = "https://hooks.northlight.example/parley"  # a name that by RFC 2606 nobody can have
ABOUT = ("Consent signals in every bid request", "Scheduled exports", "Five languages from one design")
BEGAN, ENDED = 9, 8  # days ago


def tell_hooks(telling: Telling) -> None:
    """Let product operations try a web hook: what was moved or planned anew was taken, but for one message."""
    began = telling.ago(BEGAN)
    owner = administrators().order_by("pk")[0]
    hook, _secret = make_hook(address=ADDRESS, kinds=(Sent.MOVED, Sent.REPLANNED), owner=owner, actor=owner, at=began)
    for title in ABOUT:
        for told in history_of(initiative_ref(telling.initiatives[title].pk), kinds=tuple(Sent), limit=2):
            plan_deliveries(told=told, actor=MACHINE, at=began)
    claim = claim_hook(hook=hook.pk, lease=timedelta(minutes=2), actor=MACHINE, at=began)
    answer = Answer(503, "It answered 503.", "Service Unavailable", 41)
    while claim and (due := next_to_post(claim, began)):
        note_try(claim=claim, delivery=due.delivery, answer=answer, body="", dice=0.5, actor=MACHINE, at=began)
        answer = Answer(204, "", "", 87)
    if claim:
        let_go(claim=claim, actor=MACHINE, at=began)
    turn_hook(hook=hook, on=False, actor=owner, at=telling.ago(ENDED))
