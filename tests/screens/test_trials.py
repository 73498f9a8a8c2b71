"""The pages of trials: planning with questions, nominating in two taps, and an invitation without an account."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parley.disclosure.actions import withdraw_words
from parley.kernel.spans import spoken_day, today_of
from parley.trials.actions import extend_trial, invite_client, propose_clients
from parley.trials.models import Trial, TrialPlace
from parley.trials.queries.links import link_of_token
from parley.trials.terms import PlaceState, TrialState
from tests.cast import Cast
from tests.trials.made import CODE_NAME, SAID, clients, in_beta, invited, nominated, trial, words_for

pytestmark = pytest.mark.django_db


def plan(cast: Cast, **given: Any) -> dict[str, Any]:
    today = today_of(cast.noor, cast.at)
    return {
        "kind": "beta",
        "code_name": CODE_NAME,
        "aim": "Whether a proof in each bid satisfies an auditor.",
        "first_day": today + timedelta(days=1),
        "last_day": today + timedelta(days=30),
        "places": "2",
        "least_regions": "1",
        "least_segments": "1",
        "rest_months": "6",
        "question-0-asks": "Could you answer an auditor with it?",
        "question-0-changes_mind": "If most say no, we name the choice too.",
        "question-0-kind": "tap",
        "question-1-asks": "",
        "question-1-changes_mind": "",
        "wanted-0-least": "1",
        "wanted-0-what": f"region:{cast.emea.pk}",
    } | given


def test_a_trial_is_planned_changed_and_opened(cast: Cast) -> None:
    row, browser = in_beta(cast), cast.browser(cast.noor)
    assert b"Plan a trial" in browser.get(reverse("initiative", args=[row.pk])).content
    answer = browser.post(reverse("new_trial", args=[row.pk]), plan(cast))
    made = Trial.objects.get()
    assert answer.headers["Location"] == reverse("trial", args=[made.pk])
    page = browser.get(reverse("trial", args=[made.pk])).content.decode()
    assert "Open the trial" in page
    assert "EMEA: at least 1" in page
    form = browser.get(reverse("change_trial", args=[made.pk])).content.decode()
    assert "Could you answer an auditor with it?" in form
    changed = plan(cast, places="3", version=str(made.version))
    browser.post(reverse("change_trial", args=[made.pk]), changed)
    made.refresh_from_db()
    assert made.places == 3
    stale = browser.post(reverse("change_trial", args=[made.pk]), plan(cast, places="4", version="1"))
    assert stale.status_code == 409
    assert "3 places" in stale.content.decode()
    browser.post(reverse("trial_opening", args=[made.pk]))
    made.refresh_from_db()
    assert made.state is TrialState.OPEN
    assert browser.get(reverse("change_trial", args=[made.pk])).status_code == 422
    listing = browser.get(reverse("trials")).content.decode()
    assert CODE_NAME in listing
    assert "0 of 3 clients" in listing


def test_everything_that_is_wrong_with_a_plan_is_said_at_once_and_nothing_is_lost(cast: Cast) -> None:
    row, browser = in_beta(cast), cast.browser(cast.noor)
    typed = plan(cast, aim="strategic", **{"question-0-changes_mind": "", "wanted-1-least": "2", "wanted-1-what": ""})
    answer = browser.post(reverse("new_trial", args=[row.pk]), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say of which region, segment or size." in page
    typed |= {"wanted-1-least": ""}
    answer = browser.post(reverse("new_trial", args=[row.pk]), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "before anybody answers" in page
    assert "“Strategic” alone does not say why." in page
    assert 'value="Could you answer an auditor with it?"' in page
    assert not Trial.objects.exists()


def test_a_stranger_finds_nothing_of_a_trial(cast: Cast) -> None:
    made, (client,) = trial(cast), clients(cast, "Nordbank")
    place = nominated(cast, made, client)
    stranger = cast.browser(cast.petra)
    assert CODE_NAME not in stranger.get(reverse("trials")).content.decode()
    for name in ("trial", "change_trial", "trial_nominations", "trial_cohort"):
        assert stranger.get(reverse(name, args=[made.pk])).status_code == 404, name
    for name in ("trial_opening", "trial_extension", "trial_ending", "trial_nominations"):
        assert stranger.post(reverse(name, args=[made.pk])).status_code == 404, name
    assert stranger.get(reverse("trial_place", args=[place.pk])).status_code == 404
    for name in ("agreement", "holding_back", "taking_out", "reply", "invitation"):
        assert stranger.post(reverse(f"trial_{name}", args=[place.pk])).status_code == 404, name
    history = stranger.get(reverse("client", args=[client.pk])).content.decode()
    facts = stranger.get(reverse("client_facts", args=[client.pk])).content.decode()
    trials = stranger.get(reverse("client_trials", args=[client.pk])).content.decode()
    assert CODE_NAME not in history + facts + trials


def test_a_client_is_nominated_in_three_taps_from_its_page(cast: Cast) -> None:
    made, (client,) = trial(cast), clients(cast, "Nordbank")
    browser = cast.browser(cast.aiko)
    page = browser.get(reverse("client", args=[client.pk])).content.decode()
    assert reverse("client_trials", args=[client.pk]) in page  # one tap
    offered = browser.get(reverse("client_trials", args=[client.pk])).content.decode()
    assert CODE_NAME in offered
    answer = browser.post(reverse("trial_nominations", args=[made.pk]), {"client": client.pk}, follow=True)  # two
    assert "Nordbank is nominated" in answer.content.decode()
    assert "can be invited" in browser.get(reverse("trial_nominations", args=[made.pk])).content.decode()
    (other,) = clients(cast, "Altona", manager=cast.sam)
    assert browser.post(reverse("trial_nominations", args=[made.pk]), {"client": other.pk}).status_code == 404


def test_an_account_manager_who_does_not_see_the_initiative_agrees_and_invites(cast: Cast) -> None:
    made, (client,) = trial(cast), clients(cast, "Nordbank", manager=cast.omar)
    (place,) = propose_clients(trial=made, clients=[client], actor=cast.noor, at=cast.at)
    words_for(cast, made, client)
    browser = cast.browser(cast.omar)
    today = browser.get("/").content.decode()
    assert "May they be asked to try it?" in today
    here = reverse("trial_place", args=[place.pk])
    page = browser.get(here).content.decode()
    assert made.initiative.title not in page
    assert made.aim not in page
    refused = browser.post(reverse("trial_holding_back", args=[place.pk]), {"because": "strategic"})
    assert refused.status_code == 422
    assert "what stands in the way" in refused.content.decode()
    browser.post(reverse("trial_agreement", args=[place.pk]))
    assert "Invite them to try it" in browser.get("/").content.decode()
    page = browser.get(here).content.decode()
    assert SAID.text in page
    track = made.initiative.talk_tracks.get().pk
    sent = browser.post(reverse("trial_invitation", args=[place.pk]), {"track": track, "to_whom": "Ms Berg"})
    assert "/invited/" in sent.content.decode()
    place.refresh_from_db()
    assert place.state is PlaceState.INVITED


def test_why_a_client_is_held_back_is_for_those_concerned(cast: Cast) -> None:
    made, (client,) = trial(cast), clients(cast, "Nordbank")
    (place,) = propose_clients(trial=made, clients=[client], actor=cast.noor, at=cast.at)
    why = "They renegotiate their contract until March."
    cast.browser(cast.aiko).post(reverse("trial_holding_back", args=[place.pk]), {"because": why})
    here = reverse("trial_place", args=[place.pk])
    assert why in cast.browser(cast.noor).get(here).content.decode()
    assert why not in cast.browser(cast.sam).get(here).content.decode()


def test_a_client_is_spared_on_its_page(cast: Cast) -> None:
    (client,) = clients(cast, "Nordbank")
    browser = cast.browser(cast.aiko)
    typed = {"what": "renewal", "until": today_of(cast.aiko, cast.at) + timedelta(days=5), "because": "Price talks."}
    browser.post(reverse("client_sparing", args=[client.pk]), typed)
    page = browser.get(reverse("client_trials", args=[client.pk])).content.decode()
    assert "Asked for nothing extra until" in page
    assert "Price talks." in page
    others = cast.browser(cast.sam).get(reverse("client_trials", args=[client.pk])).content.decode()
    assert "Price talks." not in others
    assert "renewal" not in others
    late = browser.post(reverse("client_sparing", args=[client.pk]), typed | {"until": "2020-01-01"})
    assert late.status_code == 422
    browser.post(reverse("client_sparing_end", args=[client.pk]))
    assert "Asked for nothing extra" not in browser.get(reverse("client_trials", args=[client.pk])).content.decode()


class TestInvitation:
    """What a client does by its link."""

    def test_it_shows_the_words_and_takes_an_answer_without_signing_in(self, cast: Cast) -> None:
        made, (client,) = trial(cast, agreement="It stays between us."), clients(cast, "Nordbank")
        words_for(cast, made, client)
        given = invited(cast, made, client)
        here, browser = reverse("trial_invited", args=[given.token]), Browser(enforce_csrf_checks=True)
        page = browser.get(here)
        text = page.content.decode()
        assert SAID.text in text
        for secret in (CODE_NAME, made.aim, made.initiative.title, "Nordbank", "Aiko", "auditor with it"):
            assert secret not in text, secret
        assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store, private", "no-referrer")
        assert TrialPlace.objects.get().state is PlaceState.INVITED, "looking changes nothing"
        refused = browser.post(here, {"reply": "yes"})
        assert refused.status_code == 422
        assert "please agree" in refused.content.decode()
        assert browser.post(here, {"reply": "perhaps", "agreed": "yes"}).status_code == 422
        done = browser.post(here, {"reply": "yes", "agreed": "yes"})
        assert "You have a place" in done.content.decode()
        assert TrialPlace.objects.get().state is PlaceState.ACCEPTED
        assert "not asked about this again" in browser.post(here, {"reply": "not_for_us"}).content.decode()

    def test_opened_again_it_says_that_it_was_answered_and_not_what(self, cast: Cast) -> None:
        made, (client, other) = trial(cast), clients(cast, "Nordbank", "Altona")
        words_for(cast, made, client, other)
        here, theirs = (reverse("trial_invited", args=[invited(cast, made, each).token]) for each in (client, other))
        said = "An answer was given on"
        assert said not in Browser().get(here).content.decode()
        for reply in ("yes", "not_now"):
            Browser().post(here, {"reply": reply})
            again = Browser().get(here).content.decode()
            replied = TrialPlace.objects.get(client=client).replied_at
            assert replied is not None
            assert f"{said} {spoken_day(replied.date())}. A new one replaces it." in again
            assert " checked" not in again, "the link may have been forwarded"
        assert said not in Browser().get(theirs).content.decode()
        invite_client(place=TrialPlace.objects.get(client=client), actor=cast.aiko, at=cast.at)
        assert Browser().get(here).status_code == 404

    def test_who_comes_when_all_places_are_taken_waits(self, cast: Cast) -> None:
        made, (first, second) = trial(cast, places=1), clients(cast, "Nordbank", "Altona")
        words_for(cast, made, first, second)
        tokens = [invited(cast, made, each).token for each in (first, second)]
        said = [
            Browser().post(reverse("trial_invited", args=[each]), {"reply": "yes"}).content.decode() for each in tokens
        ]
        assert "You have a place" in said[0]
        assert "waiting list" in said[1]
        extend_trial(trial=made, last_day=made.last_day, places=2, reason="Altona waits and is ready.",
                     actor=cast.noor, at=cast.at)  # fmt: skip
        assert TrialPlace.objects.filter(state=PlaceState.ACCEPTED).count() == 2

    def test_an_unknown_ended_or_other_link_answers_alike(self, cast: Cast) -> None:
        made, (client,) = trial(cast), clients(cast, "Nordbank")
        words_for(cast, made, client)
        given = invited(cast, made, client)
        cast.browser(cast.aiko).post(reverse("trial_link_end", args=[given.link.place_id, given.link.pk]))
        pages = [Browser().get(reverse("trial_invited", args=[token])) for token in (given.token, "x" * 43)]
        assert [each.status_code for each in pages] == [404, 404]
        assert pages[0].content == pages[1].content
        assert Browser().post(reverse("trial_invited", args=[given.token]), {"reply": "yes"}).status_code == 404

    def test_words_that_were_withdrawn_are_not_shown_and_not_answered(self, cast: Cast) -> None:
        made, (client,) = trial(cast), clients(cast, "Nordbank")
        words_for(cast, made, client)
        given = invited(cast, made, client)
        withdraw_words(initiative=made.initiative, reason="The auditor said no.", actor=cast.noor, at=cast.at)
        page = Browser().get(reverse("trial_invited", args=[given.token]))
        assert page.status_code == 410
        assert SAID.text not in page.content.decode()
        assert Browser().post(reverse("trial_invited", args=[given.token]), {"reply": "yes"}).status_code == 410
        assert link_of_token(given.token, on=cast.at.date())

    def test_a_script_that_answers_without_end_is_stopped(self, cast: Cast) -> None:
        made, (client,) = trial(cast), clients(cast, "Nordbank")
        words_for(cast, made, client)
        here = reverse("trial_invited", args=[invited(cast, made, client).token])
        codes = {Browser().post(here, {"reply": reply}).status_code for reply in ("yes", "not_now") * 12}
        assert codes == {200, 429}


def asked(browser: Any, here: str) -> int:
    browser.get(here)
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(here).status_code == 200
    return len(seen)


def test_a_trial_takes_as_many_queries_with_one_client_as_with_thirty(cast: Cast) -> None:
    made, many = trial(cast, places=40), clients(cast, *(f"Client {n:02}" for n in range(30)))
    pages = [(cast.browser(cast.noor), "trial"), (cast.browser(cast.aiko), "trial_nominations")]
    nominated(cast, made, many[0])
    few = [asked(browser, reverse(name, args=[made.pk])) for browser, name in pages]
    for client in many[1:]:
        nominated(cast, made, client)
    assert [asked(browser, reverse(name, args=[made.pk])) for browser, name in pages] == few
    assert max(few) <= 15
