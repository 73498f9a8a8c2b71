"""Which side speakers take: as a file says, or by their function where they are named by it alone."""

import csv
from collections.abc import Iterable

from parley.kernel.refusals import Refused
from parley.kernel.words import folded
from parley.people.terms import Side

FUNCTIONS = {
    Side.PRODUCT: "product manager, project manager, product management, product operations, product, design, "
    "designer, industrial designer, industrial design, user interface, user interface designer, user experience, "
    "ux designer, engineering, engineer, developer",
    Side.BUSINESS: "marketing, marketing expert, product marketing, sales, legal, support, client services, "
    "account management, account manager, customer success, customer support",
    Side.NEITHER: "executive, executives",
}
BY_FUNCTION = {word: side for side, words in FUNCTIONS.items() for word in words.split(", ")}
HEADERS = {"name", "speaker", "person"}


def sides_by_function(speakers: Iterable[str]) -> dict[str, Side]:
    """Give the sides of those speakers who are named by their function alone."""
    return {speaker: BY_FUNCTION[speaker] for speaker in speakers if speaker in BY_FUNCTION}


def sides_of_file(text: str, name: str) -> dict[str, Side]:
    """Read who takes which side: `name,side` on each line. Raises Refused with the line that says neither."""
    found: dict[str, Side] = {}
    reader = csv.reader(text.removeprefix("\N{BYTE ORDER MARK}").splitlines())
    for cells in reader:
        row = [cell.strip() for cell in cells]
        if not any(row) or (reader.line_num == 1 and folded(row[0]) in HEADERS):
            continue
        side = folded(row[1]) if len(row) == 2 else ""
        if side not in set(Side) or not row[0]:
            raise Refused(f"{name}, line {reader.line_num}: write a name, a comma, and product, business or neither.")
        found[folded(row[0])] = Side(side)
    return found
