"""A stranger reads every page, and not a word of what a group keeps to itself stands on any of them."""

from datetime import timedelta
from typing import Any

import pytest

from parley.decisions.queries import contributions_to
from parley.disclosure.actions import move_stage, replan
from parley.kernel.spans import window_of
from parley.meetings.actions import promise
from parley.roadmap.actions import link_insight
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan, Stage, Stance, Why
from parley.search.actions import rebuild
from parley.topics.actions import answer_topic, park_topic, support_topic
from parley.voices.actions import say
from tests.cast import Cast
from tests.clients.made import hartmann, said
from tests.decisions.made import REASON, decision, moved, settle_and_publish
from tests.meetings.made import line, published, weekly
from tests.roadmap.made import initiative
from tests.screens.everything import addresses
from tests.topics.made import topic

pytestmark = pytest.mark.django_db
MARKS = (
    "Heliotrope", "2031", "Zinnober", "Quagga", "Marmoset", "Pangolin", "Okapi", "Numbat", "Axolotl", "Tapir", "Dugong",
)  # fmt: skip


def secrets(cast: Cast) -> dict[str, Any]:
    """Let identity do all that it keeps to itself; give the keys of it by the word its address begins with."""
    now = {"actor": cast.noor, "at": cast.at}
    row = initiative(cast, "Heliotrope in every bid", audience=Audience.PRODUCT_TEAM, stage=Stage.GATHER,
                     why=Why(because="Zinnober pays twice."), window=window_of("Q2 2031"))  # fmt: skip
    plan = Plan(horizon=Horizon.LATER, window=window_of("Q3 2031"), confidence=Confidence.LOW)
    replan(initiative=row, plan=plan, reason="Quagga has to come first this time.", **now)
    move_stage(initiative=row, stage=Stage.EXPLORE, reason="Quagga was in time after all.", **now)
    client = hartmann(cast)
    insight = said(cast, client, "We cannot prove consent.")
    link_insight(initiative=row, insight=insight, stance=Stance.SUPPORTS, **now)
    asked = topic(cast, cast.sam, "When does the Marmoset ask?", why="Pangolin clients wait for it.", initiatives=[])
    support_topic(topic=asked, why="Okapi too, every single week.", actor=cast.aiko, at=cast.at)
    park_topic(topic=asked, until=(cast.at + timedelta(days=9)).date(), reason="Numbat has to be audited.", **now)
    answered = topic(cast, cast.sam, "Is the Marmoset ready for it?")
    answer_topic(topic=answered, answer="Numbat has been audited twice by now.", **now)
    say(thread=asked.thread, text="Axolotl said so.", **now)
    settled = decision(cast, moved(row, new="Q4 2031"), question="Does the Tapir go first?", topics=[asked])
    gifts = [gift for giver in contributions_to(cast.viewer(cast.elena), settled) for gift in giver.gifts]
    settle_and_publish(decision=settled, option=settled.options.first(), reason=f"Tapir. {REASON}", credits=gifts,
                     actor=cast.elena, at=cast.at)  # fmt: skip
    decision(cast, question="Is the Tapir too late?")
    meeting = published(cast, "Dugong", title="The Dugong hour")
    line(cast, meeting, topic=asked)
    promise(meeting=meeting, text="Ask the Dugong.", owner=cast.aiko, due_on=cast.at.date(), actor=cast.femi,
            at=cast.at)  # fmt: skip
    series = weekly(cast, title="Strategy group")
    rebuild()
    return {
        "clients": client.pk, "insights": insight.pk, "initiatives": row.pk, "topics": asked.pk,
        "meetings": meeting.pk, "items": meeting.items.values_list("pk", flat=True)[0],
        "series": series.pk, "decisions": settled.pk,
        "functions": cast.functions["legal"].pk, "regions": cast.emea.pk, "stages": "beta",
        "groups": "identity", "areas": "identity",
    }  # fmt: skip


def everywhere(cast: Cast, keys: dict[str, Any]) -> list[str]:
    """Every page there is, those of everybody who has to do with the secrets, and those asked with their keys."""
    found = list(addresses(keys | {"people": cast.sam.pk}))
    found += [f"/people/{each.pk}/" for each in (cast.noor, cast.aiko, cast.elena, cast.femi)]
    found += [f"/search/?q={mark}" for mark in (*MARKS, "audit", "consent")]
    for name in ("initiative", "topic", "insight", "supersedes", "decision", "into"):
        key = keys.get({"supersedes": "decisions", "into": "topics"}.get(name, f"{name}s"))
        found += [f"/{room}/new/?group=identity&{name}={key}" for room in ("topics", "decisions", "insights")]
    return found


def _words(answer: Any) -> str:
    """What a page or a file says, as far as it is text: files of paper and slides have tests of their own."""
    return str(answer.content, "utf-8", "ignore")


def test_a_stranger_reads_no_word_of_what_a_group_keeps_to_itself(cast: Cast) -> None:
    browser = cast.browser(cast.omar)
    asked, read, faults = everywhere(cast, secrets(cast)), 0, []
    for address in asked:
        answer = browser.get(address)
        typed = address.partition("?q=")[2]
        told = _words(answer) if answer.status_code == 200 else ""
        read += answer.status_code == 200
        faults += [f"{address} says {mark}" for mark in MARKS if mark in told and mark != typed]
    assert read > 40
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.once
def test_what_the_group_keeps_to_itself_is_read_by_its_people(cast: Cast) -> None:
    browser = cast.browser(cast.noor)
    told = "".join(_words(browser.get(address)) for address in everywhere(cast, secrets(cast)))
    assert [mark for mark in MARKS if mark not in told] == []


def test_histories_that_everybody_reads_leave_out_what_is_not_in_sight(cast: Cast) -> None:
    keys = secrets(cast)
    for address in ("/groups/identity/history/", f"/insights/{keys['insights']}/"):
        stranger, insider = (cast.browser(each).get(address).text for each in (cast.omar, cast.noor))
        assert "fewer people" not in stranger, address
        assert "Heliotrope" in insider, address
    history = cast.browser(cast.omar).get("/groups/identity/history/").text.partition("<main")[2]
    for word in ("added", "settle", "brought", "published", "later", "moved it"):
        assert word not in history, word
    assert "a core member of" in history


@pytest.mark.once
def test_many_lines_out_of_sight_do_not_push_the_others_out(cast: Cast) -> None:
    for n in range(120):
        initiative(cast, f"Heliotrope {n}", audience=Audience.PRODUCT_TEAM, stage=Stage.GATHER)
    assert "a core member of" in cast.browser(cast.omar).get("/groups/identity/history/").text
