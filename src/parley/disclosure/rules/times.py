"""The times that words name, in English and German."""

import re

from parley.kernel.spans import Grain

MONTHS = (
    "jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|"
    "sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?"
)
ORDINAL = r"(?:st|nd|rd|th)?"
TIMES = (
    (Grain.DAY, rf"\b\d{{1,2}}(?:{ORDINAL}|\.)\s+(?:of\s+)?(?:{MONTHS})\b"),
    (Grain.DAY, rf"\b(?:{MONTHS})\.?\s+\d{{1,2}}{ORDINAL}\b(?!\d)"),
    (Grain.DAY, r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})\b"),
    (Grain.DAY, r"\b(?:today|tomorrow|next (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:this|next) week)\b"),
    (Grain.MONTH, rf"\b(?:{MONTHS})\.?\s+\d{{4}}\b|\b\d{{4}}-\d{{2}}\b(?!-)"),
    (Grain.MONTH, rf"\b(?:in|by|until|end of|im|bis)\s+(?:{MONTHS})\b|\b(?:this|next) month\b"),
    (Grain.QUARTER, r"\bq[1-4]\b|\b(?:first|second|third|fourth|this|next|last)\s+quarter\b|\b[1-4]\.\s*quartal\b"),
    (Grain.HALF, r"\bh[12]\s*\d{4}|\b(?:first|second)\s+half\b|\b[12]\.\s*halbjahr\b"),
    (Grain.YEAR, r"\b20\d\d\b|\b(?:this|next)\s+year\b"),
)


def finest_time_in(text: str) -> Grain | None:
    """Give the finest time a text names, in English or German; none when it names none that is recognised."""
    for grain, pattern in TIMES:
        if re.search(pattern, text, re.IGNORECASE):
            return grain
    return None
