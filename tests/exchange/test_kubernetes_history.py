"""The history of a real organisation comes in right: its flow and targets are what a plain computation says."""

import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from io import BytesIO
from statistics import median

import pytest

from parley.exchange.actions.history import import_history
from parley.exchange.rules.history_mapping import history_mapping_of
from parley.exchange.terms import Source, Weight
from parley.exchange.terms.history import HistoryFound, HistoryNotTaken
from parley.ledger.terms import MACHINE
from parley.roadmap.models import Initiative
from parley.roadmap.models.flow import Stay, TargetMove
from parley.roadmap.queries.flow import moves_seen, stays_seen
from parley.roadmap.rules.flow import flow_of, moved_targets_of
from parley.roadmap.terms import Stage
from tests.cast import Cast
from tests.exchange.made import AT, take_in
from tests.exchange.test_kubernetes import DATA, MAPPING, folder, rows

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FILE = DATA / "initiative_history.csv.gz"
# What status and stage come to, written down once more by hand: the mapping file is not asked.
BY_STATUS = {"provisional": "explore", "deferred": "explore", "withdrawn": "stopped", "rejected": "stopped",
             "replaced": "stopped", "superseded": "stopped", "removed": "stopped"}  # fmt: skip
BY_STAGE = {
    "implementable": {"": "build", "alpha": "alpha", "beta": "beta", "stable": "launch"},
    "implemented": {"": "live", "alpha": "alpha", "beta": "beta", "stable": "live"},
}
SLIPS = {"implementeable": "implementable", "imlpemented": "implemented"}
STAGES = {"", "alpha", "beta", "stable", "deprecated", "disabled"}


def stage_in_words(held: dict[str, str]) -> str | None:
    status, stage = held["status"].strip(), held["stage"].strip()
    status = SLIPS.get(status, status)
    if stage not in STAGES:
        return None
    if stage in {"deprecated", "disabled"}:
        return "stopped" if status in {*BY_STATUS, *BY_STAGE} else None
    return BY_STATUS.get(status) or BY_STAGE.get(status, {}).get(stage)


