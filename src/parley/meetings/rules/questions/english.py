"""Whether a text is English: by its small words, beside those of its neighbours; when in doubt it is not."""

import re

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SMALL_WORDS = (
    "a about after agree all an and any anything are aren't as at be been before but by can can't could did "
    "didn't do does doesn't don't enough everything for from get had has have haven't how i if in is isn't it its "
    "it's just like many may me might more most much my need no not nothing of on or our out please right should "
    "shouldn't so some something tell than that that's the their them then there these they think this those to "
    "too up us use used very was we were what what's when where which who why will with without won't would "
    "wouldn't you your yours me he she his her him walk describe other today time"
)
ENGLISH = frozenset(SMALL_WORDS.split())
OTHERS = {
    "de": "der die das den dem ein eine einen einer ist sind war nicht auch dass und oder aber wie was wer wo warum "
    "welche welcher wann ihr ihre eure euer sie ich du er es wir mit von zu zum zur im auf für über wenn würde würden "
    "würdest hat haben kann können wird werden soll sollte noch schon mehr sich finden denken kunden",
    "fr": "le la les un une des du de et ou est sont que qui quoi où comment pourquoi vous nous ils elles je tu il "
    "elle ne pas plus pour par avec sur dans ce cette ces vos votre nos notre qu est-ce quel quelle quelles à au aux",
    "es": "el la los las un una unos de del y o es son que qué quién cómo dónde cuándo por para con sin no su sus "
    "tu usted ustedes se en más pero muy esta este esto crees cree nueva nuevo clientes",
    "it": "il lo la gli le un una di del della e o è sono che chi come dove quando perché per con non si in più ma "
    "questo questa vostri clienti tuo suo pensi nuovo nuova sia",
    "nl": "de het een en of is zijn niet dat die wat wie hoe waar waarom wanneer jij je u wij ze met van voor op in "
    "te ook als zou kan klanten vind vindt nieuwe beter",
    "pt": "o a os as um uma de do da e ou é são que quem como onde quando por para com não se em mais mas você seu sua",
    "sv": "och eller är inte det den att en ett vad vem hur var varför när du ni vi de med av för på som",
    "pl": "i lub jest są nie to że co kto jak gdzie kiedy dlaczego czy w z na do się dla po",
}
FOREIGN = {name: frozenset(words.split()) for name, words in OTHERS.items()}


def is_english(text: str) -> bool:
    """Whether the coach may read a text: a fifth of its words are small English ones, and no other has more."""
    words = [word.replace("’", "'") for word in WORD.findall(text.lower())]
    if not words or any(word[0] > "ʯ" for word in words):  # beyond the Latin alphabet
        return False
    ours = sum(word in ENGLISH for word in words)
    theirs = max(sum(word in known for word in words) for known in FOREIGN.values())
    return ours * 5 >= len(words) and ours > theirs
