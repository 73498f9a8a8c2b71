"""Whatever is wrong with the form of a file, a sentence names the line and what to do."""

from collections.abc import Iterator
from io import BytesIO

import pytest

from parley.exchange.rules.reading import LONGEST_LINE, Bad, Cells, header_of, rows_of
from parley.kernel.refusals import Refused


def read(content: bytes, separator: str = ",") -> list[Cells | Bad]:
    return list(rows_of(BytesIO(content), separator=separator))


def sentences(content: bytes) -> str:
    return " ".join(f"{row.line}: {row.sentence}" for row in read(content) if isinstance(row, Bad))


def test_rows_know_the_line_on_which_they_begin() -> None:
    rows = read(b'a,b\n1,"two\nlines"\n\n3,4\n')
    assert [row.line for row in rows] == [1, 2, 5]
    assert isinstance(rows[1], Cells)
    assert rows[1].cells == ("1", "two\nlines")


def test_a_byte_order_mark_is_passed_over() -> None:
    assert isinstance(row := read(b"\xef\xbb\xbfkey,name\n")[0], Cells)
    assert row.cells == ("key", "name")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named(encoding: str) -> None:
    with pytest.raises(Refused, match=r"UTF-16.*Save it as CSV in UTF-8"):
        read("key,name\nnoor,Noor\n".encode(encoding))


def test_a_spreadsheet_file_is_named() -> None:
    with pytest.raises(Refused, match="a spreadsheet file"):
        read(b"PK\x03\x04xl/workbook.xml")


def test_latin_1_is_named_with_its_byte() -> None:
    said = sentences("key,name\nnoor,Noor\njürgen,J\n".encode("latin-1"))
    assert said.startswith("3: Byte 2 of this line (0xfc, “ü” in Latin-1) is not UTF-8")


def test_a_nul_byte_is_named() -> None:
    assert sentences(b"key,name\nnoor,No\0or\n").startswith("2: This line holds a NUL byte")


def test_a_quote_that_never_closes_is_named_where_it_opens() -> None:
    assert sentences(b'a,b\n1,"two\nthree\n').startswith("2: A quote is opened here and never closed")


def test_text_after_a_closing_quote_is_named() -> None:
    assert "After a closing quote" in sentences(b'a,b\n"one"two,3\n')


def test_a_cell_above_a_megabyte_is_named() -> None:
    assert "A cell is longer than 1 MB" in sentences(b"a,b\n1," + b"x" * (1024 * 1024 + 1) + b"\n2,3\n")


class Endless(BytesIO):
    """A line of 100 MB, which remembers the most that was asked for at once."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: Iterator[bytes] = iter([b"a,b\n", *[b"x" * 1024 * 1024] * 100, b"\n", b"1,2\n"])
        self.left = b""
        self.most = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        assert size is not None, "a line was read without a limit"
        self.most = max(self.most, size)
        while len(self.left) < size and b"\n" not in self.left:
            piece = next(self.pieces, b"")
            if not piece:
                break
            self.left += piece
        end = min(size, self.left.find(b"\n") + 1 or size)
        line, self.left = self.left[:end], self.left[end:]
        return line


def test_a_line_of_100_mb_is_named_and_never_held_as_a_whole() -> None:
    file = Endless()
    rows = list(rows_of(file))
    assert [row.line for row in rows] == [1, 2, 3]
    assert isinstance(rows[1], Bad)
    assert "longer than 8 MB" in rows[1].sentence
    assert isinstance(rows[2], Cells)
    assert file.most <= LONGEST_LINE + 1


def test_headers_are_folded() -> None:
    assert header_of(Cells(1, ("Time Zone", " E-Mail ")), separator=",") == ("time_zone", "e_mail")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("name", "Name"), "“name” is the name of columns 1 and 2"),
        (("name", " "), "Column 2 of the header has no name"),
        (("key;name",), 'separator = ";"'),
        (("key\tname",), r'separator = "\t"'),
    ],
)
def test_a_header_that_cannot_be_used_is_refused(cells: tuple[str, ...], said: str) -> None:
    with pytest.raises(Refused) as refused:
        header_of(Cells(1, cells), separator=",")
    assert said in refused.value.sentence


def test_another_separator_can_be_named() -> None:
    assert isinstance(row := read(b"a;b\n", ";")[0], Cells)
    assert row.cells == ("a", "b")