def changes() -> list[dict[str, str]]:
    assert FILE.is_file(), f"the real data these tests read is not there: {FILE}"
    with gzip.open(FILE, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def paths() -> dict[str, list[tuple[str, datetime]]]:
    """Each proposal's stages with the moment it came there, straight from the file: one commit is one moment."""
    held: dict[str, dict[str, str]] = {}
    found: dict[str, list[tuple[str, datetime]]] = defaultdict(list)
    together: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for change in changes():
        together[change["kep"], change["date"]].append(change)
    for (kep, when), several in together.items():
        for change in several:
            if change["field"] == "created":
                held[kep] = json.loads(change["new"])
            else:
                held[kep][change["field"]] = change["new"]
        if all(change["field"] not in {"created", "status", "stage"} for change in several):
            continue
        stage = stage_in_words(held[kep])
        if stage and (not found[kep] or found[kep][-1][0] != stage):
            found[kep].append((stage, datetime.fromisoformat(when)))
    return found


def lengths(present: dict[str, datetime]) -> dict[str, tuple[list[float], list[float], int]]:
    """By stage: the days of stays that ended, of those that go on, and how many began nobody knows when."""
    known: dict[str, tuple[list[float], list[float], list[int]]] = defaultdict(lambda: ([], [], []))
    for kep, path in paths().items():
        for n, (stage, since) in enumerate(path if kep in present else []):
            age = (since - present[kep]) / timedelta(days=1)
            until = path[n + 1][1] if n + 1 < len(path) else None
            if kep == "2133" and until is None:
                known[stage][2].append(1)  # two proposals have this number: it came here in another stage
                continue
            if n == 0 and not -1 <= age <= 90:
                known[stage][2].append(1)
            else:
                known[stage][until is None].append(((until or AT) - since) / timedelta(days=1))
    return {stage: (ended, going_on, len(unknown)) for stage, (ended, going_on, unknown) in known.items()}


def still_there(ended: list[float], going_on: list[float], share: float) -> float | None:
    """The day by which so large a share had left: the product-limit estimate, written out."""
    still = 1.0
    for day in sorted(set(ended)):
        still *= 1 - ended.count(day) / sum(each >= day for each in (*ended, *going_on))
        if still <= 1 - share + 1e-9:
            return day
    return None


def taken() -> HistoryFound:
    source = Source(FILE.name, lambda: BytesIO(gzip.decompress(FILE.read_bytes())))
    return import_history(source=source, mapping=history_mapping_of(MAPPING), system="kubernetes", actor=MACHINE, at=AT)


def figures_are_those_of_the_file(cast: Cast) -> None:
    present = {row.key: row.created_at for row in Initiative.objects.filter(source="kubernetes")}
    said = lengths(present)
    seen = flow_of(stays_seen(cast.viewer(cast.ines)), AT)
    for each in seen:
        ended, going_on, unknown = said.get(each.stage.value, ([], [], 0))
        assert (each.ended, each.going_on, each.unknown) == (len(ended), len(going_on), unknown), each.stage
        if each.length:
            wanted = (still_there(ended, going_on, 0.5), still_there(ended, going_on, 0.85))
            assert (each.length.median, each.length.most) == pytest.approx(wanted), each.stage
    beta = next(each for each in seen if each.stage is Stage.BETA)
    assert beta.counted > 250
    assert beta.length
    assert beta.length.median
    assert beta.length.median > median(said["beta"][0]), "those that are still there are not dropped"


def slips_are_those_of_the_file(cast: Cast, found: HistoryFound) -> None:
    here = set(Initiative.objects.filter(source="kubernetes").values_list("key", flat=True))
    moves: Counter[tuple[bool, str, bool]] = Counter()
    for change in changes():
        versions = [re.fullmatch(r"v?(\d+)\.(\d+)", change[name].strip()) for name in ("old", "new")]
        if change["field"] in {"alpha", "beta", "stable"} and all(versions):
            before, after = ((int(each[1]), int(each[2])) for each in versions if each)
            if before != after:
                moves[change["kep"] in here, change["field"], after > before] += 1
    assert (found.later, found.earlier) == (581, 15)
    assert found.later == sum(n for (_here, _field, later), n in moves.items() if later)
    targets = moved_targets_of(
        move for area in Initiative.objects.values_list("area", flat=True).distinct()
        for move in moves_seen(cast.viewer(cast.ines), area)
    )  # fmt: skip
    for each in targets:
        field = {Stage.LIVE: "stable"}.get(each.stage, each.stage.value)
        assert (each.later, each.earlier) == (moves[True, field, True], moves[True, field, False])
    taken_in = sum(each.later + each.earlier for each in targets)
    assert taken_in == TargetMove.objects.count() == found.moves == 582
    assert taken_in + found.later_elsewhere + found.earlier_elsewhere == 581 + 15


def nothing_is_left_out_without_a_word(found: HistoryFound) -> None:
    here = set(Initiative.objects.filter(source="kubernetes").values_list("key", flat=True))
    elsewhere = {change["kep"] for change in changes()} - here
    named = {each.value for each in found.problems if each.column == "initiative" and each.weight is Weight.ROW}
    assert named == elsewhere
    assert found.elsewhere == len(elsewhere) == 35
    assert found.rows == len(changes()) == 3795
    assert found.taken == Initiative.objects.filter(stays__batch=found.batch).distinct().count() == 646
    text = "\n".join(map(str, found.problems))
    assert "stage “implemented / GA”: This is no stage, so the initiative is taken to stay where it was." in text
    assert "stage “imlpemented / stable”: Read as “implemented / stable”." in text
    assert "alpha “v1.21, v1.37”: This is no release" in text
    assert "initiative “2133”: Its history ends in another stage than it came here in" in text


def test_the_history_of_a_real_organisation_comes_in_right(cast: Cast) -> None:
    report = take_in(folder(), mapping=MAPPING, source="kubernetes")
    assert not [each for each in report.problems if each.weight in (Weight.STOPS, Weight.KEPT)]
    assert len(rows("initiatives")) == 653
    before = {row.pk: row.stage for row in Initiative.objects.all()}
    assert len(before) == 649
    found = taken()
    assert {row.pk: row.stage for row in Initiative.objects.all()} == before, "a history moves nothing that is here"
    assert Stay.objects.filter(left_at=None).count() == 649
    nothing_is_left_out_without_a_word(found)
    figures_are_those_of_the_file(cast)
    slips_are_those_of_the_file(cast, found)
    with pytest.raises(HistoryNotTaken) as again:
        taken()
    assert (again.value.found.taken, again.value.found.same) == (0, 646)
