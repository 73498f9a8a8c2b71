"""What people write becomes HTML in one place: Markdown, and nothing that runs, calls, or looks like the page."""

import re
from html import unescape
from html.parser import HTMLParser
from itertools import product
from time import perf_counter

import pytest

from parley.languages.prose import TAGS, prose
from parley.voices.queries.beside import Mentioned

CODE = "alert(1)"
RAW = (
    "<script>{}</script>", "<ScRiPt>{}</sCrIpT>", "<img src=x onerror={}>", "<svg onload={}>", "<svg/onload={}>",
    "<body onload={}>", "<iframe src=javascript:{}>", "<object data=javascript:{}>", "<embed src=javascript:{}>",
    "<a href=javascript:{}>x</a>", "<math><mi xlink:href=javascript:{}>x</mi></math>", "<details open ontoggle={}>",
    "<input autofocus onfocus={}>",
    "<form action=javascript:{}><button>x</button></form>", "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=javascript:{}>", "<link rel=stylesheet href=//evil.example>",
    "<style>@import '//evil.example';</style>", "<video><source onerror={}>", "<!--><img src=x onerror={}>-->",
    "<![CDATA[<script>{}</script>]]>", "<noscript><p title='</noscript><img src=x onerror={}>'>",
    "</div></article><script>{}</script>", "<template><script>{}</script></template>", "<x onclick={}>x</x>",
    '"><script>{}</script>', "'-{}-'", "{{{{constructor.constructor('{}')()}}}}", "<marquee onstart={}>",
    "<table background=javascript:{}>", "<xss style=animation-name:x onanimationstart={}>",
)  # fmt: skip
ADDRESSES = (
    "javascript:{}", "JaVaScRiPt:{}", "java\tscript:{}", "&#106;avascript:{}", "javascript&colon;{}", " javascript:{}",
    "\x01javascript:{}", "data:text/html,<script>{}</script>", "vbscript:{}", "//evil.example", "file:///etc/passwd",
    "/sign-out/", "javascript:{}//https://a.example", "%6Aavascript:{}", "blob:https://a.example/x", "view-source:x",
    'https://a.example/"onmouseover="{}', "https://a.example/' onclick='{}",
)  # fmt: skip
AROUND = ("[x]({})", "![x]({})", "<{}>", '[x]({} "t")')
PAYLOADS = [each.format(CODE) for each in RAW] + [
    around.format(address.format(CODE)) for around, address in product(AROUND, ADDRESSES)
]


class Read(HTMLParser):
    """Every element and attribute that a browser would make."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_comment(self, data: str) -> None:
        self.tags.add("!--")


def read(html: str) -> Read:
    found = Read()
    found.feed(html)
    found.close()
    return found


def test_there_are_a_hundred_payloads() -> None:
    assert len(set(PAYLOADS)) >= 100


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("around", ["{}", "> {}", "- {}", "# {}", "`a` {}", "@Ada {}"])
def test_nothing_runs_and_nothing_is_called(payload: str, around: str) -> None:
    found = read(prose(around.format(payload), (Mentioned("Ada", "Ada <b>", person=1),)))
    assert found.tags <= TAGS
    for name, value in found.attributes:
        assert name in {"href", "rel", "class", "start"}
        if name == "href":
            assert re.match(r"(https?://|mailto:|/people/1/$)", value), value
        if name == "rel":
            assert value == "nofollow noopener"
        if name == "class":
            assert value == "mention"


@pytest.mark.parametrize(
    "text",
    [
        "Does this help Tokyo?",
        "First line.\nSecond line.\n\nNew paragraph.",
        "5 < 6 && 7 > 3, &amp; is an ampersand",
        "    indented, as in a mail",
        "a_b_c and 2 * 3 * 4 and ~30%",
        "Title\n=====\nbelow it",
        "100% \"sure\" it’s 'fine'",
        "[1]: not a footnote",
    ],
)
def test_what_was_typed_as_plain_text_reads_the_same(text: str) -> None:
    html = prose(text)
    assert " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split()) == " ".join(text.split())
    assert html.count("<br>") + html.count("</p>") == len([line for line in text.split("\n") if line.strip()])


def test_markdown_is_shown_and_headings_are_none() -> None:
    html = prose("# Loud\n\n**bold** and *it*\n\n- one\n- two\n\n> said\n\n`code`")
    assert re.search(r"<h\d", html) is None
    for part in ("<p>Loud</p>", "<strong>bold</strong>", "<em>it</em>", "<li>one</li>", "<blockquote>", "<code>code<"):
        assert part in html


def test_links_and_pictures() -> None:
    rel = 'rel="nofollow noopener"'
    assert f'<a href="https://a.example/b" {rel}>here</a>' in prose("[here](https://a.example/b)")
    assert f'<a href="https://a.example/b_c" {rel}>https://a.example/b_c</a>.' in prose("See https://a.example/b_c.")
    assert f'<a href="https://a.example/x.png" {rel}>a plan</a>' in prose("![a plan](https://a.example/x.png)")
    assert "<img" not in prose("![a](https://a.example/x.png)")
    assert prose("[![a](https://a.example/x.png)](https://b.example)").count("<a ") == 1
    assert f'<a href="mailto:a@b.example" {rel}>' in prose("[mail](mailto:a@b.example)")


def test_whom_it_names_is_a_link_under_their_name_of_today() -> None:
    mentions = [Mentioned("Ada", "Ada King", person=7), Mentioned("Ada Lovelace", "Ada King", person=7),
                Mentioned("identity", "Identity", area="identity")]  # fmt: skip
    html = prose("@Ada Lovelace, @Ada, @Adam, x@Ada and @identity, `@Ada`", mentions)
    assert html.count('href="/people/7/"') == 2
    assert html.count(">@Ada King</a>") == 2
    assert 'href="/groups/identity/"' in html
    assert "@Adam" in html
    assert "<code>@Ada</code>" in html


@pytest.mark.parametrize(
    "text", ["[" * 10_000, "*a " * 3_300, "> " * 5_000, "`" * 10_000, "<" * 10_000, "![" * 5_000, "@Ada " * 2_000,
             "[a](" * 2_500, "_a_" * 3_300, "- " * 5_000, "https://a." * 1_000],
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    began = perf_counter()
    prose(text, (Mentioned("Ada", "Ada", person=1),))
    assert perf_counter() - began < 5, "on a machine that has much else to do"
