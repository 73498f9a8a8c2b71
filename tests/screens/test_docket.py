"""The docket, two initiatives put against each other, and their options side by side."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parley.clients.actions import name_account_manager
from parley.decisions.actions import (
    dissent,
    name_decider_of,
    put_against,
    record_agreement,
    settle_decision,
    withdraw_decision,
)
from parley.decisions.models import Decision, PrivateNote
from parley.decisions.queries import docket_counts, options_of
from parley.decisions.rules import TO_COMPLETE
from parley.decisions.terms import DecisionState, decision_ref
from parley.kernel.refusals import Refused
from parley.kernel.spans import window_of
from parley.ledger.terms import MACHINE
from parley.notifications.queries import waiting_for
from parley.notifications.terms import Waits
from parley.roadmap.actions import link_insight, name_owner
from parley.roadmap.terms import Audience, Stage, Stance
from tests.cast import history
from tests.decisions.made import QUESTION, REASON, decision, moved, without_why
from tests.disclosure.made import buyer
from tests.roadmap.made import initiative, insight

pytestmark = pytest.mark.django_db


def read(cast, person, name, *args, query=""):
    answer = cast.browser(person).get(reverse(name, args=args) + query)
    assert answer.status_code == 200, answer
    return " ".join(answer.content.decode().split())


def post(cast, who, name, *args, query="", **given):
    return cast.browser(who).post(reverse(name, args=args) + query, given)


def compete(cast, by=None, **given):
    """Two initiatives, of which Noor owns the second, put against each other by Sam, who is in the group."""
    first, second = initiative(cast, window=window_of("Q2 2087")), initiative(cast, "Household graph", owner=cast.noor)
    facts = {"initiative": first.pk, "other": second.pk, "decide_by": str(cast.at.date() + timedelta(days=14))} | given
    answer = post(cast, by or cast.sam, "against", query="?group=identity", **facts)
    return answer, first, second


def test_late_decisions_are_counted_where_everybody_sees_and_named_to_few(cast):
    late = decision(cast, decide_by=cast.at.date() + timedelta(days=1), question="Who waits for whom?")
    tomorrow = late.decide_by + timedelta(days=1)
    for on, overdue in ((late.decide_by, 0), (tomorrow, 1)):
        counted = docket_counts(cast.viewer(cast.omar), on=on)
        assert [(each.name, each.overdue) for each in counted] == [("Identity & privacy", overdue), ("Reporting", 0)]
    browser = cast.browser(cast.omar)
    page = browser.get(reverse("docket")).content.decode()
    assert "1 decision is not published yet" in page
    assert late.question not in page
    assert '<b class="num">0 of 1</b>' in page
    assert "there are 1, and you may see 0" in page
    assert "There is no state “bogus”" in read(cast, cast.omar, "docket", query="?state=bogus")
    quiet = page[page.index("Nothing waits in:") :].partition("</p>")[0]
    assert "Reporting" in quiet
    assert "Identity" not in quiet, "it is in the table"
    html = read(cast, cast.sam, "docket", query="?group=identity&state=open")
    assert late.question in html
    assert '<b class="num">1</b>' in html
    assert "The others are for fewer people" not in html
    assert late.question not in read(cast, cast.sam, "docket", query="?state=decided")
    assert late.question in read(cast, cast.sam, "group_decisions", "identity", query="?state=open")


def test_anybody_in_the_group_puts_two_initiatives_against_each_other(cast):
    second = without_why(cast, "Household graph without a why", cast.noor)
    answer, first, _other = compete(cast, other=second.pk)
    row = Decision.objects.get()
    assert answer.headers["Location"] == reverse("decision_options", args=[row.pk])
    assert (row.decider, row.opened_by, row.state) == (cast.elena, cast.sam, DecisionState.OPEN)
    mine, theirs = options_of(row)
    assert (mine.initiative, theirs.initiative, mine.asks, theirs.asks) == (first, second, None, cast.noor)
    asked = [each for each in waiting_for(cast.viewer(cast.noor), at=cast.at) if each.waits is Waits.WHY]
    assert [each.key for each in asked] == [row.pk]
    page = read(cast, cast.noor, "decision_options", row.pk)
    for words in ("Noor Haddad is asked to write it", "Complete the why", "Two teams for two quarters"):
        assert words in page, words
    assert post(cast, cast.aiko, "option_why", row.pk, theirs.pk, why="It pays off in a year.").status_code == 422
    assert post(cast, cast.noor, "option_why", row.pk, theirs.pk, why="strategic").status_code == 422
    assert TO_COMPLETE not in page, "the box is empty: what stands in the place of a why is nobody’s words"
    assert post(cast, cast.noor, "option_why", row.pk, theirs.pk, why=TO_COMPLETE).status_code == 422
    assert post(cast, cast.noor, "option_why", row.pk, theirs.pk, why="It pays off in a year.").status_code == 302
    assert not [each for each in waiting_for(cast.viewer(cast.noor), at=cast.at) if each.waits is Waits.WHY]
    assert history(decision_ref(row.pk))[0] == f"completed the why of an option of {decision_ref(row.pk).mark}"


def test_what_does_not_compete_is_refused_with_a_sentence(cast):
    one = initiative(cast)
    same = {"initiative": one.pk, "other": one.pk}
    for given, sentence in ((same, "These are one initiative"), ({"other": ""}, "other_error")):
        answer, *_both = compete(cast, **given)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert not Decision.objects.exists()
    assert "Only people in a group" not in read(cast, cast.omar, "against", query="?group=identity")
    assert "Put it against another" in read(cast, cast.sam, "initiative", one.pk)
    shown = initiative(cast, "For all", audience=Audience.GROUP)
    assert cast.browser(cast.omar).get(reverse("initiative", args=[shown.pk])).status_code == 404


def test_what_is_for_fewer_than_the_group_is_not_put_before_it(cast):
    hidden = initiative(cast, "Cookieless", audience=Audience.PRODUCT_TEAM)
    elsewhere = initiative(
        cast, "Reports by hour", area=cast.reporting, actor=cast.petra, stage=Stage.BUILD, audience=Audience.COMPANY
    )
    others = initiative(cast, "Reports by minute", area=cast.reporting, actor=cast.petra, audience=Audience.GROUP)
    page = read(cast, cast.noor, "against", query="?group=identity")
    assert "Reports by hour (Reporting)" in page
    asked = read(cast, cast.noor, "against", query=f"?group=identity&initiative={hidden.pk}")
    assert "“Cookieless” cannot be chosen yet" in asked
    assert "cannot be chosen yet" not in page
    assert not [each for each in (hidden, others) if each.title in page]
    answer, first, _second = compete(cast, by=cast.noor, other=hidden.pk)
    assert answer.status_code == 422
    day = cast.at.date() + timedelta(days=14)
    with pytest.raises(Refused, match="Not everybody in the group may see “Cookieless”"):
        put_against(initiative=first, other=hidden, decide_by=day, actor=cast.noor, at=cast.at)
    assert not Decision.objects.exists()
    compete(cast, other=elsewhere.pk, decider=cast.elena.name)
    assert "Reports by hour first" in [each.title for each in options_of(Decision.objects.get())]


def test_two_that_a_group_weighs_already_are_not_asked_for_again(cast):
    _answer, first, second = compete(cast)
    day = cast.at.date() + timedelta(days=14)
    with pytest.raises(Refused, match="The group weighs these two already"):
        put_against(initiative=second, other=first, decide_by=day, actor=cast.aiko, at=cast.at)
    withdraw_decision(
        decision=Decision.objects.get(), reason="Both were promised to nobody.", actor=cast.noor, at=cast.at
    )
    put_against(initiative=second, other=first, decide_by=day, actor=cast.aiko, at=cast.at)


def test_nothing_is_leaned_to_or_agreed_on_by_accident(cast):
    compete(cast)
    row = Decision.objects.get()
    lean = post(cast, cast.sam, "decision_leaning", row.pk, would_change="A client who pays for it.", option="")
    assert (lean.status_code, "Choose to which option you lean" in lean.content.decode()) == (422, True)
    agree = post(cast, cast.femi, "decision_agreement", row.pk, reason=REASON, option="", version=row.version)
    assert (agree.status_code, "Choose one of the options first" in agree.content.decode()) == (422, True)


def test_options_stand_side_by_side_with_what_speaks_for_each(cast):
    _answer, first, _second = compete(cast)
    row = Decision.objects.get()
    option = options_of(row)[0]
    client = buyer(cast)
    heard = insight(cast, "Aldermay")
    name_account_manager(client=heard.client, person=cast.aiko, named=True, actor=MACHINE, at=cast.at)
    link_insight(initiative=first, insight=heard, stance=Stance.SUPPORTS, actor=cast.noor, at=cast.at)
    assert client
    dissent(decision=row, text="Two clients will leave before Q3.", actor=cast.femi, at=cast.at)
    assert post(cast, cast.sam, "option_comments", row.pk, option.pk, text="Tokyo waits for it.").status_code == 302
    lean = {"option": option.pk, "would_change": "If the audit were later than June."}
    assert post(cast, cast.sam, "decision_leaning", row.pk, **(lean | {"would_change": ""})).status_code == 422
    assert post(cast, cast.sam, "decision_leaning", row.pk, **lean).status_code == 302
    row.refresh_from_db()
    assert row.state is DecisionState.DISCUSSING
    page = read(cast, cast.femi, "decision_options", row.pk)
    for words in ("1 client asks for it", "€6m to €9m a year", "no client was told", "Tokyo waits for it.",
                  "If the audit were later than June.", "Two clients will leave before Q3.", "every region",
                  "Affected, and not heard yet"):  # fmt: skip
        assert words in page, words
    assert page.index("Affected, and not heard yet") < page.rindex("Aiko Tanaka")
    assert "Affected, and not heard yet" not in read(cast, cast.sam, "decision_options", row.pk)
    assert post(cast, cast.sam, "decision_leaning_withdrawal", row.pk).status_code == 302
    assert "If the audit were later than June." not in read(cast, cast.sam, "decision_options", row.pk)
    assert cast.browser(cast.omar).get(reverse("decision_options", args=[row.pk])).status_code == 404


def test_a_private_note_is_read_by_its_author_and_the_decider_alone(cast):
    row = decision(cast)
    secret = "The household graph team is about to lose its lead."
    assert post(cast, cast.noor, "decision_private_note", row.pk, text=secret, to=cast.elena.pk).status_code == 302
    for person in (cast.noor, cast.elena):
        assert secret in read(cast, person, "decision_options", row.pk)
    for person in (cast.ines, cast.femi, cast.sam):
        for name in ("decision_options", "decision", "decision_history"):
            assert secret not in read(cast, person, name, row.pk)
    assert not [line for line in history(decision_ref(row.pk)) if "private" in line]
    assert PrivateNote.objects.get().author == cast.noor
    assert post(cast, cast.sam, "decision_private_note_end", row.pk).status_code == 302
    assert PrivateNote.objects.exists()
    for _twice in range(2):
        assert post(cast, cast.noor, "decision_private_note_end", row.pk).status_code == 302
    for person in (cast.noor, cast.elena):
        assert secret not in read(cast, person, "decision_options", row.pk)


def test_a_private_note_is_not_for_whoever_is_asked_to_decide_later(cast):
    row, secret = decision(cast), "The household graph team is about to lose its lead."
    send = lambda who, to: post(cast, who, "decision_private_note", row.pk, text=secret, to=to.pk)  # noqa: E731 - thrice
    assert send(cast.noor, cast.elena).status_code == 302
    assert "and not whoever may be asked to decide later" in read(cast, cast.noor, "decision_options", row.pk)
    name_decider_of(decision=row, person=cast.ravi, actor=cast.elena, at=cast.at)
    for person in (cast.elena, cast.ravi):
        assert secret not in read(cast, person, "decision_options", row.pk), person
    page = read(cast, cast.noor, "decision_options", row.pk)
    assert "You wrote this to Elena Brandt, who does not decide any more." in page
    assert secret in page
    refused = send(cast.noor, cast.elena)  # from a page of before
    assert refused.status_code == 422
    assert "Somebody else decides this now" in refused.content.decode()
    assert secret not in read(cast, cast.ravi, "decision_options", row.pk)
    assert send(cast.ravi, cast.ravi).status_code == 422
    assert send(cast.noor, cast.ravi).status_code == 302
    assert secret in read(cast, cast.ravi, "decision_options", row.pk)


def test_the_group_agrees_and_the_decider_confirms(cast):
    row = decision(cast)
    option = options_of(row)[1]
    given = {"option": option.pk, "reason": REASON, "version": 1}
    assert post(cast, cast.noor, "decision_agreement", row.pk, **given).status_code == 422
    assert post(cast, cast.femi, "decision_agreement", row.pk, **given).status_code == 302
    row.refresh_from_db()
    assert row.state is DecisionState.DISCUSSING
    page = read(cast, cast.elena, "decision", row.pk)
    for words in (f"The group agrees: {option.title}", "Confirm what the group agreed on", REASON, "checked"):
        assert words in page, words
    assert post(cast, cast.femi, "decision_disagreed", row.pk).status_code == 302
    assert "The group agrees:" not in read(cast, cast.elena, "decision", row.pk)
    assert post(cast, cast.femi, "decision_escalation", row.pk, reason="Sales and product differ.").status_code == 302
    assert Decision.objects.get().state is DecisionState.ESCALATED
    assert post(cast, cast.femi, "decision_discussion", row.pk).status_code == 422


def test_what_was_written_while_it_was_settled_is_not_lost(cast):
    row = decision(cast)
    option = options_of(row)[0]
    settle_decision(decision=row, option=option, reason=REASON, actor=cast.elena, at=cast.at)
    words = "Sales and product see it differently since the audit in Tokyo."
    for who, name, args, given in (
        (cast.sam, "decision_leaning", [], {"option": option.pk, "would_change": words}),
        (cast.sam, "decision_private_note", [], {"text": words, "to": row.decider_id}),
        (cast.noor, "option_why", [option.pk], {"why": words}),
        (cast.femi, "decision_agreement", [], {"option": option.pk, "reason": words}),
        (cast.femi, "decision_escalation", [], {"reason": words}),
        (cast.noor, "decision_withdrawal", [], {"reason": words}),
    ):
        answer = post(cast, who, name, row.pk, *args, **given)
        page = " ".join(answer.content.decode().split())
        assert answer.status_code == 422, name
        assert "This is settled" in page, name
        assert words in page, name


def test_what_is_sent_back_says_why_to_those_who_may_read_it(cast):
    row = decision(cast)
    settle_decision(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.elena, at=cast.at)
    assert post(cast, cast.sam, "decision_return", row.pk, reason="It names a client.").status_code == 422
    assert post(cast, cast.femi, "decision_return", row.pk, reason="It names a client we may not.").status_code == 302
    assert "It names a client we may not." in read(cast, cast.elena, "decision", row.pk)
    for name in ("decision", "decision_history"):
        page = read(cast, cast.sam, name, row.pk)
        assert "It names a client" not in page
        assert REASON not in page


def test_these_pages_ask_the_same_whatever_they_show(cast):
    _answer, first, second = compete(cast)
    row = Decision.objects.get()
    name_owner(initiative=first, person=cast.femi, actor=cast.noor, at=cast.at)
    for option in options_of(row):
        post(cast, cast.sam, "option_comments", row.pk, option.pk, text="Tokyo waits.")
    record_agreement(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.femi, at=cast.at)
    pages = [reverse("docket"), reverse("group_decisions", args=["identity"])]
    pages += [reverse(name, args=[row.pk]) for name in ("decision_options", "decision")]
    settled = decision(cast, moved(first, new="Q4 2087"), question="Which one waits?")
    settle_decision(decision=settled, option=options_of(settled)[0], reason=REASON, actor=cast.elena, at=cast.at)
    pages.append(reverse("decision", args=[settled.pk]))
    browser = cast.browser(cast.femi)

    def counted():
        found = {}
        for page in pages:
            with CaptureQueriesContext(connection) as seen:
                assert browser.get(page).status_code == 200
            found[page] = len(seen)
        return found

    few = counted()
    for n in range(30):
        made = decision(cast, question=f"Case {n}: {QUESTION}")
        if n % 2:
            settle_decision(decision=made, option=options_of(made)[0], reason=REASON, actor=cast.elena, at=cast.at)
        heard = insight(cast, f"Client {n}")
        link_insight(initiative=second, insight=heard, stance=Stance.SUPPORTS, actor=cast.noor, at=cast.at)
        post(cast, cast.sam, "option_comments", row.pk, options_of(row)[0].pk, text=f"Tokyo waits, {n}.")
    assert counted() == few
    assert max(few.values()) <= 15, few
