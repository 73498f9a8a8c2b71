"""What a why must say, and which reasons say nothing (PRODUCT.md, rule 1)."""

import re

from parley.kernel.refusals import Refusals, Refused
from parley.kernel.words import folded
from parley.roadmap.terms import Why

LONGEST_REASON = 20_000  # characters of one part of a why, or of a reason
LEAST_SAID = 10  # letters of a sentence that says something; a Chinese, Japanese or Korean one counts as two
PHRASES = frozenset(
    folded(each)
    for each in (
        "because I say so", "because I said so", "because we say so", "it is what it is", "see above", "as discussed",
        "as discussed in the meeting", "will be discussed", "we will look into it", "we'll look into it", "no comment",
        "not a priority", "to be determined", "answered in the meeting", "will follow up", "thanks for the input",
        "thank you for your input", "makes sense", "just testing", "only testing", "this is a test",
    )
)  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


STRATEGY = _words("strategic strategical strategically strategy strategies vision northstar north star")
LEADERSHIP = _words(
    "leadership leaders leader management managers manager executives executive execs exec ceo cto cpo cfo coo cmo cxo"
    " board boss bosses vp svp evp director directors founder founders level stakeholders stakeholder headquarters hq"
    " wants want wanted asks ask asked said says say told decided decides decision demands demand demanded requested"
    " requests requires require required insists insist mandated mandate"
)
PLACEHOLDERS = _words(
    "tbd tbc todo na n none nothing unknown pending placeholder later xxx various misc etc"
    " test tests testing ok okay yes no fine done asdf qwerty foo bar baz lorem ipsum dolor sit amet"
)
FILLERS = _words(
    "a an the this that it its is are was be been being we our us they their them he she his her you your i my and or"
    " of for to in on at by as with from because so very really quite just also too most more much all any every do"
    " does did done must should shall will would can could may might have has had need needs needed important"
    " importance priority priorities prioritised prioritized critical crucial key core essential vital urgent top high"
    " highest big huge good great nice new why reason reasons purposes purpose business value initiative project item"
    " topic work thing things now soon here there what which who aligned alignment aligns align fit fits goal goals"
    " objective objectives okr okrs roadmap company"
)
SAYS_NOTHING = STRATEGY | LEADERSHIP | PLACEHOLDERS | FILLERS
PARTS = {  # of a why, beside its problem: the words that say nothing just there, and what to write instead
    "who_benefits": (
        _words("everyone everybody anyone anybody someone somebody people person many several others world whole"),
        "This names nobody in particular. Write who benefits: which clients or colleagues, and where.",
    ),
    "budget": (
        _words("budget budgets budgeted money cost costs some enough little lot lots"),
        "This does not say what it costs. Write a sum, or who works on it for how long: “two teams for two quarters”.",
    ),
    "expected_return": (
        _words("return returns roi benefit benefits better money lot lots some expected positive"),
        "This does not say what it brings. Write what changes and by how much: “€6m to €9m a year”, “GDPR fine”.",
    ),
    "return_basis": (
        _words(
            "based basis guess guesses guessed guesswork gut feel feeling feelings hunch intuition experience expert"
        ),
        "This does not say what the return is based on. Write which figures, and from whom: “12 insights, 4 clients”.",
    ),
    "instead": (
        _words("instead other others some something anything else lot lots"),
        "This does not say what is given up for it. Write what waits, and for how long.",
    ),
}


def missing_of(why: Why | None, *, title: str) -> tuple[str, ...]:
    """Name the parts of a why that are missing, as they are said in a sentence; none when it is complete."""
    given = why or Why()
    missing = {
        "the problem it solves": _says_nothing(given.because, title),
        "who benefits": empty_part("who_benefits", given.who_benefits),
        "the budget": not given.budget_sum and empty_part("budget", given.budget),
        "the expected return": empty_part("expected_return", given.expected_return),
        "what that return is based on": empty_part("return_basis", given.return_basis),
        "what will not be done instead": empty_part("instead", given.instead),
    }
    return tuple(name for name, says_nothing in missing.items() if says_nothing)


def is_complete(why: Why | None, *, title: str) -> bool:
    """Whether a why says everything that rule 1 asks for."""
    return not missing_of(why, title=title)


