"""Who can read the reason of a decision: one sentence, wherever a page says it."""

from django.utils.translation import gettext_lazy as _

ONCE_PUBLISHED = _("Once it is published, the group, and whoever may see everything it weighs, can read the reason.")
