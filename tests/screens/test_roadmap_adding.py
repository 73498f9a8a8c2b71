"""An initiative is added with its why; all that is wrong is said at once, each at its field."""

import pytest

from parley.roadmap.queries import initiatives_visible_to, regions_of, why_of
from tests.roadmap.made import TITLE, initiative
from tests.screens.roadmap_forms import NEW, at, post, text_of

pytestmark = pytest.mark.django_db


def test_an_initiative_is_added_with_its_why(cast):
    browser = cast.browser(cast.noor)
    assert "The why comes first" in text_of(browser.get("/groups/identity/initiatives/new/"))
    typed = NEW | {"budget_amount": "1.2m", "budget_currency": "eur", "regions": [cast.emea.pk, cast.apac.pk]}
    answer = browser.post("/groups/identity/initiatives/new/", typed)
    row = initiatives_visible_to(cast.viewer(cast.aiko)).get()
    assert answer.url == at(row)
    why = why_of(row.why)
    assert why
    assert str(why.budget_sum) == "€1.2m"
    assert row.owner == cast.noor
    assert regions_of(row.pk) == [cast.apac, cast.emea]


def test_every_region_is_all_regions(cast):
    everywhere = [cast.emea.pk, cast.apac.pk, cast.amer.pk]
    cast.browser(cast.noor).post("/groups/identity/initiatives/new/", NEW | {"regions": everywhere})
    assert initiatives_visible_to(cast.viewer(cast.aiko)).get().all_regions


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"because": "Strategic"}, "“Strategic” alone does not say why. Say which problem it solves"),
        ({"because": "Leadership wants it"}, "leadership wants it does not say why"),
        ({"because": TITLE}, "This repeats the title"),
        ({"budget": ""}, "Still missing: the budget."),
        ({"audience": "company"}, "At Beta an initiative is shown to its group at most"),
        ({"title": ""}, "it cannot stay empty"),
        ({"title": "a\0b"}, "cannot be kept"),
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"because": "y" * 1_000_000}, "at most 5000 characters"),
        ({"window": "soon"}, "is not a window of time"),
        ({"budget_amount": "lots", "budget_currency": "EUR"}, "is not an amount"),
        ({"budget_amount": "12"}, "An amount needs its currency"),
        ({"window": "Q1 2026"}, "Q1 2026 has ended already"),
        ({"budget_amount": "-12", "budget_currency": "EUR"}, "A budget is zero or more"),
        ({"stage": "dream"}, "cannot be chosen here"),
        ({"regions": ["💥"]}, "cannot be chosen here"),
    ],
)
def test_what_cannot_be_added_is_refused_with_a_sentence(cast, typed, sentence):
    answer = cast.browser(cast.noor).post("/groups/identity/initiatives/new/", NEW | typed)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not initiatives_visible_to(cast.viewer(cast.ines))


def test_all_that_is_wrong_is_said_at_once_each_at_its_field(cast):
    wrong = {
        "title": "", "because": "Strategic", "budget_amount": "lots", "budget_currency": "", "window": "soon",
        "stage": "gather", "audience": "company",
    }  # fmt: skip
    answer = cast.browser(cast.noor).post("/groups/identity/initiatives/new/", NEW | wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    for field in ("title", "because", "budget_amount", "budget_currency", "window"):
        assert f'id="id_{field}_error"' in page, field
    answer = cast.browser(cast.noor).post("/groups/identity/initiatives/new/", NEW | wrong | {"title": TITLE})
    assert 'id="id_audience_error"' in answer.content.decode()
    answer = post(cast, initiative(cast), "plan/", horizon="now", window="soon", reason="ok")
    assert answer.content.decode().count('class="wrong"') == 2
