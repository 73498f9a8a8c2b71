"""The company's settings: for product operations alone, each refusal a sentence."""

import re
import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from parley.groups.models import Area, Team
from parley.ledger.outbox import parked, put_off, take
from parley.ledger.terms import MACHINE
from parley.people.actions import ask_for_link
from parley.people.models import Function, Person, Region
from parley.people.terms import Side
from parley.roadmap.queries import stage_labels
from parley.roadmap.terms import Stage
from tests.cast import Cast

pytestmark = pytest.mark.django_db
READ = ("", "areas/", "stages/", "work/", "hooks/", "people/")
SENT = ("functions/new/", "regions/new/", "areas/new/", "areas/identity/decider/", "areas/identity/teams/new/",
        "stages/beta/", "stage-duties/new/", "mail/", "people/new/", "hooks/new/")  # fmt: skip
REFUSAL = "Only product operations can do this. Ask product operations"


def refused(answer: Any, sentence: str) -> bool:
    """Whether an answer refuses with this sentence."""
    assert answer.status_code == 422, answer.status_code
    assert sentence in answer.text
    return True


def kept() -> list[Any]:
    """Everything the settings keep, to see that nothing was changed."""
    rows = [list(table.objects.order_by("pk").values()) for table in (Region, Function, Area, Team, Person)]
    return [*rows, stage_labels()]


@pytest.mark.parametrize("page", [*READ, *SENT])
def test_the_settings_are_for_product_operations(cast: Cast, page: str) -> None:
    before = kept()
    assert cast.browser(cast.ines).get(f"/company/{page}").status_code == 200
    stranger = cast.browser(cast.femi)
    assert refused(stranger.get(f"/company/{page}"), REFUSAL)
    typed = {"name": "X", "side": "product", "label": "X", "decider": "Ravi Menon", "capacity": "1", "charter": "",
             "email": "x@parley.example", "time_zone": "UTC", "language": "en"}  # fmt: skip
    sent = stranger.post(f"/company/{page}", typed)
    if page in READ:
        assert sent.status_code == 405
    else:
        assert refused(sent, REFUSAL)
    assert kept() == before
    assert not mail.outbox


def test_functions_and_regions_are_added_and_changed(cast: Cast) -> None:
    browser = cast.browser(cast.ines)
    assert browser.post("/company/functions/new/", {"name": "Research", "side": "product"}).status_code == 302
    assert Function.objects.get(name="Research").side is Side.PRODUCT
    legal = cast.functions["legal"].pk
    assert browser.post(f"/company/functions/{legal}/", {"name": "Counsel", "side": "neither"}).status_code == 302
    assert Function.objects.get(pk=legal).name == "Counsel"
    wrong = browser.post(f"/company/functions/{legal}/", {"name": "Counsels", "side": "both"})
    assert refused(wrong, "cannot be chosen here")
    assert refused(browser.post(f"/company/functions/{legal}/", {"name": "Sales", "side": "neither"}),
                   "already a function called Sales")  # fmt: skip
    assert Function.objects.get(pk=legal).name == "Counsel"
    assert refused(browser.post("/company/regions/new/", {"name": "EMEA"}), "already a region called EMEA")
    assert browser.post(f"/company/regions/{cast.emea.pk}/", {"name": "Europe"}).status_code == 302
    assert browser.get("/company/functions/98765/").status_code == 404
    assert "Counsel" in browser.get("/company/").text


def test_areas_open_get_a_decider_and_teams(cast: Cast) -> None:
    browser = cast.browser(cast.ines)
    typed = {"name": "Measurement", "charter": "What ads did.", "decider": "Ravi Menon"}
    assert browser.post("/company/areas/new/", typed).status_code == 302
    assert Area.objects.get(key="measurement").decider == cast.ravi
    assert refused(browser.post("/company/areas/new/", typed), "already an area called Measurement")
    assert browser.post("/company/areas/measurement/decider/", {"decider": "elena@parley.example"}).status_code == 302
    assert refused(browser.post("/company/areas/measurement/decider/", {"decider": "Nobody Here"}),
                   "Nobody here is called “Nobody Here”")  # fmt: skip
    assert Area.objects.get(key="measurement").decider == cast.elena
    assert browser.post("/company/areas/identity/teams/new/", {"name": "Core", "capacity": "9.5"}).status_code == 302
    team = Team.objects.get()
    at_team = f"/company/areas/identity/teams/{team.pk}/"
    assert refused(browser.post(at_team, {"name": "Core", "capacity": "1000"}), "999")
    assert browser.post(at_team, {"name": "Kernel", "capacity": "8"}).status_code == 302
    assert browser.post(f"{at_team}end/").status_code == 302
    assert Team.objects.get().closed_on is not None
    assert browser.get(at_team).status_code == 404


def test_an_area_is_dissolved_into_another(cast: Cast) -> None:
    browser = cast.browser(cast.ines)
    address = "/groups/identity/dissolving/"
    assert refused(cast.browser(cast.femi).get(address), "Only product operations")
    assert browser.get(address).status_code == 200
    assert refused(browser.post(address, {"heir": "identity", "reason": "R."}), "cannot be chosen here")
    assert refused(browser.post(address, {"heir": "reporting", "reason": ""}), "it cannot stay empty")
    assert Area.objects.get(key="identity").dissolved_on is None
    assert browser.post(address, {"heir": "reporting", "reason": "One group for both."}).status_code == 302
    assert Area.objects.get(key="identity").dissolved_on
    assert browser.get("/groups/identity/people/").status_code == 404
    assert browser.get(address).status_code == 404


