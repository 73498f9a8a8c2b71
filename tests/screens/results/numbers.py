"""Every number that a page or a file of results shows, and every number that its frozen text allows."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from pptx import Presentation
from pypdf import PdfReader

NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
TAGS = re.compile(r"<svg.*?</svg>|<[^>]+>", re.DOTALL)
ADDRESS = re.compile(r"https?://\S+")
LEVEL = 95.0  # percent: of every interval there is, as the page explains
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def values_in(plain: Any) -> Iterator[float | str]:
    """Give every number and every text of a frozen text."""
    if isinstance(plain, dict):
        for each in plain.values():
            yield from values_in(each)
    elif isinstance(plain, list):
        for each in plain:
            yield from values_in(each)
    elif isinstance(plain, (str, int, float)) and not isinstance(plain, bool):
        yield plain


def exact(texts: list[str]) -> set[float]:
    """Give the numbers that stand in frozen texts as numbers."""
    return {float(each) for text in texts for each in values_in(json.loads(text)) if not isinstance(each, str)}


def said(texts: list[str]) -> set[float]:
    """Give the numbers that a sentence may say: those of the texts, also inside words, and shares in percent."""
    given = [each for text in texts for each in values_in(json.loads(text))]
    words = {float(n) for each in given if isinstance(each, str) for n in NUMBER.findall(each.replace("-", " "))}
    numbers = exact(texts)
    percent = {float(round(each * 100)) for each in numbers} | {round(each * 100, 1) for each in numbers}
    hidden: dict[tuple[str, str, str], int] = {}
    counts: set[float] = set()
    for each in (each for text in texts for each in json.loads(text).get("hidden", ())):
        cuts = "/".join(cut for cut, _value in each["cell"])
        for key in ((each["question"], cuts, each["why"]), (each["question"], cuts, "")):
            hidden[key] = hidden.get(key, 0) + 1
            counts.add(float(hidden[key]))
    percent |= {abs(each) for each in percent | numbers}
    return words | numbers | percent | counts | {LEVEL}


def numbers_of(text: str) -> set[float]:
    """Give the numbers of a text that somebody reads."""
    return {float(each) for each in NUMBER.findall(ADDRESS.sub(" ", text))}


def of_page(html: str) -> str:
    """Give what is read on a page between its frame’s head and foot; what is drawn says the same in words."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(TAGS.sub(" ", "<main" + main).split())


def of_pdf(content: bytes) -> str:
    """Give what is read in a PDF, but for the numbers of its pages."""
    pages = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(content)).pages)
    return re.sub(r"Page \d+ of \d+", " ", pages)


def of_slides(content: bytes) -> str:
    """Give what is read on slides, but for their own numbers."""
    shapes = (shape for slide in Presentation(io.BytesIO(content)).slides for shape in slide.shapes)
    return "\n".join(each.text_frame.text for each in shapes
                     if each.has_text_frame and each.placeholder_format.idx != 12)  # fmt: skip


def cells_of_csv(content: bytes) -> list[str]:
    """Give every cell of a CSV."""
    return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]


def cells_of_workbook(content: bytes) -> tuple[list[float], list[str], int]:
    """Give the numbers and the texts of all sheets, and how many cells hold a formula."""
    parts = zipfile.ZipFile(io.BytesIO(content))
    numbers, formulas = [], 0
    for name in parts.namelist():
        if name.startswith("xl/worksheets/sheet"):
            for cell in ET.fromstring(parts.read(name)).iter(f"{SHEET}c"):  # noqa: S314 - our own
                formulas += cell.find(f"{SHEET}f") is not None
                if cell.get("t") != "s" and (value := cell.find(f"{SHEET}v")) is not None:
                    numbers.append(float(value.text or "nan"))
    shared = ET.fromstring(parts.read("xl/sharedStrings.xml"))  # noqa: S314 - our own
    return numbers, ["".join(each.itertext()) for each in shared], formulas