def must_be_complete(why: Why | None, *, title: str) -> None:
    """Raise Refused with what is missing unless the why is complete."""
    if missing := missing_of(why, title=title):
        raise Refused(
            f"Nobody beyond the product team sees an initiative without a complete why. Still missing: "
            f"{listed(missing)}. Write it first.",
            field="audience",
        )


def must_stay_complete(why: Why, *, title: str) -> None:
    """Raise Refused with what went missing, for a why that others than the product team read."""
    if missing := missing_of(why, title=title):
        raise Refused(
            f"Others than the product team read this why, so it stays complete. Missing now: {listed(missing)}. "
            "Write it, or show the initiative to its product team only."
        )


def must_be_written(why: Why, *, title: str) -> Why:
    """Give back a why, trimmed. It may be incomplete, but what is written of it says something.

    Raises Refusals for every part that is too long or says nothing.
    """
    wrong: list[Refused] = []
    clean = {}
    for name in ("because", "who_benefits", "budget", "expected_return", "return_basis", "instead"):
        clean[name] = getattr(why, name).replace("\r\n", "\n").strip()
        if len(clean[name]) > LONGEST_REASON or "\0" in clean[name]:
            wrong.append(
                Refused(f"Write at most {LONGEST_REASON:,} characters here, as plain text. Link the rest.", field=name)
            )
        elif name in PARTS and clean[name] and (sentence := empty_part(name, clean[name])):
            wrong.append(Refused(sentence, field=name))
    if (
        clean["because"]
        and "because" not in {each.field for each in wrong}
        and (sentence := empty_reason(clean["because"], title=title))
    ):
        wrong.append(Refused(f"{sentence} Say which problem it solves, for whom, and how you know.", field="because"))
    if why.budget_sum and why.budget_sum.amount < 0:
        wrong.append(Refused("A budget is zero or more. Write what it costs.", field="budget_amount"))
    if wrong:
        raise Refusals(wrong)
    return Why(**clean, budget_sum=why.budget_sum)


def must_be_a_reason(text: str, *, title: str, say: str, field: str = "reason") -> str:
    """Give back a reason, trimmed. `say` tells what a good one says: “what was learned”.

    Raises Refused when it is empty, too long, only says “strategic” or “leadership wants it”, or repeats the title.
    """
    clean = text.replace("\r\n", "\n").strip()
    if not clean:
        raise Refused(f"A change needs its reason. Say {say}.", field=field)
    if len(clean) > LONGEST_REASON or "\0" in clean:
        raise Refused(f"Write at most {LONGEST_REASON:,} characters here, as plain text. Link the rest.", field=field)
    if sentence := empty_reason(clean, title=title):
        raise Refused(f"{sentence} Say {say}.", field=field)
    return clean


def empty_reason(text: str, *, title: str) -> str:
    """Say why a text is no reason, in one sentence; nothing when it may be one.

    None is one that is made of empty words, repeats the title, is a phrase, or has fewer than 10 letters.
    """
    words = _words(text)
    if not _says_nothing(text, title):
        thin = letters_in(text) < LEAST_SAID or folded(text).strip(" .!") in PHRASES
        return "This does not say why to somebody who was not there." if thin else ""
    if words & STRATEGY:
        return "“Strategic” alone does not say why."
    if words & LEADERSHIP:
        return "That leadership wants it does not say why: they saw a problem too."
    if (rest := words - FILLERS) and rest <= _words(title):
        return "This repeats the title and does not say why."
    return "This does not say why yet."


def empty_part(name: str, text: str) -> str:
    """Say what to write in a part of a why beside its problem; nothing when it says something, however short.

    “GDPR fine” does; “everyone”, “x” and “as discussed” do not.
    """
    nothing, sentence = PARTS[name]
    letters = {each for each in text.casefold() if each.isalnum()}
    one_letter = len(letters) == 1 and "a" <= min(letters) <= "z"
    empty = one_letter or folded(text).strip(" .!") in PHRASES or not _words(text) - SAYS_NOTHING - nothing
    return sentence if empty else ""


def letters_in(text: str) -> int:
    """Count the letters and digits of a text; a Chinese, Japanese or Korean one says as much as two."""
    return sum(2 if ord(each) >= 0x2E80 else 1 for each in text if each.isalnum())


def listed(names: tuple[str, ...]) -> str:
    """Join names as in a sentence: a, b and c."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _says_nothing(text: str, title: str = "") -> bool:
    return not _words(text) - SAYS_NOTHING - _words(title)
