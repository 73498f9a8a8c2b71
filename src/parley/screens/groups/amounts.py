"""How much of a team is lent, in words."""

from django.utils.translation import gettext as _

from parley.groups.terms import Amount


def how_much(amount: Amount) -> str:
    """Say how much of a team is lent."""
    if amount.share == 100:
        return _("all of it")
    if amount.share is not None:
        return _("%(share)s%% of it") % {"share": amount.share}
    return _("%(weeks)s team-weeks a week") % {"weeks": amount}
