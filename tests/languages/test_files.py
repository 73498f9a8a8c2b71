"""Files of decisions are in the language of whoever makes them; a word that nobody marked is found."""

import pytest

from parley.ledger.terms import MACHINE
from parley.people.actions import change_person
from parley.people.models import Person
from tests.decisions.made import CHANGED, QUESTION, REASON, moved
from tests.languages.conftest import unsaid
from tests.roadmap.made import initiative
from tests.screens.test_files import given, published

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["de", "ja", "qz"])
def test_files_are_in_the_language_of_whoever_makes_them(cast, dots, language):
    row = published(cast, moved(initiative(cast)), supersedes=published(cast, question="AGENDALINE"))
    sam = cast.sam
    change_person(person=sam, name=sam.name, function=sam.function, region=sam.region, time_zone=sam.time_zone,
                  language=language, actor=MACHINE, at=cast.at)  # fmt: skip
    sam = Person.objects.get(pk=sam.pk)
    text = given(cast, sam, "decision_file", row.pk, **{"as": "md", "for": "group"}).content.decode()
    docket = given(cast, sam, "docket_file", **{"as": "md", "group": "identity"}).content.decode()
    if language != "qz":
        for words in {"de": ("Entschieden", "Für"), "ja": ("決定", "提供先")}[language]:
            assert words in text, words
        assert "What was decided" not in text
        return
    data = (QUESTION, REASON, CHANGED, "AGENDALINE", "Identity & privacy", "Elena Brandt", "Femi Adeyemi", "Q3 2087",
            "Two clients will leave before Q3.", "Audited clients first", "Leave it as it is",
            "They lose spend every month they cannot prove consent.", "Nobody who was promised something has to wait.",
            "Consent signals in every bid request", "Sam Okafor")  # fmt: skip
    for each in (text, docket):
        assert unsaid(each.replace("\\", ""), *data) == []
