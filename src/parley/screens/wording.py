"""What a form says when something typed cannot be taken: sentences of ours for every kind of field.

Set on Django's fields themselves, once, before any form is made: so no form can forget it, and a field that knows
better still says so with `error_messages`.
"""

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

NO_NULLS = _("There is a character in it that cannot be kept. Write it again by hand.")
NUMBERS = {
    "required": _("Write a number."),
    "max_value": _("That is too much: at most %(limit_value)s."),
    "min_value": _("That is too little: at least %(limit_value)s."),
    "step_size": _("Only steps of %(limit_value)s are possible."),
}
ONE_OF_THESE = {
    "required": _("Choose one of these."),
    "invalid_choice": _("That cannot be chosen here, or no longer. Choose one of these."),
}
SOME_OF_THESE = {
    "required": _("Choose at least one."),
    "invalid_choice": _("One of these cannot be chosen here, or no longer. Choose again."),
    "invalid_list": _("What was chosen cannot be read. Choose again."),
}
WORDS: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("Write something here: it cannot stay empty.")},
    forms.CharField: {
        "max_length": _("That is %(show_value)d characters long. Write at most %(limit_value)d characters."),
        "min_length": _("That is %(show_value)d characters long. Write at least %(limit_value)d characters."),
    },
    forms.EmailField: {
        "required": _("Write an e-mail address, like ada@company.com."),
        "invalid": _("That is no e-mail address. Write one like ada@company.com."),
    },
    forms.IntegerField: NUMBERS | {"invalid": _("Write a whole number, like 14.")},
    forms.DecimalField: NUMBERS
    | {
        "invalid": _("Write a number, like 12.5."),
        "max_digits": _("That number has too many digits: at most %(max)s."),
        "max_decimal_places": _("Write at most %(max)s digits behind the point."),
        "max_whole_digits": _("Write at most %(max)s digits before the point."),
    },
    forms.DateField: {
        "required": _("Choose a day."),
        "invalid": _("That is no day Parley can read. Write it like 2027-03-15."),
    },
    forms.TimeField: {
        "required": _("Choose a time of day, like 14:30."),
        "invalid": _("That is no time of day. Write it like 14:30."),
    },
    forms.DateTimeField: {
        "required": _("Choose a day and a time."),
        "invalid": _("That is no day and time Parley can read. Write it like 2027-03-15 14:30."),
    },
    forms.FileField: {
        "required": _("Choose a file."),
        "invalid": _("The file did not arrive. Choose it once more."),
        "missing": _("The file did not arrive. Choose it once more."),
        "empty": _("The file is empty. Choose one with rows in it."),
        "max_length": _("The name of the file is too long: at most %(max)d characters."),
        "contradiction": _("Choose a file, or none, not both."),
    },
    forms.BooleanField: {"required": _("Tick this before you go on.")},
    forms.ChoiceField: ONE_OF_THESE,
    forms.ModelChoiceField: ONE_OF_THESE,
    forms.MultipleChoiceField: SOME_OF_THESE,
}


def speak() -> None:
    """Let every field made from now on speak these words."""
    for kind, words in WORDS.items():
        kind.default_error_messages = vars(kind).get("default_error_messages", {}) | words
    ProhibitNullCharactersValidator.message = NO_NULLS
