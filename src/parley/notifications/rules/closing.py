"""How people close a mail: a courtesy, and their name below it, where nothing says that a signature begins.

Left out only where it is certain: at the very end, a line that is such a courtesy and nothing else, with nothing below
it but its writer’s own name. What is said below that, as “PS: ...”, keeps all of it.
"""

import re
from unicodedata import normalize

LONGEST_CLOSING = 80  # characters of a line that may be one
MOST_NAMED = 2  # lines below it that name its writer: in two scripts, or first alone and then in full
WORD = re.compile(r"\w+")
SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})  # after `casefold`, which makes ss of ß

# As `_words` writes them. They say nothing but good-bye, whoever stands below them.
COURTESIES = frozenset({
    "regards", "best regards", "with best regards", "kind regards", "with kind regards", "kindest regards",
    "warm regards", "warmest regards", "many regards", "best wishes", "with best wishes", "all the best", "sincerely",
    "yours sincerely", "sincerely yours", "yours faithfully", "yours truly", "kind regards and thanks",
    "mit freundlichen gruessen", "mit freundlichem gruss", "mit besten gruessen", "mit herzlichen gruessen",
    "mit vielen gruessen", "freundliche gruesse", "viele gruesse", "beste gruesse", "liebe gruesse",
    "herzliche gruesse", "schoene gruesse", "sonnige gruesse", "gruesse", "gruss", "viele liebe gruesse", "mfg",
    "よろしくお願いします", "よろしくお願いいたします", "よろしくお願い致します", "宜しくお願いします",
    "宜しくお願いいたします", "宜しくお願い致します", "どうぞよろしくお願いします", "どうぞよろしくお願いいたします",
    "以上 よろしくお願いします", "以上 よろしくお願いいたします", "以上 よろしくお願い致します",
    "以上 宜しくお願いいたします", "以上 宜しくお願い致します", "敬具",
})  # fmt: skip
# These may be what somebody says, unless their name stands below or beside them.
PERHAPS = frozenset({
    "best", "thanks", "thanks a lot", "many thanks", "thank you", "thank you very much", "thanks and best regards",
    "thanks and regards", "cheers", "br", "danke", "vielen dank", "besten dank", "herzlichen dank",
    "vielen dank und viele gruesse", "danke und viele gruesse", "lg", "vg", "lieben gruss",
    "ありがとうございます", "ありがとうございました", "以上", "以上です",
})  # fmt: skip


def without_closing(lines: list[str], *, by: str) -> list[str]:
    """Leave out the courtesy with which a text ends, and below it the name of its writer `by`, if that is known.

    A text that is nothing else is given as it is: thanking may be all that somebody wants to say.
    """
    names, named, end = _names_of(by), 0, len(lines)
    while end:
        end -= 1
        line = lines[end].strip()
        if not line:
            continue
        words = _words(line)
        if not words or len(line) > LONGEST_CLOSING:
            return lines
        if set(words) <= names and named < MOST_NAMED:
            named += 1
        elif _closes(words, names, named=bool(named)) and any(each.strip() for each in lines[:end]):
            return lines[:end]
        else:
            return lines
    return lines


def _words(line: str) -> list[str]:
    """Give the words of a line as they are compared: in small letters, and without dots on them."""
    return WORD.findall(normalize("NFKC", line).casefold().translate(SPELT))


def is_named(line: str, by: str) -> bool:
    """Whether a line is somebody’s name and nothing else."""
    words = _words(line)
    return bool(words) and set(words) <= _names_of(by)


def _names_of(name: str) -> frozenset[str]:
    """Give how somebody may write their name: any of its words, its first letters, and all of it as one word."""
    words = _words(name)
    first = [each[0] for each in words]
    return frozenset([*words, *first, "".join(first), "".join(words)]) if words else frozenset()


def _closes(words: list[str], names: frozenset[str], *, named: bool) -> bool:
    """Whether a line is a courtesy, with nothing beside it but its writer’s name."""
    for n in range(len(words), 0, -1):
        said, beside = " ".join(words[:n]), words[n:]
        if set(beside) <= names and (said in COURTESIES or (said in PERHAPS and (named or beside))):
            return True
    return False
