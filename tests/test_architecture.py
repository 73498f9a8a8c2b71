"""What import-linter cannot see: the door, whose rows are whose, and how actions look. Each check is proved below."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "parley"
ROOMS = (
    "people", "groups", "voices", "clients", "roadmap", "disclosure", "topics", "decisions", "meetings", "surveys",
    "trials", "exchange", "search", "notifications",
)  # fmt: skip
# Raw SQL and derived tables live here and nowhere else, each for the reason given.
RAW_SQL = {
    "clients/actions/streaming.py": "a million insights: executemany on SQLite, COPY on PostgreSQL",
    "roadmap/actions/streaming.py": "the links of as many",
    "commands/bench/bare.py": "what an import is measured against",
    "commands/bench/importing.py": "makes the databases it measures on",
    "commands/soak/publishing.py": "asks PostgreSQL whether what died is gone",
    "exchange/queries/writing_out.py": "one statement: an export on PostgreSQL reads as of one moment",
    "commands/bench/digests.py": "lets a hundred thousand things happen bare",
    "commands/bench/decided.py": "asks FTS5’s own BM25 beside ours",
    "commands/bench/said.py": "loads a million insights bare, and asks FTS5’s own BM25 beside ours",
    "groups/queries/__init__.py": "the viewer is made on every request, and the ORM takes 4 ms to build the union",
    "ledger/door.py": "the advisory lock of the chain",
    "project/tailing.py": "asks SQLite whether anything was written, which has no ORM",
    "project/sqlite/base.py": "gives Django its cursors",
    "prepared/finished.py": "asks and counts what a query built by the ORM finds",
    "surveys/actions/sweeping.py": "what was deleted goes from the disk as well; no ORM writes a table anew",
    "search/actions.py": "FTS5 and tsvector have no ORM",
    "search/queries/__init__.py": "FTS5 and tsvector have no ORM",
    "search/queries/said.py": "as above, and PostgreSQL’s own counts of words",
    "search/queries/decided.py": "as above",
}
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "core", "base", "misc", "manager", "service", "services"}
FORBIDDEN_ATTRIBUTES = {"_base_manager", "_default_manager", "save_base", "_raw_delete", "_insert", "_update"}
CLOCKS = {("timezone", "now"), ("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("time", "time")}


@cache
def sources() -> tuple[tuple[str, ast.Module], ...]:
    named = ((path.relative_to(SOURCE).as_posix(), path) for path in sorted(SOURCE.rglob("*.py")))
    return tuple((name, ast.parse(path.read_text())) for name, path in named if not name.startswith("migrations/"))


def room_of(name: str) -> str:
    return name.split("/", maxsplit=1)[0]


def kind_of(name: str) -> str:
    return name.split("/")[1].removesuffix(".py") if "/" in name else ""


@cache
def tables() -> dict[str, str]:
    """Give each table with the room that owns it."""
    found: dict[str, str] = {}
    for name, tree in sources():
        if kind_of(name) == "models":
            found |= {node.name: room_of(name) for node in tree.body if isinstance(node, ast.ClassDef)}
    return found


def base_of(node: ast.expr) -> str:
    """Give the name at the bottom of a chain such as Initiative.objects.filter."""
    while isinstance(node, (ast.Attribute, ast.Call)):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""


def faults_of(name: str, tree: ast.Module, owners: dict[str, str]) -> Iterator[str]:
    yield from row_faults(name, tree, owners)
    yield from raw_faults(name, tree)
    yield from clock_faults(name, tree)
    if kind_of(name) == "actions":
        yield from action_faults(name, tree)
    words = set(re.split(r"[/_.]", name))
    if words & NAMES_THAT_SAY_NOTHING and name != "project/sqlite/base.py":  # the name Django looks for
        yield f"{name}: a name that says nothing; name the file after what lives in it"
    if not ast.get_docstring(tree):
        yield f"{name}: open the module with one sentence that says what lives in it"


def row_faults(name: str, tree: ast.Module, owners: dict[str, str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Attribute) and node.attr == "objects"):
            continue
        table, room = base_of(node.value), room_of(name)
        if room == "ledger":
            continue
        if room not in ROOMS or kind_of(name) not in {"models", "queries", "actions"}:
            yield f"{name}:{node.lineno}: .objects belongs into queries and actions; ask the room’s queries"
        elif table in owners and owners[table] != room:
            yield f"{name}:{node.lineno}: {table} is a row of {owners[table]}; ask its queries or call its actions"


def raw_faults(name: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        if node.attr in FORBIDDEN_ATTRIBUTES:
            yield f"{name}:{node.lineno}: {node.attr} goes round the door; use the model’s own save or an action"
        if node.attr in {"execute", "executemany", "raw", "copy_expert", "cursor"} and name not in RAW_SQL:
            if node.attr == "raw" and base_of(node) not in tables():
                continue
            yield f"{name}:{node.lineno}: raw SQL; list the file in RAW_SQL with its reason, or use the ORM"


def clock_faults(name: str, tree: ast.Module) -> Iterator[str]:
    if room_of(name) not in ROOMS and room_of(name) not in {"kernel", "ledger"}:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = (base_of(node.func.value), node.func.attr)
            if called in CLOCKS:
                yield f"{name}:{node.lineno}: {'.'.join(called)} below the screens; take the moment as `at`"


def action_faults(name: str, tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        marks = {base_of(each) for each in node.decorator_list}
        where = f"{name}:{node.lineno}: {node.name}"
        if name in RAW_SQL:
            continue
        if not marks & {"action", "unsigned"}:
            yield f"{where}: mark it @action, or begin its name with _ if it is part of one"
        if node.args.args or node.args.posonlyargs:
            yield f"{where}: take every argument by its name (start with *)"
        if not {"actor", "at"} <= {each.arg for each in node.args.kwonlyargs}:
            yield f"{where}: take `actor` and `at`"


def test_the_source_keeps_to_the_house() -> None:
    owners = tables()
    faults = [fault for name, tree in sources() for fault in faults_of(name, tree, owners)]
    assert not faults, "\n" + "\n".join(faults)


def test_every_event_kind_is_told_by_one_class() -> None:
    kinds: dict[str, str] = {}
    for name, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                for word in node.keywords:
                    if (
                        word.arg == "kind"
                        and isinstance(word.value, ast.Constant)
                        and isinstance(word.value.value, str)
                    ):
                        assert word.value.value not in kinds, f"{name}: {node.name} repeats {word.value.value}"
                        kinds[word.value.value] = node.name
    assert len(kinds) > 20


SABOTAGE = {
    "an undecorated action": ("people/actions.py", "def sneak(*, actor, at): ...", "mark it @action"),
    "a positional action": ("people/actions.py", "@action\ndef sneak(who, *, actor, at): ...", "by its name"),
    "an action without an actor": ("people/actions.py", "@action\ndef sneak(*, at): ...", "`actor` and `at`"),
    "another room's row": ("topics/queries.py", "def f(): return Initiative.objects.all()", "a row of roadmap"),
    "objects in a screen": ("screens/topics/views.py", "def f(): return Topic.objects.all()", "belongs into queries"),
    "a stray utils.py": ("topics/utils.py", "X = 1", "says nothing"),
    "going round save": ("topics/actions.py", "def _f(row): row.save_base()", "goes round the door"),
    "raw SQL": ("topics/queries.py", "def f(c): c.execute('UPDATE parley_entry')", "raw SQL"),
    "a clock below the screens": ("topics/rules.py", "def f(): return date.today()", "below the screens"),
}  # fmt: skip


@pytest.mark.parametrize("sabotage", SABOTAGE)
def test_sabotage_is_caught(sabotage: str) -> None:
    name, source, complaint = SABOTAGE[sabotage]
    faults = list(faults_of(name, ast.parse(f'"""A sentence."""\n{source}\n'), tables()))
    assert any(complaint in fault for fault in faults), faults
