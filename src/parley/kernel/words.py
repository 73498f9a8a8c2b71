"""Words as people type them: folded, so that case, accents and widths do not keep two spellings apart."""

import unicodedata


def folded(text: str) -> str:
    """Give a text without case, accents, widths and doubled spaces: “Böhm  & CO” and “bohm & co” are one.

    Marks of other scripts stay: ガ and カ are two sounds.
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(each for each in apart if not "\u0300" <= each <= "\u036f")
    return " ".join(unicodedata.normalize("NFKC", plain).casefold().split())


def shortened(text: str, longest: int = 80) -> str:
    """Give the beginning of a text on one line, cut between words at `longest` characters, with a mark where it was."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut).rstrip(" ,.;:") + "…"
