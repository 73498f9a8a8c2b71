"""Each decision that took the place of another names the first of its line."""

from typing import Any

from django.db import migrations


def name_the_first(apps: Any, _editor: Any) -> None:
    decisions = apps.get_model("parley", "Decision").objects
    first: dict[int, int] = {}
    for key, before in decisions.exclude(supersedes=None).order_by("pk").values_list("pk", "supersedes"):
        first[key] = first.get(before, before)  # what is superseded was asked before
        decisions.filter(pk=key).update(first=first[key])


class Migration(migrations.Migration):
    dependencies = [("parley", "0036_lines_of_decisions")]

    operations = [migrations.RunPython(name_the_first, migrations.RunPython.noop)]
