"""The page on which product operations bring past waves in: looked at first, then taken in, and out again."""

from base64 import b64encode
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parley.surveys.models import Wave
from parley.surveys.queries.waves import state_of
from parley.surveys.terms.waves import WaveState
from tests.cast import Cast

pytestmark = pytest.mark.django_db

EXAMPLE = (Path(__file__).parents[2] / "examples" / "surveys" / "totals.csv").read_bytes()
SMALL = (
    b"wave,closed,question,cut,value,agree,answered\n"
    b"Old,2026-01-20,influence,,,40,60\nOld,2026-01-20,influence,group,Tiny,1,3\n"
)


def brought(cast: Cast, content: bytes, who=None):
    browser = cast.browser(who or cast.ines)
    return browser.post(reverse("past_waves"), {"file": SimpleUploadedFile("totals.csv", content)})


def meant(cast: Cast, content: bytes, who=None):
    form = {"name": "totals.csv", "content": b64encode(content).decode()}
    return cast.browser(who or cast.ines).post(reverse("past_waves_taking_in"), form)


def test_a_file_is_looked_at_and_then_taken_in(cast: Cast):
    page = brought(cast, EXAMPLE)
    assert page.status_code == 200
    assert not Wave.objects.exists(), "nothing is written before it is meant"
    text = page.content.decode()
    assert "Autumn 2025" in text
    assert b64encode(EXAMPLE).decode()[:60] in text
    browser = cast.browser(cast.ines)
    form = {"name": "totals.csv", "content": b64encode(EXAMPLE).decode()}
    answer = browser.post(reverse("past_waves_taking_in"), form)
    assert (answer.status_code, answer["Location"]) == (302, reverse("company_surveys"))
    assert Wave.objects.filter(imported=True, released_at__isnull=False).count() == 2
    listed = browser.get(reverse("company_surveys")).content.decode()
    assert "2 past waves are here." in listed
    again = meant(cast, EXAMPLE)
    assert again.status_code == 422
    assert "is here already" in again.content.decode()


def test_what_is_left_out_is_said_before(cast: Cast):
    text = brought(cast, SMALL).content.decode()
    assert "Line 3: not shown: fewer than 5 answered." in text


def test_a_file_that_cannot_be_true_is_refused_with_each_sentence(cast: Cast):
    page = brought(cast, b"wave,closed,question,agree,answered\nOld,2026-01-20,influence,70,60\nOld,x,why,1,60\n")
    assert page.status_code == 422
    text = page.content.decode()
    assert "Line 3, column closed: “x”" in text
    assert brought(cast, b"\xff\xfe").status_code == 422
    assert meant(cast, b"").status_code == 422
    assert (
        cast.browser(cast.ines).post(reverse("past_waves_taking_in"), {"name": "x", "content": "!"}).status_code == 422
    )


def test_only_product_operations_come_here(cast: Cast):
    for answer in (cast.browser(cast.noor).get(reverse("past_waves")), brought(cast, EXAMPLE, cast.noor),
                   meant(cast, EXAMPLE, cast.noor)):  # fmt: skip
        assert answer.status_code in (403, 404, 422)
    assert not Wave.objects.exists()


def test_a_wave_is_taken_out_with_a_reason_and_not_by_others(cast: Cast):
    meant(cast, SMALL)
    wave = Wave.objects.get()
    address = reverse("past_wave_taking_out", args=[wave.pk])
    assert cast.browser(cast.ines).post(address, {"reason": ""}).status_code == 422
    assert cast.browser(cast.noor).post(address, {"reason": "No."}).status_code in (403, 404, 422)
    wave.refresh_from_db()
    assert state_of(wave) is WaveState.RELEASED
    assert cast.browser(cast.ines).post(address, {"reason": "The wrong year."}).status_code == 302
    wave.refresh_from_db()
    assert state_of(wave) is WaveState.WITHDRAWN
