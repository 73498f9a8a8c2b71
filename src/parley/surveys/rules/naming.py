"""What in somebody’s own words names a person or a client, so that the writer sees it before it is sent (R11)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parley.kernel.words import folded, names_in

MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
HANDLE = re.compile(r"(?<![\w.+-])@[\w][\w.-]*[\w]")
WORD = re.compile(r"[\w’'&.-]*\w")
LONGEST_NAME = 3  # words
SHORTEST_GIVEN = 3  # letters, below which a given name alone is no name in a text
# Given names that are words too: alone they are names only where a sentence does not begin with them.
WORDS_TOO = frozenset(
    {
        *("art", "bill", "chance", "dawn", "faith", "frank", "grace", "grant", "hope", "joy", "june", "mark", "may"),
        *("page", "pat", "rich", "rob", "rose", "sky", "sue", "will"),
    }
)


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of one to three words of a text, as names may be looked up among: as typed, and folded."""

    as_typed: tuple[str, ...]
    plain: tuple[str, ...]


def runs_of(text: str) -> Runs:
    """Give the runs of words with which a name could be meant; single words only where they begin with a capital."""
    typed: dict[str, None] = {}
    for part in re.split(r"[,;:!?()\"“”\n]|\.\s", text):
        words = WORD.findall(part)
        for length in range(1, LONGEST_NAME + 1):
            for first in range(len(words) - length + 1):
                run = " ".join(words[first : first + length])
                if length > 1 or not run[:1].islower():
                    typed.setdefault(run.removesuffix("’s").removesuffix("'s"))
    spelled = dict.fromkeys([*typed, *(each.title() for each in typed if " " in each)])
    return Runs(tuple(spelled), tuple(dict.fromkeys(folded(each) for each in typed)))


def addresses_in(text: str) -> list[str]:
    """Give the mail addresses and @handles of a text, each once, in its order."""
    mails = MAIL.findall(text)
    return list(dict.fromkeys([*mails, *HANDLE.findall(MAIL.sub(" ", text))]))


def called_in(text: str, names: Iterable[str]) -> list[str]:
    """Give which of some people’s names a text holds, whole or by a given or a family name alone."""
    return [each for each in names if names_in(text, [each]) or any(_is_called(text, part) for part in each.split())]


def _is_called(text: str, part: str) -> bool:
    if not part.isascii() and not part[:1].isupper():
        return len(part) > 1 and part in text  # where words have no spaces between them
    plain, said = re.escape(folded(part)), folded(text)
    if len(part) < SHORTEST_GIVEN or not re.search(rf"(?<!\w){plain}(?!\w)", said):
        return False
    if folded(part) not in WORDS_TOO:
        return True
    return any(text[: found.start()].rstrip()[-1:] not in {"", ".", "!", "?"}
               for found in re.finditer(rf"(?<!\w){re.escape(part.capitalize())}(?!\w)", text))  # fmt: skip


def listed(names: Sequence[str]) -> list[str]:
    """Give each name once, and none that is a part of another that is listed."""
    once = {each: f" {folded(each)} " for each in names}
    return [name for name, words in once.items() if not any(words in more and words != more for more in once.values())]
