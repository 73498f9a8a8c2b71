"""The form by which somebody is asked to run a meeting."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from parley.people.models import Person


class AskToRunForm(forms.Form):
    """Whom to ask: the group's facilitators first, then everybody else in it; and for which meeting in return."""

    person = forms.TypedChoiceField(
        label=_("Whom to ask"),
        coerce=int,
        error_messages={"invalid_choice": _("That person is not on the list. Choose again.")},
    )
    in_return = forms.TypedChoiceField(
        label=_("In exchange for"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Only a meeting of whoever you ask. Without one, the rule evens it out."),
        error_messages={"invalid_choice": _("That meeting is not on the list. Choose again.")},
    )

    def __init__(
        self,
        *args: Any,
        facilitating: "Iterable[Person]",
        standing_in: "Iterable[Person]",
        exchanges: Iterable[tuple[int, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        parts = (
            (_("Facilitators"), [(each.pk, each.name) for each in facilitating]),
            (_("A substitute, with a facilitator’s rights for this meeting alone"),
             [(each.pk, each.name) for each in standing_in]),
        )  # fmt: skip
        fields: Any = self.fields
        fields["person"].choices = [("", _("Choose somebody")), *((label, some) for label, some in parts if some)]
        offered = list(exchanges)
        fields["in_return"].choices = [("", _("nothing")), *offered]
        if not offered:
            del self.fields["in_return"]
