"""The words of a mail that has only HTML, as lines: what it quotes is marked as quoted, and nothing of it is run."""

from html.parser import HTMLParser

UNSEEN = {"script", "style", "head", "title", "template", "noscript", "svg", "math", "object", "iframe"}
BLOCKS = {
    "p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "section",
    "article", "header", "footer", "address", "dl", "dt", "dd", "center",
}  # fmt: skip
SPACED = {"p", "ul", "ol", "table", "h1", "h2", "h3", "h4", "blockquote", "pre"}  # an empty line stands around them
DEEPEST = 50  # marks before one line
LONGEST_TAG = 5_000  # characters; those that Outlook writes have a few hundred


class _Reading(HTMLParser):
    """Collects the lines of a page as it is read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line: list[str] = []
        self.depth = 0  # of quotes
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or a part that nobody sees."""
        del attrs
        if tag in UNSEEN:
            self.unseen += 1
        elif tag == "br":
            self.end_line()
        elif tag == "hr":
            self.end_block()
            self.line.append("_" * 20)
            self.end_line()
        elif tag in BLOCKS:
            self.end_block(spaced=tag in SPACED)
            self.depth += tag == "blockquote"
            if tag == "li":
                self.line.append("- ")

    def handle_endtag(self, tag: str) -> None:
        """End a line, or a part that nobody sees."""
        if tag in UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in BLOCKS:
            self.end_block(spaced=tag in SPACED)
            self.depth -= tag == "blockquote" and self.depth > 0

    def handle_data(self, data: str) -> None:
        """Take words in: spaces and ends of lines are one space."""
        if self.unseen:
            return
        words = " ".join(data.split())
        begun = bool(self.line) and not self.line[-1].endswith(" ")
        if words:
            self.line.append(
                (" " if data[:1].isspace() and begun else "") + words + (" " if data[-1:].isspace() else "")
            )
        elif begun and data:
            self.line.append(" ")

    def end_block(self, *, spaced: bool = False) -> None:
        """End the line if it says anything, with an empty one below where there is to be one."""
        if "".join(self.line).strip():
            self.end_line()
        self.line = []
        if spaced and self.lines and self.lines[-1].strip("> "):
            self.lines.append(self._marked(""))

    def end_line(self) -> None:
        """Write the line down."""
        self.lines.append(self._marked("".join(self.line).strip()))
        self.line = []

    def _marked(self, line: str) -> str:
        return ("> " * min(self.depth, DEEPEST) + line).rstrip() if self.depth else line


def plain_of(html: str) -> str:
    """Give the words of a page as lines. What is broken is read as far as it can be."""
    reading = _Reading()
    reading.feed(_with_ends(_without_declarations(html)))
    reading.close()
    reading.end_block()
    return "\n".join(reading.lines)


def _without_declarations(html: str) -> str:
    """Leave out comments and the like, at which the library looks again and again where they have no end."""
    kept, at = [], 0
    while (begun := html.find("<!", at)) >= 0:
        kept.append(html[at:begun])
        closing = "-->" if html.startswith("<!--", begun) else ">"
        end = html.find(closing, begun)
        if end < 0:
            return "".join(kept)
        at = end + len(closing)
    return "".join([*kept, html[at:]])


def _with_ends(html: str) -> str:
    """Write as a letter each < whose tag does not end soon: the library would look for its end at every one of them."""
    kept, at, end = [], 0, -1
    while (begun := html.find("<", at)) >= 0:
        if end < begun:
            end = html.find(">", begun)
        if end < 0:
            break
        kept.append(html[at:begun])
        kept.append("<" if end - begun <= LONGEST_TAG else "&lt;")
        at = begun + 1
    return "".join([*kept, html[at:].replace("<", "&lt;") if end < 0 else html[at:]])
