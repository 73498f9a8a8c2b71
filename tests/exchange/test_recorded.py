"""Words for clients, answers, corrections and rates go out with the whole company and come in the same."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from parley.clients.actions import add_client, note_insight
from parley.clients.actions.rates import keep_rate
from parley.disclosure.actions import (
    Occasion,
    approve_words,
    close_correction,
    drop_correction,
    let_go_further,
    move_stage,
    replan,
    withdraw_words,
)
from parley.disclosure.models import Correction, Statement, TalkTrack, ToldPromise
from parley.disclosure.terms import Bound, Told, Words
from parley.kernel.money import Money
from parley.kernel.refusals import Refused
from parley.kernel.spans import Grain, today_of, window_of
from parley.ledger.queries import broken_links
from parley.roadmap.actions import answer_not_planned, link_insight, rename_stage
from parley.roadmap.actions.accepting import accept_concentration, end_acceptance
from parley.roadmap.models import Initiative
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan, Stage, Stance
from tests.cast import Cast
from tests.disclosure.made import Q3, approved, buyer, drafted, fresh, in_build, told
from tests.exchange.made import export, refused, take_in, unchanged
from tests.exchange.test_round_trip import empty_again

pytestmark = [pytest.mark.django_db, pytest.mark.database]
FILES = ("rates", "stages", "talk_tracks", "talk_words", "telling_overrides", "acceptances", "answers", "corrections")
WHY = "The supplier moved their date, and the clients who rely on it know."


def _spoken_of(cast: Cast) -> Initiative:
    """Words that were superseded, are in force and are drafted; clients told, to be told otherwise, and told so."""
    row = in_build(cast, key="CON-1", source="crm")
    nordbank, other, third = buyer(cast), buyer(cast, "=Süd; Bank"), buyer(cast, "Third", region=cast.apac)
    approved(cast, row)
    for client in (nordbank, other, third):
        told(cast, row, client, on=today_of(cast.aiko, cast.at) - timedelta(days=3))
    promise = Words(None, '=Planned; for 2087,\n"surely".', window_of("Q3 2087"), Confidence.HIGH)
    approved(cast, row, promise, Words(cast.apac.pk, "In Asia later."), whom=Told.NAMED_CLIENTS,
             clients=[nordbank, third])  # fmt: skip
    plan = Plan(horizon=Horizon.NOW, window=Q3, confidence=Confidence.MEDIUM)
    replan(initiative=fresh(row), plan=plan, reason=WHY, actor=cast.noor, at=cast.at)
    drafted(cast, row, name="@Next words")
    first, second, _third = Correction.objects.order_by("pk")
    how = Occasion(on=today_of(cast.aiko, cast.at), to_whom="Ms Berg")
    later = cast.at + timedelta(minutes=5)
    close_correction(correction=first, text=first.text, how=how, actor=cast.aiko, at=later)
    drop_correction(correction=second, because="+They never counted; on it.", actor=cast.aiko, at=later)
    return row


def company(cast: Cast) -> None:
    """Record one of everything about the cast's company."""
    now = {"actor": cast.ines, "at": cast.at}
    _spoken_of(cast)
    keep_rate(currency="USD", base="EUR", worth=Decimal("0.92"), since=date(2026, 1, 1), **now)
    rename_stage(stage=Stage.GATHER, label="=Listening", **now)
    early = in_build(cast, "An early one", key="CON-2", source="crm", stage=Stage.ALPHA, audience=Audience.GROUP)
    further = Bound(Told.ANY_CLIENT, Grain.HALF)
    let_go_further(initiative=early, bound=further, reason=WHY, until=today_of(cast.noor, cast.at), actor=cast.noor,
                   at=cast.at)  # fmt: skip
    further = Bound(Told.ANY_CLIENT, Grain.QUARTER)
    let_go_further(initiative=early, bound=further, reason=WHY, actor=cast.noor, at=cast.at + timedelta(hours=1))
    lost = in_build(cast, "Withdrawn words", key="CON-3", source="crm")
    approved(cast, lost)
    told(cast, lost, buyer(cast, "Fourth"))
    withdraw_words(initiative=fresh(lost), reason=WHY, actor=cast.noor, at=cast.at)
    loud = add_client(name="Loud", region=cast.emea, revenue=Money(Decimal(900), "EUR"), **now)
    for number in range(6):
        asked = note_insight(client=loud, text=f"We need it: {number}.", said_on=date(2026, 1, 1 + number), **now)
        link_insight(initiative=early, insight=asked, stance=Stance.SUPPORTS, **now)
    accept_concentration(initiative=early, reason=WHY, **now)
    end_acceptance(initiative=early, actor=cast.ines, at=cast.at + timedelta(days=1))
    accept_concentration(initiative=early, reason=WHY, actor=cast.ines, at=cast.at + timedelta(days=2))
    waiting = note_insight(client=loud, text="Paint it green.", said_on=date(2026, 2, 1), **now)
    answer_not_planned(insight=waiting, reason="-We keep one colour for everybody.", actor=cast.noor, at=cast.at)
    live = in_build(cast, "Live", key="CON-4", source="crm")
    for stage in (Stage.LAUNCH, Stage.LIVE):
        move_stage(initiative=fresh(live), stage=stage, reason=WHY, actor=cast.noor, at=cast.at)


