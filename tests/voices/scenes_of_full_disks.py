"""A disk that runs full while somebody attaches a sketch: played on a disk of its own, in a program of its own.

FULL_FOLDER is a small disk (tmpfs) that holds the database; where none can be made, SQLite is given as many pages as it
has, which it says in the same words.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django is set up first
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402

from parley.voices.queries import comments_in  # noqa: E402
from parley.voices.queries.attached import attached_in  # noqa: E402
from tests.cast import assembled  # noqa: E402
from tests.roadmap.made import initiative  # noqa: E402
from tests.voices import hostile  # noqa: E402

TEXT = "This is how the banner could look on a phone."
EVERYTHING = 2**30  # pages


def pages_of_sqlite(most: int) -> None:
    """Let the database have so many pages."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA max_page_count = {most}")


def disk(folder: str) -> tuple[Callable[[], None], Callable[[], None]]:
    """Give what fills the disk, and what makes room on it."""
    if not folder:
        return lambda: pages_of_sqlite(1), lambda: pages_of_sqlite(EVERYTHING)
    filler = Path(folder) / "filler"

    def fill() -> None:
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass

    return fill, filler.unlink


def main() -> None:
    """Play it, and say what the browser saw before, while and after the disk was full."""
    setup_test_environment()
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    fill, make_room = disk(os.environ.get("FULL_FOLDER", ""))
    cast = assembled()
    row = initiative(cast)
    browser = cast.browser(cast.sam)
    page, address = reverse("initiative", args=[row.pk]), reverse("initiative_comments", args=[row.pk])

    def say(text: str) -> Any:
        noisy = hostile.saved(hostile.Image.effect_noise((900, 700), 90), "PNG")
        return browser.post(address, {"text": text, "file": SimpleUploadedFile("banner.png", noisy)})

    def kept() -> list[int]:
        return [len(comments_in(row.thread_id)), len(attached_in((row.thread_id,)))]

    told: dict[str, Any] = {"before": [say("First.").status_code, kept()]}
    fill()
    refused = [say(TEXT) for _ in range(3)]
    told["full"] = [each.status_code for each in refused] + [kept()]
    told["sentence"] = all("is full, so nothing of this was kept" in each.content.decode() for each in refused)
    told["typed"] = all(f"{TEXT}</textarea>" in each.content.decode() for each in refused)
    told["read"] = browser.get(page).status_code
    make_room()
    told["after"] = [say("Again.").status_code, kept()]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        told["whole"] = cursor.fetchone()[0]
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
