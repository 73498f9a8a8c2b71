"""Whatever a process does, it can read back every event of the ledger."""

import re
import subprocess
import sys
from pathlib import Path

import parley

ROOMS = Path(parley.__file__).parent
NAMED = re.compile(r'^class .*\bkind="([\w.]+)"', re.MULTILINE)
ASK = """
import django
django.setup()
from parley.ledger.events import KINDS
print(*sorted(KINDS))
"""


def test_a_process_that_has_done_nothing_yet_knows_every_kind_of_event() -> None:
    files = [*ROOMS.glob("*/events.py"), *ROOMS.glob("*/events/*.py")]
    written = {kind for file in files for kind in NAMED.findall(file.read_text())}
    said = subprocess.run([sys.executable, "-c", ASK], capture_output=True, check=True, text=True)
    assert sorted(written) == said.stdout.split()
