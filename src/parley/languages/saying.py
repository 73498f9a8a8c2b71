"""What is marked among the terms, said in the language of whoever reads it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext


def said(context: str, words: Mapping[Any, str], key: str) -> str:
    """Say one of the words that are marked with a context; what is none of them is somebody’s own and stays so."""
    return pgettext(context, words[key]) if key in words else key
