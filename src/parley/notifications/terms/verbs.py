"""What somebody is to do with what waits for them, so that its title can follow."""

from collections.abc import Mapping

from parley.languages.names import marked
from parley.notifications.terms import Waits

# `whom`: for whom one decides, how many clients, what is owed (`WaitingThing.whom`)
VERBS: Mapping[Waits, str] = {
    Waits.CORRECT: marked("waits", "Correct what you told"),
    Waits.ANNOUNCE: marked("waits", "Clients to tell that it is there (%(whom)s):"),
    Waits.DECISION: marked("waits", "Decide"),
    Waits.DEPUTY: marked("waits", "Decide for %(whom)s"),
    Waits.CHANGE: marked("waits", "It was sent back: look at its options"),
    Waits.WHY: marked("waits", "Complete your why in"),
    Waits.ROUND: marked("waits", "Say whether few notes are shown:"),
    Waits.PUBLISH: marked("waits", "Check and publish what was decided:"),
    Waits.TOPIC: marked("waits", "Answer"),
    Waits.CONSENT: marked("waits", "May they be asked to try it?"),
    Waits.INVITE: marked("waits", "Invite them to try it"),
    Waits.BEGIN: marked("waits", "Tell them how it begins, and give them the questions"),
    Waits.SILENT: marked("waits", "Ask what they found"),
    Waits.THANK: marked("waits", "Thank, and tell what came of it:"),
    Waits.APPROVE: marked("waits", "Approve the words for clients about"),
    Waits.OWED: marked("waits", "You owe %(whom)s for"),
    Waits.ASKED: marked("waits", "Can you run it?"),
    Waits.PROMISE: marked("waits", "You promised"),
    Waits.LEADING: marked("waits", "You lead a part of"),
    Waits.RUNNING: marked("waits", "You run"),
    Waits.CLOSING: marked("waits", "Say what you think, before it is decided"),
    Waits.REVIEW: marked("waits", "Look again at what was decided"),
    Waits.LOOK_BACK: marked("waits", "It was launched. Write what came of it:"),
    Waits.SHIFT: marked("waits", "Is it back, or does it stay longer?"),
    Waits.REPLAN: marked("waits", "It waited for a team that is not lent after all. Plan it again:"),
    Waits.SURVEY: marked("waits", "Answer the survey"),
    Waits.HEARD: marked("waits", "You are credited here. Did it change what you asked for?"),
    Waits.START: marked("waits", "Say in which week it starts"),
}
