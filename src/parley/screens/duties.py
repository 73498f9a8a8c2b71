"""What stages ask for, in the words of the reader’s language; what a company calls so itself stays as it is."""

from django.utils.translation import gettext as _

from parley.roadmap.terms.duties import DutyKind


def duty_words(what: str) -> str:
    """Give what a duty is called in a sentence, from the company’s own words or from the kind."""
    words = {
        DutyKind.INSIGHTS_FROM_REGIONS: _("insights from several regions"),
        DutyKind.OPTIONS_COMPARED: _("options compared with their trade-offs"),
        DutyKind.TRIAL_QUESTIONS: _("the questions of the trial"),
        DutyKind.TRIAL_OUTCOME: _("the outcome of the trial"),
        DutyKind.MARKET_PLAN: _("the go-to-market plan"),
        DutyKind.WORDS: _("words for clients"),
        DutyKind.ENABLEMENT: _("enablement of those who sell and support it"),
        DutyKind.SUPPORT_NOTES: _("notes for support"),
        DutyKind.LEGAL_REVIEW: _("the legal review"),
        DutyKind.OTHER: _("something else"),
    }
    return words[DutyKind(what)] if what in set(DutyKind) else what


def duty_heading(what: str) -> str:
    """Give the same as the beginning of a line."""
    words = duty_words(what)
    return words[:1].upper() + words[1:]
