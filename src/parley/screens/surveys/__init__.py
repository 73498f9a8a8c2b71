"""Surveys: what a respondent sees, from what is stored to taking one’s answers back."""