def test_stages_are_renamed(cast: Cast) -> None:
    browser = cast.browser(cast.ines)
    assert browser.post("/company/stages/beta/", {"label": "Pilot"}).status_code == 302
    assert stage_labels()[Stage.BETA] == "Pilot"
    assert refused(browser.post("/company/stages/beta/", {"label": " "}), "it cannot stay empty")
    assert refused(browser.post("/company/stages/alpha/", {"label": "pilot"}), "pilot")
    assert stage_labels()[Stage.BETA] == "Pilot"
    assert stage_labels()[Stage.ALPHA] == "Alpha"
    assert browser.get("/company/stages/nothing/").status_code == 404
    assert "Pilot" in browser.get("/company/stages/").text


def test_people_are_added_and_changed(cast: Cast) -> None:
    browser = cast.browser(cast.ines)
    typed = {"name": "Ada Byron", "email": "ada@parley.example", "function": cast.functions["legal"].pk,
             "region": cast.emea.pk, "time_zone": "Europe/London", "language": "en"}  # fmt: skip
    answer = browser.post("/company/people/new/", typed, follow=True)
    assert answer.redirect_chain[-1][0] == f"/people/{Person.objects.get(email=typed['email']).pk}/"
    assert "No mail was sent" in answer.content.decode()
    ada = Person.objects.get(email="ada@parley.example")
    assert ada.side is Side.BUSINESS
    assert refused(browser.post("/company/people/new/", typed), "with the e-mail ada@parley.example is here already")
    assert browser.post(f"/company/people/{ada.pk}/", typed | {"name": "Ada King", "region": ""}).status_code == 302
    assert Person.objects.get(pk=ada.pk).region is None
    assert refused(browser.post(f"/company/people/{ada.pk}/", typed | {"function": "98765"}),
                   "cannot be chosen here")  # fmt: skip
    assert Person.objects.get(pk=ada.pk).side is Side.BUSINESS


def test_administering_is_given_and_taken(cast: Cast) -> None:
    browser = cast.browser(cast.ines)
    assert refused(browser.post(f"/company/administrators/{cast.ines.pk}/end/"), "Somebody must administer Parley")
    assert browser.post("/company/administrators/", {"person": "Noor Haddad"}).status_code == 302
    assert refused(browser.post("/company/administrators/", {"person": "Grace Gone"}),
                   "Nobody here is called “Grace Gone”")  # fmt: skip
    assert browser.post(f"/company/administrators/{cast.ines.pk}/end/").status_code == 302
    assert refused(browser.get("/company/"), REFUSAL)
    assert cast.browser(cast.noor).get("/company/people/").status_code == 200


def test_a_test_message_goes_to_oneself(cast: Cast) -> None:
    browser = cast.browser(cast.ines)
    assert browser.post("/company/mail/").status_code == 200
    assert [each.to for each in mail.outbox] == [["ines@parley.example"]]
    assert refused(cast.browser(cast.femi).post("/company/mail/"), REFUSAL)
    assert len(mail.outbox) == 1


def test_the_page_says_what_becomes_of_answers(cast: Cast, settings: Any) -> None:
    browser = cast.browser(cast.ines)
    settings.EMAIL_ANSWERED = False
    assert "nobody is asked to answer" in browser.get("/company/mail/").text
    settings.EMAIL_ANSWERED, settings.EMAIL_REPLIES = True, "answers@parley.example"
    settings.EMAIL_MAILBOX, settings.MAIL_IN_SECRET = "imaps://user:hidden-password@host/INBOX", "a-secret"
    page = browser.get("/company/mail/").text
    assert "To answers@parley.example: a mailbox is read and a mail server posts them" in page
    assert not {"hidden-password", "a-secret"} & set(re.findall(r"[\w-]+", page))


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (TimeoutError("timed out"), "did not answer within 15 seconds"),
        (smtplib.SMTPAuthenticationError(535, b"no"), "does not accept the name and password"),
        (ConnectionRefusedError("refused"), "did not take it"),
    ],
)
def test_mail_that_fails_is_a_sentence(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch, trouble: Exception, said: str
) -> None:
    def fail(*_: Any) -> int:
        raise trouble

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    settings.EMAIL_HOST, settings.EMAIL_HOST_PASSWORD = "mail.parley.example", "hidden-password"
    answer = cast.browser(cast.ines).post("/company/mail/")
    assert refused(answer, said)
    assert "hidden-password" not in answer.text


def test_work_that_kept_failing_is_tried_again(cast: Cast) -> None:
    browser = cast.browser(cast.ines)
    assert "Nothing: everything that was to be done" in browser.get("/company/work/").content.decode()
    ask_for_link(email=cast.sam.email or "", actor=MACHINE, at=cast.at)
    moment = cast.at
    while not parked():
        moment += timedelta(days=1)
        work = take(at=moment)
        assert work is not None
        put_off(work, at=moment, trouble="The mail server hung up.")
    stuck = parked()[-1]
    assert "The mail server hung up." in browser.get("/company/work/").content.decode()
    assert refused(cast.browser(cast.sam).post(f"/company/work/{stuck.key}/tries/"), REFUSAL)
    assert stuck.key in {each.key for each in parked()}
    answer = browser.post(f"/company/work/{stuck.key}/tries/", follow=True)
    assert "It is tried again now." in answer.content.decode()
    assert stuck.key not in {each.key for each in parked()}
