"""Pages of decisions: lists, drafting, one decision, and settling it."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parley.clients.actions import add_client, note_insight
from parley.decisions.actions import change_decision, dissent, settle_decision
from parley.decisions.models import Decision
from parley.decisions.queries import contributions_to, options_of
from parley.decisions.terms import DecisionState, EffectField, decision_ref
from parley.disclosure.actions import replan
from parley.kernel.money import Money
from parley.kernel.spans import today_of, window_of
from parley.ledger.terms import MACHINE
from parley.roadmap.actions import link_insight
from parley.roadmap.terms import Audience, Horizon, Plan, Stance
from parley.voices.actions import say
from parley.voices.queries import comments_in, credits_of, follows
from tests.cast import history
from tests.decisions.made import QUESTION, REASON, decision, moved, options, settle_and_publish
from tests.roadmap.made import initiative, insight
from tests.topics.made import topic

pytestmark = pytest.mark.django_db


def read(cast, person, name, *args, query=""):
    answer = cast.browser(person).get(reverse(name, args=args) + query)
    assert answer.status_code == 200, answer
    return " ".join(answer.content.decode().split())


def post(cast, who, name, *args, **given):
    return cast.browser(who).post(reverse(name, args=args), given)


def publish(cast, row):
    settle_and_publish(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.elena, at=cast.at)


def drafted(cast, **changed):
    return {
        "question": QUESTION,
        "decide_by": str(cast.at.date() + timedelta(days=5)),
        "option-0-title": "Audited clients first",
        "option-0-why": "They lose spend every month.",
        "option-1-title": "Leave it as it is",
        "option-1-why": "Nobody who was promised something waits.",
    } | changed


def test_options_stand_side_by_side_with_what_they_change(cast):
    consent = initiative(cast, window=window_of("Q2 2087"))
    row = decision(cast, moved(consent), moved(consent, EffectField.STAGE, "build"))
    html = read(cast, cast.sam, "decision", row.pk)
    changes = ("window: Q2 2087 → Q3 2087", "stage: Beta → Build", "Nothing on the roadmap.")
    for words in ("Audited clients first", "They lose spend", consent.title, "Elena Brandt", *changes):
        assert words in html, words
    assert "Decide so" not in html
    assert "Decide so" in read(cast, cast.elena, "decision", row.pk)


def test_a_change_on_what_a_reader_may_not_see_is_not_named(cast):
    hidden = initiative(cast, "Secret plan", audience=Audience.PRODUCT_TEAM)
    row = decision(cast, moved(hidden))
    html = read(cast, cast.sam, "decision", row.pk)
    assert "1 change on an initiative for fewer people" in html
    assert "Secret plan" not in html


def test_a_stranger_meets_nothing_of_it(cast):
    row = decision(cast)
    browser = cast.browser(cast.omar)
    for name in ("decision", "decision_history", "change_decision"):
        assert browser.get(reverse(name, args=[row.pk])).status_code == 404, name
    for name in ("comments", "following", "dissent", "publication", "decider", "withdrawal"):
        assert browser.post(reverse(f"decision_{name}", args=[row.pk])).status_code == 404, name
    for page in (reverse("decisions"), reverse("group_decisions", args=["identity"])):
        assert row.question not in browser.get(page).content.decode()
    assert Client().get(reverse("decision", args=[row.pk])).status_code == 302


def test_it_is_settled_from_one_page(cast):
    consent, asked = initiative(cast, window=window_of("Q2 2087")), topic(cast, cast.sam)
    link_insight(initiative=consent, insight=insight(cast), stance=Stance.SUPPORTS, actor=cast.noor, at=cast.at)
    row = decision(cast, moved(consent), topics=[asked])
    dissent(decision=row, text="Two clients will leave before Q3.", actor=cast.femi, at=cast.at)
    html = read(cast, cast.elena, "decision", row.pk)
    assert "Two clients will leave before Q3." in html
    chosen = options_of(row)[0]
    given = {"option": chosen.pk, "reason": REASON, "version": 1}
    given["review_on"] = str(cast.at.date() + timedelta(days=90))
    answer = post(cast, cast.elena, "decision_settlement", row.pk, **given)
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.chosen, row.reason) == (DecisionState.DECIDED, None, "")
    for person in (cast.sam, cast.noor):
        html = read(cast, person, "decision", row.pk)
        assert REASON not in html
        assert "The reason is being checked" in html
        assert REASON not in read(cast, person, "decision_history", row.pk)
    html = read(cast, cast.femi, "decision", row.pk)
    for words in (REASON, "Aiko Tanaka: an insight", "Sam Okafor: a topic", "can read the reason once it is published"):
        assert words in html, words
    credits_ = [each.person.pk for each in contributions_to(cast.viewer(cast.femi), row)]
    assert post(cast, cast.sam, "decision_publication", row.pk).status_code == 422
    answer = post(cast, cast.femi, "decision_publication", row.pk, version=row.version, credits=credits_)
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.chosen) == (DecisionState.PUBLISHED, chosen)
    assert {each.person for each in credits_of("decision", row.pk)} == {cast.aiko, cast.sam}
    html = read(cast, cast.sam, "decision", row.pk)
    for words in (REASON, "Chosen", "an insight", "Two clients will leave", "Decided by Elena Brandt"):
        assert words in html, words
    assert "Put your dissent" not in html
    assert REASON in read(cast, cast.sam, "topic", asked.pk)
    assert "as Elena Brandt decided it" in re.sub("<[^>]+>", "", read(cast, cast.sam, "decision_history", row.pk))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"reason": REASON}, "Choose one of the options first"),
        ({"option": "first", "reason": "Because I say so."}, "what is given up"),
        ({"option": "first", "reason": ""}, "needs its reason"),
        ({"option": "first", "reason": "a\0b"}, "cannot be kept"),
        ({"option": "99", "reason": REASON}, "cannot be chosen here"),
        ({"option": "first", "reason": REASON, "review_on": "2001-01-01"}, "within three years"),
    ],
)
def test_what_is_no_decision_is_refused_and_nothing_happens(cast, given, sentence):
    row = decision(cast)
    if given.get("option") == "first":
        given = given | {"option": options_of(row)[0].pk}
    answer = post(cast, cast.elena, "decision_settlement", row.pk, **given)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    row.refresh_from_db()
    assert row.state is DecisionState.OPEN


def test_a_roadmap_that_moved_is_said_before_and_when_publishing(cast):
    consent = initiative(cast, window=window_of("Q2 2087"))
    row = decision(cast, moved(consent))
    plan = Plan(horizon=Horizon.NOW, window=window_of("Q4 2087"), confidence=None)
    replan(initiative=consent, plan=plan, reason="The audit takes longer.", actor=cast.noor, at=cast.at)
    assert "it is Q4 2087 now" in read(cast, cast.elena, "decision", row.pk)
    settle_decision(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.elena, at=cast.at)
    page = read(cast, cast.femi, "decision", row.pk)
    assert "It cannot be published as it stands" in page
    assert "was Q2 2087 when this was written and is Q4 2087 now" in page
    answer = post(cast, cast.femi, "decision_publication", row.pk)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "was Q2 2087 when this was written and is Q4 2087 now" in html
    assert REASON in html


def test_a_decision_that_changed_meanwhile_shows_both(cast):
    row = decision(cast)
    change_decision(decision=row, question="Who waits?", decide_by=row.decide_by, options=options(), actor=cast.noor,
                    at=cast.at)  # fmt: skip
    given = {"option": options_of(row)[0].pk, "reason": REASON, "version": 1}
    answer = post(cast, cast.elena, "decision_settlement", row.pk, **given)
    assert answer.status_code == 409
    for words in ("Who waits?", REASON):
        assert words in answer.content.decode()


def test_what_is_wrong_with_an_effect_stands_at_its_field_and_in_the_summary(cast):
    consent = initiative(cast, window=window_of("Q2 2087"))
    given = drafted(cast, **{
        "option-0-effect-0-initiative": f"{consent.title} ({consent.pk})", "option-0-effect-0-window": "Q1 2020",
    })  # fmt: skip
    answer = cast.browser(cast.noor).post(reverse("new_decision") + "?group=identity", given)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_option-0-effect-0-window_error"' in html
    assert 'href="#id_option-0-effect-0-window"' in html
    assert 'id="id_option-0-why_error"' not in html


def test_a_decision_published_without_an_option_says_so_at_the_options(cast):
    row = decision(cast)
    answer = post(cast, cast.elena, "decision_settlement", row.pk, reason=REASON, version=1)
    assert answer.status_code == 422
    assert 'aria-describedby="option_error"' in answer.content.decode()


def test_only_the_decider_publishes(cast):
    row = decision(cast)
    given = {"option": options_of(row)[0].pk, "reason": REASON}
    assert post(cast, cast.noor, "decision_settlement", row.pk, **given).status_code == 422


def test_drafting_begins_with_the_group_and_is_for_some(cast):
    assert "Identity &amp; privacy" in read(cast, cast.noor, "new_decision")
    assert "You can bring what has to be settled as a topic" in read(cast, cast.sam, "new_decision")
    assert cast.browser(cast.sam).get(reverse("new_decision") + "?group=identity").status_code == 422
    asked = topic(cast, cast.sam)
    assert asked.title in read(cast, cast.noor, "new_decision", query=f"?topic={asked.pk}")


def test_a_decision_is_asked_for_with_its_effects(cast):
    consent, asked = initiative(cast, window=window_of("Q2 2087")), topic(cast, cast.sam)
    given = drafted(cast, topics=[asked.pk], **{
        "option-0-effect-0-initiative": f"{consent.title} ({consent.pk})", "option-0-effect-0-window": "Q3 2087",
        "option-0-effect-0-confidence": "low", "option-0-effect-1-initiative": "",
    })  # fmt: skip
    answer = cast.browser(cast.noor).post(reverse("new_decision") + "?group=identity", given)
    row = Decision.objects.get()
    assert answer.headers["Location"] == reverse("decision", args=[row.pk])
    effects = [(each.field, each.expected, each.new) for each in options_of(row)[0].effects.all()]
    assert effects == [("window", "Q2 2087", "Q3 2087"), ("confidence", "", "low")]
    html = read(cast, cast.noor, "change_decision", row.pk)
    assert f"{consent.title} ({consent.pk})" in html
    change = drafted(cast, question="Who waits?", version=1)
    page = reverse("change_decision", args=[row.pk])
    assert cast.browser(cast.noor).post(page, change).status_code == 302
    stale = cast.browser(cast.noor).post(page, change)
    assert stale.status_code == 409
    assert "Option 1: What would be done" in stale.content.decode()
    assert "option 0 title" not in stale.content.decode().lower()
    row.refresh_from_db()
    assert row.question == "Who waits?"


def test_room_for_another_option_or_change_keeps_what_was_typed_and_scolds_nobody(cast):
    address, browser = reverse("new_decision") + "?group=identity", cast.browser(cast.noor)
    typed = drafted(cast, **{"question": "", "option-1-why": "strategic", "option-1-effect-0-window": "Q3 2087"})
    html = browser.post(address, typed | {"more": "option"}).content.decode()
    assert 'name="option-2-title"' in html
    assert 'name="option-3-title"' not in html
    assert all(each in html for each in ("Audited clients first", "strategic", "Q3 2087"))
    assert "Not sent yet" not in html
    html = browser.post(address, typed | {"more": "change-1"}).content.decode()
    assert 'name="option-1-effect-1-initiative"' in html
    assert 'name="option-0-effect-1-initiative"' not in html
    assert "Not sent yet" not in html
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"question": ""}, "it cannot stay empty"),
        ({"decide_by": "2001-01-01"}, "within three years"),
        ({"option-1-title": "", "option-1-why": ""}, "two to eight options"),
        ({"option-1-why": "strategic"}, "its own why"),
        ({"option-1-why": "a\0b"}, "cannot be kept"),
        ({"option-0-effect-0-initiative": "Nothing", "option-0-effect-0-horizon": "now"}, "You see no initiative"),
        ({"option-0-effect-0-horizon": "now"}, "on which initiative"),
        ({"option-0-effect-0-initiative": "Consent signals in every bid request"}, "Say what changes on it"),
        ({"option-0-effect-0-initiative": "Consent signals in every bid request", "option-0-effect-0-window": "soon"},
         "is not a window"),
        ({"option-0-effect-0-initiative": "Consent signals in every bid request", "option-0-effect-0-stage": "beta"},
         "is beta already"),
        ({"decider": "Nobody At All"}, "Nobody here is called"),
    ],
)  # fmt: skip
def test_a_draft_that_cannot_be_weighed_says_what_is_missing(cast, changed, sentence):
    initiative(cast)
    answer = cast.browser(cast.noor).post(reverse("new_decision") + "?group=identity", drafted(cast, **changed))
    assert answer.status_code == 422
    assert sentence in " ".join(answer.content.decode().split())
    assert not Decision.objects.exists()


def test_deciding_anew_marks_the_old_one(cast):
    old = decision(cast)
    publish(cast, old)
    assert cast.browser(cast.noor).get(reverse("change_decision", args=[old.pk])).status_code == 422
    page = reverse("new_decision") + f"?supersedes={old.pk}"
    assert cast.browser(cast.noor).post(page, drafted(cast, question="Again: who goes first?")).status_code == 302
    new = Decision.objects.get(supersedes=old)
    publish(cast, new)
    assert "Another decision took its place" in read(cast, cast.sam, "decision", old.pk)
    assert old.question in read(cast, cast.sam, "decision", new.pk)


def test_talking_following_disagreeing_handing_over_and_dropping(cast):
    row = decision(cast)
    assert post(cast, cast.sam, "decision_comments", row.pk, text="Tokyo waits.").status_code == 302
    (comment,) = comments_in(row.thread_id)
    assert post(cast, cast.sam, "decision_unsaid", row.pk, comment.pk).status_code == 302
    post(cast, cast.sam, "decision_following", row.pk, follow="yes")
    assert follows(cast.viewer(cast.sam), row.thread_id)
    assert post(cast, cast.sam, "decision_dissent", row.pk, text="no").status_code == 422
    assert post(cast, cast.sam, "decision_dissent", row.pk, text="Two clients will leave.").status_code == 302
    assert "Two clients will leave." in read(cast, cast.aiko, "decision", row.pk)
    assert post(cast, cast.sam, "decision_decider", row.pk, person="Ravi Menon").status_code == 422
    assert post(cast, cast.elena, "decision_decider", row.pk, person="Ravi Menon").status_code == 302
    row.refresh_from_db()
    assert row.decider == cast.ravi
    assert post(cast, cast.noor, "decision_withdrawal", row.pk, reason="The client left in May.").status_code == 302
    assert "The client left in May." in read(cast, cast.sam, "decision", row.pk)


def test_lists_put_first_what_waits_for_me(cast):
    settled, waiting = decision(cast, question="Settled?"), decision(cast, question="Waiting?")
    publish(cast, settled)
    html = read(cast, cast.elena, "decisions")
    assert html.index("Waiting for you to decide") < html.index(waiting.question) < html.index(settled.question)
    assert "Open in your groups" in read(cast, cast.sam, "decisions")
    html = read(cast, cast.sam, "group_decisions", "identity")
    assert html.index(waiting.question) < html.index(settled.question)


def test_pages_ask_the_database_the_same_whatever_they_show(cast):
    consent = [initiative(cast, f"Initiative {n}") for n in range(6)]
    row = decision(cast, moved(consent[0], EffectField.STAGE, "build"), topics=[topic(cast, cast.sam)])
    told = decision(cast, moved(consent[1]))
    publish(cast, told)
    browser = cast.browser(cast.elena)
    pages = [reverse("decisions"), reverse("group_decisions", args=["identity"])]
    pages += [reverse("decision", args=[each.pk]) for each in (row, told)]

    def counted():
        found = {}
        for page in pages:
            with CaptureQueriesContext(connection) as seen:
                assert browser.get(page).status_code == 200
            found[page] = len(seen)
        return found

    few = counted()
    for n in range(30):
        made = decision(cast, question=f"Case {n}: who goes first?")
        if n % 2:
            publish(cast, made)
        say(thread=row.thread, text=f"Case {n}.", actor=cast.sam, at=cast.at)
        heard = insight(cast, f"Client {n}")
        link_insight(initiative=consent[0], insight=heard, stance=Stance.SUPPORTS, actor=cast.noor, at=cast.at)
    change_decision(decision=row, question=QUESTION, decide_by=row.decide_by, actor=cast.noor, at=cast.at,
                    options=options(*(moved(each, EffectField.STAGE, "build") for each in consent)))  # fmt: skip
    many = counted()
    assert many == few
    assert max(many.values()) <= 15


def test_a_reason_is_not_told_where_fewer_may_read_it(cast):
    hidden = initiative(cast, "Secret plan", audience=Audience.PRODUCT_TEAM, window=window_of("Q2 2087"))
    asked = topic(cast, cast.omar)
    row = decision(cast, moved(hidden), topics=[asked])
    publish(cast, row)
    for person, name, args in (
        (cast.omar, "topic_history", [asked.pk]),
        (cast.omar, "topic", [asked.pk]),
        (cast.omar, "group_history", ["identity"]),
    ):
        html = read(cast, person, name, *args)
        assert REASON not in html
        assert QUESTION not in html
    told = read(cast, cast.sam, "decision_history", row.pk)
    assert REASON in told
    assert "Q3 2087" not in told
    assert "Q3 2087" in read(cast, cast.elena, "decision_history", row.pk)


def test_whoever_may_not_see_all_it_weighs_is_given_no_draft_to_change(cast):
    hidden = initiative(cast, "Household graph", audience=Audience.PRODUCT_TEAM, window=window_of("Q2 2087"))
    row = decision(cast, moved(hidden))
    answer = cast.browser(cast.femi).get(reverse("change_decision", args=[row.pk]))
    assert answer.status_code == 422
    assert "weighs initiatives you may not see" in answer.text
    assert "Q3 2087" not in answer.text
    assert "Q3 2087" in read(cast, cast.noor, "change_decision", row.pk)


def test_a_draft_lets_go_of_what_it_would_supersede(cast):
    old = decision(cast)
    settle_and_publish(decision=old, option=options_of(old)[0], reason=REASON, actor=cast.elena, at=cast.at)
    row = decision(cast, supersedes=old)
    page = reverse("change_decision", args=[row.pk])
    assert "supersedes_nothing" in cast.browser(cast.noor).get(page).text
    sent = {"question": row.question, "decide_by": row.decide_by.isoformat(), "version": "1",
            "supersedes_nothing": "on"}  # fmt: skip
    for n, each in enumerate(options()):
        sent |= {f"option-{n}-title": each.title, f"option-{n}-why": each.why}
    assert cast.browser(cast.noor).post(page, sent).status_code == 302
    row.refresh_from_db()
    assert row.supersedes is None


def test_the_chosen_option_comes_first(cast):
    row = decision(cast)
    settle_and_publish(decision=row, option=options_of(row)[1], reason=REASON, actor=cast.elena, at=cast.at)
    page = read(cast, cast.aiko, "decision", row.pk)
    assert page.index("Leave it as it is") < page.index("What else was weighed") < page.index("Audited clients first")
    assert page.count("Chosen") == 1


def asks(cast, row, name, region, revenue=None, *, times=1):
    money = Money(Decimal(revenue), "EUR") if revenue else None
    client = add_client(name=name, region=region, revenue=money, actor=MACHINE, at=cast.at)
    for time in range(times):
        text = f"{name} waits for it, again {time}."
        said = note_insight(client=client, text=text, said_on=cast.at.date(), actor=cast.aiko, at=cast.at)
        link_insight(initiative=row, insight=said, stance=Stance.SUPPORTS, actor=cast.aiko, at=cast.at)


def test_the_decider_reads_who_asks_and_whether_it_is_one_client(cast):
    consent, graph, pixels, cards = (initiative(cast, title) for title in ("Consent", "Graph", "Pixels", "Cards"))
    hidden = initiative(cast, "Secret plan", audience=Audience.PRODUCT_TEAM)
    row = decision(cast, moved(consent), initiatives=[graph, pixels, cards, hidden])
    asks(cast, consent, "Nordbank", cast.emea, 900_000, times=3)
    asks(cast, consent, "Aldermay", cast.apac, 100_000, times=3)
    asks(cast, graph, "Corvid", cast.amer, times=5)
    asks(cast, cards, "Damson", cast.amer)
    page = read(cast, cast.elena, "decision", row.pk)
    assert "2 clients ask for it" in page
    assert "One client: Nordbank makes 90% of the yearly revenue of those who ask" in page
    assert "1 client asks for it" in page
    assert "One client: only Corvid asks, 5 times" in page
    assert "Too little evidence: only 1 request so far" in page
    assert "No client asks for it, as far as anybody noted." in page
    assert "900" not in page.replace("900px", "")
    assert page.index("Who asks for what it weighs") < page.index("Decide so")
    assert "Secret plan" not in read(cast, cast.aiko, "decision", row.pk)


def test_two_clients_of_like_size_are_not_called_one(cast):
    consent = initiative(cast)
    row = decision(cast, moved(consent))
    asks(cast, consent, "Nordbank", cast.emea, 500_000, times=3)
    asks(cast, consent, "Aldermay", cast.apac, 500_000, times=3)
    few = "Few clients: 2 clients ask in 2 regions, none with more than 50% of the requests"
    assert few in read(cast, cast.elena, "decision", row.pk)


def test_few_and_many_are_said_with_their_figures(cast):
    consent = initiative(cast)
    row = decision(cast, moved(consent))
    for number in range(4):
        asks(cast, consent, f"Client {number}", cast.apac, 100_000, times=1 + number % 2)
    few = "Few clients: 4 clients ask in 1 region, none with more than 33% of the requests"
    assert few in read(cast, cast.elena, "decision", row.pk)
    asks(cast, consent, "Nordbank", cast.emea, 100_000)
    broad = "Broad: 5 clients ask in 2 regions, none with more than 29% of the requests"
    assert broad in read(cast, cast.elena, "decision", row.pk)
    asks(cast, consent, "Aldermay", cast.emea, 1_505_000)
    assert "Aldermay makes 75% of the yearly revenue" in read(cast, cast.elena, "decision", row.pk)
    asks(cast, consent, "Corvid", cast.amer)
    assert "Broad: 7 clients ask in 3 regions" in read(cast, cast.elena, "decision", row.pk)


def test_whoever_may_not_see_revenue_finds_no_sum(cast):
    consent = initiative(cast)
    row = decision(cast, moved(consent))
    asks(cast, consent, "Nordbank", cast.emea, 913_579, times=3)
    asks(cast, consent, "Aldermay", cast.apac, 186_424, times=3)
    page = re.sub("<[^>]+>", " ", read(cast, cast.aiko, "decision", row.pk))
    assert "Nordbank makes 83% of the yearly revenue of those who ask" in page
    digits = re.sub(r"(?<=\d)[.,\s\u00a0\u202f](?=\d)", "", page)
    for found in ("913579", "186424", "1100003", "913", "186"):
        assert found not in page
        assert found not in digits


def test_a_decision_whose_day_has_come_still_holds(cast):
    row, today = decision(cast), today_of(cast.elena, cast.at)
    settle_and_publish(
        decision=row, option=options_of(row)[0], reason=REASON, review_on=today, actor=cast.elena, at=cast.at
    )
    assert "It still holds" in read(cast, cast.elena, "decision", row.pk)
    assert "It still holds" not in read(cast, cast.aiko, "decision", row.pk)
    good = {"reason": "The audits went as planned in both regions.", "review_on": str(today + timedelta(days=90))}
    for wrong, sentence in (
        ({"reason": "ok"}, "does not say why"),
        ({"review_on": str(today)}, "has been looked at today"),
        ({"review_on": ""}, "review_on_error"),
        ({"review_on": str(today - timedelta(days=2))}, "Choose today or a later day"),
    ):
        answer = post(cast, cast.elena, "decision_review", row.pk, **good | wrong)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    answer = post(cast, cast.noor, "decision_review", row.pk, **good)
    assert answer.status_code == 422
    assert "Only the decider says that a decision still holds" in answer.content.decode()
    assert post(cast, cast.omar, "decision_review", row.pk, **good).status_code == 404
    assert post(cast, cast.elena, "decision_review", row.pk, **good).status_code == 302
    later = today + timedelta(days=90)
    mark = decision_ref(row.pk).mark
    assert history(decision_ref(row.pk))[0] == (
        f"looked at {mark} again: it still holds, and is looked at again on {later.day} {later:%b %Y}"
    )
    assert "Its day to be looked at again" not in read(cast, cast.elena, "decision", row.pk)
    open_one = decision(cast, question="Who pays for audits?")
    assert post(cast, cast.elena, "decision_review", open_one.pk, **good).status_code == 422


def test_a_why_has_the_colour_of_whoever_wrote_it(cast):
    row = decision(cast, context="Two regulators ask in every audit.")
    page = read(cast, cast.sam, "decision", row.pk)
    assert page.count("why-product") == 3
    publish(cast, row)
    assert "why why-neither" in read(cast, cast.sam, "decision", row.pk)
    assert "why why-business" in read(cast, cast.sam, "topic", topic(cast, cast.sam).pk)
