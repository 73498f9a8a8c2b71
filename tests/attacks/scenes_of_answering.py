"""A really running server that many browsers answer at once, two of one person among them. Prints what it found.

`python -m tests.attacks.scenes_of_answering SCENE` with DATABASE_URL naming an empty database.
"""

import json
import os
import sys
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from django.core.management import call_command
from django.db import connection, connections

from parley.commands.bench.answering import answered_by, company
from parley.surveys.models import Invited, Sheet


def many(people: int, browsers: int) -> dict[str, Any]:
    """Let so many people answer, eight at the same moment; each from so many browsers, as fast as they can."""
    if not connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    wave, sessions = company(people)
    connections.close_all()
    found = answered_by([each for each in sessions for _ in range(browsers)], wave, os.environ["DATABASE_URL"])
    return {
        "wrong": [each for each in found.wrong if browsers == 1 or not each.endswith(": 422")],
        "sent": len(found.asked["sending"]),
        "sheets": Sheet.objects.count(),
        "receipts": Sheet.objects.exclude(receipt=None).count(),
        "answered": Invited.objects.filter(answered=True, ballot=None).count(),
    }


if __name__ == "__main__":
    people, browsers = {"once": (100, 1), "twice": (40, 2)}[sys.argv[1]]
    sys.stdout.write(json.dumps(many(people, browsers)))
