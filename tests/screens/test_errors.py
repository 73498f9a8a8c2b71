"""What holds for every page: its headers, what a stranger is told, bad input, and that looking changes nothing."""

import re

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parley.groups.models import Area
from parley.people.models import Region
from parley.roadmap.terms import Audience
from tests.cast import Cast
from tests.roadmap.made import initiative
from tests.screens.everything import addresses, fill, patterns
from tests.slack import set_up
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|CREATE|DROP|ALTER)", re.IGNORECASE)
MISSING = 9_876_543
MOST_QUERIES = 15
MORE = {"cohort": 20}  # computed from all that is known of whom it could ask, however many they are


@pytest.mark.once
def test_looking_at_any_page_changes_nothing_and_says_how_it_may_be_shown(cast: Cast, settings: LazySettings) -> None:
    set_up(settings)  # an app in Slack, so that its pages are there
    keys = fill(cast)
    browser = cast.browser(cast.ines)
    browser.raise_request_exception = False
    faults, asked = [], list(addresses(keys))
    for address in asked:
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(address)
        written = [each["sql"][:90] for each in queries if WRITES.match(each["sql"])]
        if written:
            faults.append(f"{address} writes on GET: {written}")
        if answer.status_code not in {200, 302, 404, 405, 422}:  # 422: what is too late, in a sentence
            faults.append(f"{address} answers {answer.status_code}")
        policy = answer.headers.get("Content-Security-Policy", "")
        if "default-src 'none'" not in policy or "unsafe" in policy:
            faults.append(f"{address} has no strict policy")
        # Who reads a calendar or a feed keeps it, and asks whether that is still so; a browser does so with pictures.
        asks_again = address.startswith(("/calendars/", "/feeds/", "/attachments/")) and answer.status_code == 200
        kept = "private, no-cache" if asks_again else "no-store"
        if kept not in answer.headers.get("Cache-Control", ""):
            faults.append(f"{address} may be stored")
        if answer.status_code == 200 and b"style=" in answer.content and "html" in answer.headers["Content-Type"]:
            faults.append(f"{address} has an inline style")
        most = MORE.get(address.strip("/").rpartition("/")[2], MOST_QUERIES)
        if answer.status_code == 200 and len(queries) > most:
            faults.append(f"{address} asks the database {len(queries)} times")
    assert len(asked) > 40
    assert not faults, "\n" + "\n".join(faults)


def test_signed_out_every_page_asks_to_sign_in(cast: Cast) -> None:
    browser = Client()
    open_to_all = ("/sign-in/", "/healthz", "/mail-in/", "/slack/")
    for address in addresses({"people": 1, "groups": "identity", "areas": "identity", "stages": "beta"}):
        answer = browser.get(address)
        if not address.startswith(open_to_all):
            assert answer.status_code == 302, address
            assert answer.headers["Location"].startswith("/sign-in/?next=/"), address
        assert "no-store" in answer.headers["Cache-Control"]


def test_a_stranger_is_told_the_same_as_about_what_is_not_there(cast: Cast) -> None:
    hidden = [
        f"/initiatives/{initiative(cast, audience=Audience.PRODUCT_TEAM).pk}/",
        f"/topics/{topic(cast, cast.sam).pk}/",
    ]
    browser = cast.browser(cast.omar)
    for address in hidden:
        theirs, missing = browser.get(address), browser.get(re.sub(r"\d+", str(MISSING), address))
        assert theirs.status_code == missing.status_code == 404
        assert theirs.text == missing.text


@pytest.mark.parametrize("path", ["/people/{}/", "/groups/no-such-group/people/", "/nowhere/"])
def test_what_is_not_there_says_what_to_do(cast: Cast, path: str) -> None:
    answer = cast.browser(cast.omar).get(path.format(MISSING))
    assert answer.status_code == 404
    assert "Ask whoever sent you the link" in answer.text
    assert 'href="/"' in answer.text


def test_a_refusal_that_no_form_catches_is_a_page_with_its_sentence(cast: Cast) -> None:
    browser = cast.browser(cast.omar)
    for page in ("/company/", "/company/work/", "/company/hooks/new/", "/company/channels/"):
        answer = browser.get(page)
        assert answer.status_code == 422
        assert "Only product operations can do this" in answer.text
        assert not {"typed", "not done"} & set(re.findall("typed|not done", answer.text)), "who only looked did nothing"
    assert "Go back to find what you typed" in browser.post("/company/regions/new/", {"name": "Mars"}).text


def test_a_form_from_elsewhere_is_not_taken(cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.ines)
    answer = browser.post("/company/regions/new/", {"name": "Mars"})
    assert answer.status_code == 403
    assert "load the page again" in answer.text
    assert browser.post("/sign-in/", {"email": "a@b.example", "password": "x"}).status_code == 403


def test_a_nul_byte_in_a_form_is_a_sentence_and_writes_nothing(cast: Cast) -> None:
    answer = cast.browser(cast.ines).post("/company/regions/new/", {"name": "Ma\0rs"})
    assert answer.status_code == 422
    assert "cannot be kept" in answer.text


@pytest.mark.parametrize("query", ["/people/?q=%00", "/people/?side=%00&function=%00", "/people/names/?q=%00a",
                                   "/people/?page=%00", "/people/?page=99999999999999999999"])  # fmt: skip
def test_a_nul_byte_in_an_address_does_no_harm(cast: Cast, query: str) -> None:
    assert cast.browser(cast.ines).get(query).status_code == 200


@pytest.mark.parametrize(
    "path", ["/people/%00/", "/groups/%00/", "/sign-in/links/%00/", "/%00", "/people/99999999999999999999/"]
)
def test_an_address_that_cannot_be_read_is_not_there(cast: Cast, path: str) -> None:
    assert cast.browser(cast.ines).get(path).status_code == 404


def test_too_many_fields_and_too_much_text_are_refused(cast: Cast) -> None:
    browser = cast.browser(cast.ines)
    browser.raise_request_exception = False
    many = browser.post("/company/regions/new/", {f"field{n}": "x" for n in range(2_100)})
    assert many.status_code == 400
    assert "nothing was changed" in many.text
    much = browser.post("/company/areas/new/", {"name": "Ads", "charter": "x" * 3_000_000})
    assert much.status_code == 400
    assert "nothing was changed" in much.text
    assert set(Area.objects.values_list("key", flat=True)) == {"identity", "reporting"}
    assert Region.objects.count() == 3


def test_every_address_is_a_noun_of_the_site() -> None:
    names = [pattern.name for pattern in patterns() if pattern.name]
    assert len(names) == len(set(names))