def _facts() -> list[object]:
    """What no file says outright and has to follow from what they say."""
    return [
        sorted(Statement.objects.values_list("key", "latest", "lost", "track__name")),
        sorted(ToldPromise.objects.values_list("initiative__key", "window_last", "confidence", "told_on")),
        sorted(Correction.objects.values_list("statement__key", "why", "days", "took_days", "client__key")),
        sorted(Initiative.objects.values_list("key", "live_at", "shown_to")),
    ]


def test_a_whole_company_goes_out_and_comes_in_the_same(cast: Cast) -> None:
    company(cast)
    before, facts = export(), _facts()
    assert [name for name in FILES if before[name].count("\n") < 2] == []
    empty_again()
    report = take_in(before, at=cast.at + timedelta(days=3))
    assert not report.problems, report.problems
    after = export()
    for name, text in before.items():
        assert after[name] == text, name
    assert _facts() == facts
    assert not list(broken_links())
    unchanged(after, at=cast.at + timedelta(days=4))


TRACKS = "initiative,number,name,whom,clients,expires_on,drafted_at,approved_at,in_force_at,ended_at,ending\n"
WORDS = "initiative,talk_track,region,words,window,confidence\n"
NAMED = "CON-1,1,Consent,any_client,,2026-12-31,2026-11-01,2026-11-02,2026-11-02,,\n"
SAID = "CON-1,1,,Soon.,,\n"
TOLD = "client,initiative,told_on,words,key,window,confidence\nNordbank,CON-1,2026-11-03,Soon.,s1,Q1 2087,high\n"


@pytest.mark.parametrize(
    ("files", "place", "words"),
    [
        ({"talk_tracks": TRACKS + NAMED.replace("CON-1", "CON-9"), "talk_words": WORDS + SAID},
         "talk_tracks.csv, line 2, initiative “CON-9”", "No initiative is known by this"),
        ({"talk_tracks": TRACKS + NAMED}, "talk_tracks.csv, line 2, number “crm:CON-1 1”", "Add them to talk_words"),
        ({"talk_tracks": TRACKS + NAMED, "talk_words": WORDS + SAID + SAID.replace(",1,", ",2,")},
         "talk_words.csv, line 3, talk_track “2”", "has no talk track 2"),
        ({"talk_tracks": TRACKS + NAMED + NAMED.replace(",1,", ",2,"), "talk_words": WORDS + SAID +
          SAID.replace(",1,", ",2,")}, "talk_tracks.csv, line 3, number “2”", "has words in force already"),
        ({"talk_tracks": TRACKS + NAMED.replace("any_client", "named_clients"), "talk_words": WORDS + SAID},
         "talk_tracks.csv, line 2, clients", "Name the clients"),
        ({"statements": TOLD, "corrections": "statement,opened_at,faults,words\ns2,2026-11-04,later 9,Later.\n"},
         "corrections.csv, line 2, statement “s2”", "No statement is known by this"),
        ({"statements": TOLD, "corrections": "statement,opened_at,faults,words\ns1,2026-11-04,slow,Later.\n"},
         "corrections.csv, line 2, faults “slow”", "This is none of stopped"),
        ({"acceptances": "initiative,reason,given_at\nCON-1,We want them.,2026-11-04\nCON-1,Still.,2026-11-05\n"},
         "acceptances.csv, line 3, given_at “2026-11-05”", "one at a time"),
        ({"answers": "insight,reason,given_at\nX-1,No room for it.,2026-11-04\n"},
         "answers.csv, line 2, insight “X-1”", "No insight is known by this"),
        ({"rates": "currency,base,holds_from,worth,set_at\nUSD,EUR,2026-01-01,0.9,2026-01-01\n"
                   "CHF,GBP,2026-01-01,0.9,2026-01-01\n"}, "rates.csv, line 3, base “GBP”", "All rates are in EUR"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_place(cast: Cast, files: dict[str, str], place: str, words: str) -> None:
    in_build(cast, key="CON-1", source="crm")
    buyer(cast)
    said = refused(files)
    assert said[0].startswith(place), said
    assert words in said[0], said
    assert not TalkTrack.objects.exists()
    assert not Statement.objects.exists()


def test_what_is_here_already_is_not_changed_by_a_file(cast: Cast) -> None:
    in_build(cast, key="CON-1", source="crm")
    files = {"talk_tracks": TRACKS + NAMED, "talk_words": WORDS + SAID}
    take_in(files)
    unchanged(files)
    [said] = refused(files | {"talk_tracks": TRACKS + NAMED.replace("2026-12-31", "2027-01-31")})
    assert said.startswith("talk_tracks.csv, line 2, expires_on “2027-01-31”: This row is in Parley already")
    [said] = refused({"talk_words": WORDS + SAID.replace("Soon", "At once")})
    assert said.startswith("talk_words.csv, line 2, words “At once.”: This row is in Parley already")
    buyer(cast)
    take_in({"statements": TOLD})
    assert Correction.objects.get().closed_at is None  # where no file has it, what does not hold is to be corrected


def test_nobody_approves_a_draft_that_came_with_their_name(cast: Cast) -> None:
    row = in_build(cast, key="CON-1", source="crm")
    drafted = TRACKS.replace("drafted_at", "drafted_at,drafted_by")
    line = "CON-1,1,Consent,any_client,,2086-12-31,2026-11-01,ines@parley.example,,,,\n"
    take_in({"talk_tracks": drafted + line, "talk_words": WORDS + SAID})
    with pytest.raises(Refused, match="You drafted these words"):
        approve_words(initiative=row, actor=cast.ines, at=cast.at)
