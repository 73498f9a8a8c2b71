"""The set-up keeps its word: each room stands under the contracts, and the locks hold pins and hashes alone."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "parley"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
FLOORS, ROOMS = CONTRACTS[0]["layers"], CONTRACTS[1]["containers"]
NO_ROOMS = {"project", "commands", "screens", "api", "reactions", "seeds", "ledger", "kernel", "prepared",
            "languages"}  # fmt: skip


def floors(*, of: str) -> list[str]:
    return re.findall(r"\w+", of)


def exist(names: list[str]) -> list[str]:
    return [name for name in names if (PACKAGE / name / "__init__.py").exists()]


def test_every_room_that_exists_stands_under_the_contract_for_rooms():
    rooms = [name for name in exist(floors(of=" ".join(FLOORS))) if name not in NO_ROOMS]
    assert rooms == [room.removeprefix("parley.") for room in ROOMS]


def test_every_package_above_the_rooms_is_kept_from_the_tables():
    above = exist(floors(of=" ".join(FLOORS[1:3])))
    assert {f"parley.{name}" for name in above} == set(CONTRACTS[-1]["source_modules"])


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-uv.lock"])
def test_a_lock_holds_exact_versions_with_hashes_and_no_address(name):
    for line in (ROOT / name).read_text().splitlines():
        assert re.fullmatch(r"[a-z0-9-]+==\S+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line), line


def test_the_development_lock_holds_every_pin_of_the_runtime_lock():
    runtime, development = (
        {line.split(" ")[0] for line in (ROOT / name).read_text().splitlines() if "==" in line}
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert runtime <= development
