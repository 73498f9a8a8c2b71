"""What pages are built from is written down with its inputs, and shown in every state on one page."""

import re
from pathlib import Path

import pytest

import parley

HOME = Path(parley.__file__).parent
TEMPLATES = HOME / "templates"
DOCUMENT = (HOME.parents[1] / "docs" / "parts.md").read_text()
SHOWN = "\n".join(path.read_text() for path in (TEMPLATES / "parts_page").glob("*.html"))
MACRO = re.compile(r"{%-? macro (\w+)(\(.*?\)) -?%}")
INSIDE = {"avatar": "person_line", "messages": "frame"}  # shown within another
OF_THE_FRAME = {"head.html", "icons.html", "places.html"}
PARTS = [
    (path.name, *found)
    for path in sorted((TEMPLATES / "parts").glob("*.html"))
    for found in MACRO.findall(path.read_text())
    if not found[0].startswith("_") and path.name not in OF_THE_FRAME
]


@pytest.mark.parametrize(("name", "macro", "inputs"), PARTS, ids=[part[1] for part in PARTS])
def test_each_part_is_written_down_with_its_inputs_and_shown(name, macro, inputs):
    assert f"{macro}{inputs}" in DOCUMENT
    assert macro in INSIDE or re.search(rf'"parts/{name}" import [^%]*\b{macro}\b', SHOWN)


@pytest.mark.django_db
def test_what_is_attached_is_shown_as_it_stands_and_refused(cast):
    html = cast.browser(cast.noor).get("/parts/").content.decode()
    assert '<img src="/static/img/favicon' in html
    assert "PDF, 3 pages, 0.8 MB" in html
    assert html.count("holds no picture") == 1
