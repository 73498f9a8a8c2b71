"""Real requests at volume, by the shipped mapping: authors and companies as clients, linked by words, with verdicts."""

import csv
import gzip
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest

from parley.clients.models import Client, Insight
from parley.commands import evidence
from parley.groups.queries import acting
from parley.ledger.terms import MACHINE
from parley.reactions.evidence import count_what_changed
from parley.reactions.intake import index_batch
from parley.roadmap.models import InsightLink
from parley.roadmap.queries import asked_of, evidence_of
from parley.roadmap.terms import Verdict
from parley.search.queries import found
from tests.cast import Cast
from tests.exchange.files import AT, not_taken, said, taken
from tests.roadmap.made import initiative

pytestmark = [pytest.mark.django_db]
ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "feedback"
MAPPING = (ROOT / "examples" / "github" / "mapping.toml").read_text()
LINKS = """
[links]
"Windows stay in their zones" = ["fancyzones", "fancy zones", "zone editor"]
"Keys that can be moved" = ["keyboard manager", "remap"]
"Files renamed by the hundred" = ["powerrename"]
"Nobody asks for this" = ["gyroscope piano"]
"""


def content(name: str) -> bytes:
    path = DATA / name
    assert path.is_file(), f"Real requests are read from {path}, which is not there."
    return gzip.decompress(path.read_bytes())


def test_one_product_s_requests_come_in_with_verdicts(cast: Cast, capsys: pytest.CaptureFixture[str]):
    titles = [line.split('"')[1] for line in LINKS.splitlines() if "=" in line]
    rows = {title: initiative(cast, title) for title in titles}
    file = content("microsoft_PowerToys.csv.gz")
    outcome = taken(file, mapping=MAPPING + LINKS, name="powertoys.csv")
    lines = list(csv.DictReader(StringIO(file.decode())))
    assert outcome.insights + outcome.found.bad == outcome.found.rows == len(lines)
    assert outcome.found.bad < 10, said(outcome)
    assert Insight.objects.count() == outcome.insights > 12_000
    assert outcome.links == InsightLink.objects.count() > 1_500
    count_what_changed(AT)
    asked = asked_of([row.pk for row in rows.values()])
    assert asked[rows[titles[0]].pk].verdict is Verdict.BROAD
    assert asked[rows[titles[3]].pk].verdict is Verdict.TOO_LITTLE
    for row in rows.values():
        links = InsightLink.objects.filter(initiative=row).values_list("client", flat=True)
        figures, times = evidence_of([row.pk])[row.pk], Counter(links)
        assert (figures.clients, figures.insights) == (len(times), sum(times.values()))
    microsoft = Client.objects.get(folded="microsoft")
    spelt = [each for each in lines if each["creator_company"].strip(" @,;.").casefold() in {"microsoft", "msft"}]
    assert microsoft.insights.count() >= len(spelt) > 300
    assert evidence.run(evidence_options(rows[titles[0]].pk)) == 0
    assert "Broad: " in capsys.readouterr().out
    assert not_taken(file, mapping=MAPPING + LINKS).moved is False
    index_batch(outcome.batch)
    assert found(acting(MACHINE), "fancyzones")


class evidence_options:  # noqa: N801 - stands in for parsed words
    json = False

    def __init__(self, initiative: int) -> None:
        self.initiative = initiative


def test_another_product_s_requests_are_recognised_without_a_mapping():
    outcome = taken(content("swiftlang_swift.csv.gz"), mapping='preset = "github"\non_error = "skip"')
    assert outcome.insights + outcome.found.bad == outcome.found.rows > 13_000
    assert outcome.found.bad < 10, said(outcome)
    apple = Client.objects.get(folded="apple")
    assert apple.insights.count() > 1_100
