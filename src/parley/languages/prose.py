"""What people write, as Markdown: the one place where it becomes HTML, cleaned of all that is not on a short list."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import nh3
from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

if TYPE_CHECKING:
    from parley.voices.queries.beside import Mentioned

ADDRESS = re.compile(r"https?://[^\s<>\x00-\x1f]*[^\s<>\x00-\x1f.,;:!?()\[\]{}*_~'\"]")
LEADS_TO = re.compile(r"(https?://|mailto:)\S", re.IGNORECASE)
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a"}
CLASSES = {"a": {"mention"}}


def prose(text: str, mentions: "Sequence[Mentioned]" = ()) -> Markup:
    """Give what somebody wrote as HTML: Markdown, with each line a line, and with links to whom it names.

    No HTML of theirs, no pictures from elsewhere, no headings; links lead to http, https and mailto alone.
    """
    return _prose(text, tuple(mentions))


@lru_cache(maxsize=500)
def _prose(text: str, mentions: "tuple[Mentioned, ...]") -> Markup:
    tokens = WRITTEN.parse(text, {})
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "p"
        elif token.type == "inline":
            token.children = list(_linked(token.children or [], mentions))
    html = WRITTEN.renderer.render(tokens, WRITTEN.options, {})
    return Markup(  # noqa: S704 - cleaned here, and nowhere else
        nh3.clean(
            html,
            tags=TAGS,
            clean_content_tags={"script", "style"},
            attributes={"a": {"href"}, "ol": {"start"}, "*": set()},
            allowed_classes=CLASSES,
            url_schemes={"http", "https", "mailto"},
            link_rel="nofollow noopener",
        )
    )


def _linked(tokens: Sequence[Token], mentions: "Sequence[Mentioned]") -> Iterator[Token]:
    """Make links of pictures, of addresses that stand in the text, and of whom it names."""
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type in {"link_open", "link_close"} else 0
        if token.type == "image":
            named = token.content or str(token.attrGet("src") or "")
            yield from _text(named) if depth else _link(str(token.attrGet("src") or ""), named)
        elif token.type == "text" and not depth:
            yield from _found(token.content, mentions)
        else:
            yield token


def _found(text: str, mentions: "Sequence[Mentioned]") -> Iterator[Token]:
    named = {f"@{each.written}": each for each in mentions}
    words = sorted(map(re.escape, named), key=len, reverse=True)
    wanted = re.compile("|".join([rf"(?<![\w@./])(?:{'|'.join(words)})(?!\w)"] * bool(words) + [ADDRESS.pattern]))
    at = 0
    for each in wanted.finditer(text):
        yield from _text(text[at : each.start()])
        at = each.end()
        who = named.get(each[0])
        if who is None:
            yield from _link(each[0], each[0])
        elif who.area:
            yield from _link(reverse("group", args=[who.area]), f"@{who.name}", "mention")
        else:
            yield from _link(reverse("person", args=[who.person]), f"@{who.name}", "mention")
    yield from _text(text[at:])


def _text(text: str) -> Iterator[Token]:
    if text:
        yield Token("text", "", 0, content=text)


def _link(href: str, text: str, class_: str = "") -> Iterator[Token]:
    attributes: dict[str, Any] = {"href": href} | ({"class": class_} if class_ else {})
    yield Token("link_open", "a", 1, attrs=attributes)
    yield from _text(text)
    yield Token("link_close", "a", -1)


def _leads_somewhere(address: str) -> bool:
    return LEADS_TO.match(address.strip()) is not None


def _written() -> MarkdownIt:
    """Read CommonMark without HTML, and what was typed as plain text as it was: lines, indents and signs stay."""
    made = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 12})
    made.disable(["code", "lheading", "entity", "html_block", "html_inline", "reference"])
    made.validateLink = _leads_somewhere  # type: ignore[method-assign,assignment]  # as it says to
    return made


WRITTEN = _written()
