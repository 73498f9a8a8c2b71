"""Who can read what of a decision: one sentence each, wherever a page says it."""

from django.utils.translation import gettext_lazy as _

ONCE_PUBLISHED = _(
    "Once it is published, the group, and whoever may see everything it weighs, can read the reason, the options with "
    "their why, and who disagrees."
)
SINCE = _("Whoever may read the decision reads it.")
STAYS = _("It stays with the group, its guests and the decider, also when the decision is published.")
