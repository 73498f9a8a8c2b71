"""What the search index reads of trials. Who may find them is asked anew with each question."""

from collections.abc import Collection, Iterator

from django.db.models import Prefetch

from parley.trials.models import Trial, TrialQuestion


def trial_texts(keys: Collection[int] | None = None) -> Iterator[tuple[int, str, str]]:
    """Key, code name, and what is to be learnt by some trials, or by all."""
    rows = Trial.objects.filter(pk__in=keys) if keys is not None else Trial.objects.all()
    asked = Prefetch("questions", TrialQuestion.objects.order_by("position"))
    for row in rows.order_by("pk").prefetch_related(asked).iterator(chunk_size=1000):
        yield row.pk, row.code_name, " · ".join((row.aim, *(each.asks for each in row.questions.all())))
