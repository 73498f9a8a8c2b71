"""Why each thing waits for somebody, and what one does with it, in words."""

from django.utils.translation import gettext as _

from parley.notifications.terms import Sort, WaitingThing, Waits


def reason_of(thing: WaitingThing) -> str:
    """Say why it waits for whoever reads it."""
    match thing.waits:
        case Waits.DEPUTY:
            return _("You decide for %(name)s at the moment.") % {"name": thing.whom}
        case Waits.CORRECT | Waits.ANNOUNCE | Waits.APPROVE | Waits.OWED | Waits.LOOK_BACK | Waits.SHIFT | Waits.REPLAN:
            return _of_roadmaps(thing.waits)
        case Waits.CONSENT | Waits.INVITE | Waits.BEGIN | Waits.SILENT | Waits.THANK:
            return _of_trials(thing.waits)
        case Waits.ASKED | Waits.PROMISE | Waits.LEADING | Waits.RUNNING | Waits.START:
            return _of_meetings(thing.waits)
        case _:
            return _of_groups(thing.waits)


def _of_roadmaps(waits: Waits) -> str:
    return {
        Waits.CORRECT: _("You see to this client, and what it was told holds no more."),
        Waits.ANNOUNCE: _("You see to clients that asked for it, were told of it, or tried it."),
        Waits.APPROVE: _("Clients hear nothing of it before you have read the words."),
        Waits.OWED: _("It falls to you before the initiative goes on."),
        Waits.LOOK_BACK: _("The day has come that was set for it when it was launched."),
        Waits.SHIFT: _("Your group lends or borrows this team."),
        Waits.REPLAN: _("You keep its roadmap."),
    }[waits]


def _of_trials(waits: Waits) -> str:
    return {
        Waits.CONSENT: _("You see to this client: nobody asks it before you agree."),
        Waits.INVITE: _("You see to this client, and it may be asked."),
        Waits.BEGIN: _("You see to this client: it takes part, and was given no questions yet."),
        Waits.SILENT: _("You see to this client: it takes part, and has said nothing yet."),
        Waits.THANK: _("You see to this client: the trial it was in has ended."),
    }[waits]


def _of_meetings(waits: Waits) -> str:
    return {
        Waits.ASKED: _("Somebody asks you to run it instead of them."),
        Waits.PROMISE: _("You said so in a meeting."),
        Waits.LEADING: _("You lead something on its agenda."),
        Waits.RUNNING: _("It is your turn, or you took it on."),
        Waits.START: _("You facilitate the group, and no meeting is planned before that."),
    }[waits]


def _of_groups(waits: Waits) -> str:
    return {
        Waits.DECISION: _("You decide it."),
        Waits.CHANGE: _("You keep a roadmap that it changes."),
        Waits.WHY: _("One of its options is yours."),
        Waits.ROUND: _("You facilitate the group, and few have written."),
        Waits.PUBLISH: _("It is settled, and nobody is told before it is published."),
        Waits.CLOSING: _("You are in the group, and it is decided soon."),
        Waits.REVIEW: _("You answer for this decision, and its day has come."),
        Waits.TOPIC: _("You are one of those who answer what is brought to this group."),
        Waits.HEARD: _("Only you can say whether it was what you asked for."),
        Waits.SURVEY: _("You are asked, and nobody sees what you answer."),
    }[waits]


def sort_words() -> dict[Sort, str]:
    """Name what one does with what waits."""
    return {
        Sort.CORRECT: _("Correct"),
        Sort.TELL: _("Tell or ask clients"),
        Sort.DECIDE: _("Decide"),
        Sort.DISCUSS: _("Discuss"),
        Sort.ANSWER: _("Answer"),
        Sort.CONSENT: _("Agree"),
        Sort.SURVEY: _("Survey"),
        Sort.PREPARE: _("Prepare"),
        Sort.DO: _("Do"),
    }
