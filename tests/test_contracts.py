"""The import contracts, each proved by breaking it once in a copy of the source."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1]
SABOTAGE = {
    "Django in rules": ("topics/rules.py", "import django.db", "know nothing of Django"),
    "a lower room importing a higher one": ("people/queries.py", "import parley.topics.terms", "A floor leans only"),
    "a screen importing a table": ("screens/topics/views.py", "import parley.topics.models", "know the tables"),
    "a screen holding the door": ("screens/topics/views.py", "import parley.ledger.door", "know the tables"),
    "a stray utils.py in a room": ("topics/utils.py", '"""Bits and pieces."""', "and no other file"),
    "a query that changes something": ("topics/queries.py", "import parley.topics.actions", "Only actions change"),
    "a stray package": ("plumbing/__init__.py", '"""Pipes."""', "A floor leans only"),
}  # fmt: skip


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the source, so that it can be broken."""
    folder = tmp_path_factory.mktemp("broken")
    shutil.copy(HOME / "pyproject.toml", folder)
    shutil.copytree(HOME / "src" / "parley", folder / "parley", ignore=shutil.ignore_patterns("__pycache__", "static"))
    return folder


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "lint-imports"
    # The copy must be found before the installed package.
    environment = {"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        [program, "--no-cache"], cwd=folder, env=environment, text=True, capture_output=True, check=False
    )


def test_the_source_keeps_its_contracts(copy: Path) -> None:
    kept = lint(copy)
    assert kept.returncode == 0, kept.stdout + kept.stderr
    assert "broken" in kept.stdout


@pytest.mark.parametrize("sabotage", SABOTAGE)
def test_sabotage_breaks_a_contract(sabotage: str, copy: Path) -> None:
    name, line, contract = SABOTAGE[sabotage]
    target = copy / "parley" / name
    if not target.exists() and target.with_suffix("").is_dir():
        target = target.with_suffix("") / "__init__.py"
    before = target.read_text() if target.exists() else None
    target.parent.mkdir(exist_ok=True)
    target.write_text(f"{before or ''}\n{line}\n" if before is not None else f"{line}\n")
    try:
        broken = lint(copy)
        assert broken.returncode != 0, f"{sabotage} was not caught"
        told = " ".join(broken.stdout.partition("Broken contracts")[2].split())
        assert contract in told, broken.stdout[-3000:]
    finally:
        if before is None:
            target.unlink()
            if not any(target.parent.iterdir()):
                target.parent.rmdir()
        else:
            target.write_text(before)
