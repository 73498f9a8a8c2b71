"""The catalogues: what is to be translated, what is translated, and how both are brought together.

`.venv/bin/python -m tests.languages.catalogues` finds new sentences, keeps what is translated, and compiles.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

SOURCE = Path(__file__).resolve().parents[2] / "src" / "parley"
TRANSLATED = {"de": "German", "ja": "Japanese"}
# What is said in mails, in calendar entries that are mailed or read at an address, and in files that are taken along.
SAID_IN = (
    "languages/*.py", "notifications/terms/verbs.py", "reactions/*.py", "roadmap/terms/duties.py",
    "screens/company/trying.py", "screens/decisions/audiences.py",
    "screens/decisions/docket_written.py", "screens/decisions/docketed.py", "screens/decisions/given.py",
    "screens/decisions/lent_words.py", "screens/decisions/shown.py", "screens/decisions/written.py",
    "screens/document_paper.py", "screens/groups/amounts.py", "screens/meetings/documents.py",
    "screens/meetings/feeding.py", "screens/paper.py", "screens/slides.py", "screens/today/feeding.py",
    "screens/today/reasons.py", "screens/today/waiting.py", "templates/mail/*.*",
)  # fmt: skip
KEYWORDS = {
    "_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "marked": ((1, "c"), 2),
}  # fmt: skip
AS_IN_PAGES = {"trim_blocks": "true", "lstrip_blocks": "true"}

Message = str | tuple[str, ...]


def catalogue(language: str) -> Path:
    """Give where the translations into a language lie."""
    return SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """Read what is translated into a language."""
    with catalogue(language).open("rb") as file:
        return read_po(file, locale=language)


def compiled(translated: Catalog) -> bytes:
    """Give a catalogue as gettext reads it."""
    out = BytesIO()
    write_mo(out, translated)
    return out.getvalue()


def to_translate() -> Catalog:
    """Find all sentences that are to be translated, in the order of their files."""
    found = Catalog()
    for file in sorted({file for pattern in SAID_IN for file in SOURCE.glob(pattern)}):
        for message, context in _sentences(file):
            found.add(message, context=context, locations=[(file.relative_to(SOURCE).as_posix(), 0)])
    return found


def _sentences(file: Path) -> Iterator[tuple[Message, str | None]]:
    if file.suffix == ".py":
        for _line, message, _comments, context in extract_from_file("python", file, keywords=KEYWORDS):
            yield _texts(message), context
        return
    with file.open("rb") as opened:
        for _line, _function, said, _comments in babel_extract(opened, ["_", "gettext", "ngettext"], [], AS_IN_PAGES):
            yield _texts(said), None


def _texts(said: str | tuple[str | None, ...] | None) -> Message:
    """Give a sentence, or its singular and plural: what is no text is a value."""
    one, *more = filter(None, said if isinstance(said, tuple) else (said,))
    return (one, *more) if more else one


def strings(message: object) -> tuple[str, ...]:
    """Give all forms of what a message says or is translated to."""
    return tuple(message) if isinstance(message, (tuple, list)) else (str(message),)


def renew(language: str) -> int:
    """Bring a catalogue up to date and compile it; how many sentences are not translated."""
    path = catalogue(language)
    kept = read(language) if path.exists() else Catalog(locale=language)
    first = kept.creation_date
    kept.update(to_translate(), no_fuzzy_matching=True)
    kept.obsolete.clear()
    kept.creation_date = kept.revision_date = first  # what is the same is written the same
    kept.project, kept.version, kept.fuzzy = "Parley", "", False
    kept.last_translator = kept.language_team = kept.msgid_bugs_address = ""
    kept.header_comment = f"# What Parley says by mail, in {TRANSLATED[language]}: see docs/translating.md."
    path.parent.mkdir(parents=True, exist_ok=True)
    out = BytesIO()
    write_po(out, kept, width=120, include_lineno=False)
    path.write_bytes(out.getvalue())
    path.with_suffix(".mo").write_bytes(compiled(kept))
    return sum(not all(strings(each.string)) for each in read(language) if each.id)


if __name__ == "__main__":
    for name in TRANSLATED:
        sys.stdout.write(f"{name}: {renew(name)} sentences are not translated yet.\n")
