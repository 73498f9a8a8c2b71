"""What is said of an option is found, credited and taken back as any other comment."""

import pytest

from parley.decisions.actions import say_about
from parley.decisions.queries import contributions_to, options_of
from parley.search.actions import rebuild
from parley.voices.terms import Given
from tests.decisions.made import decision
from tests.screens.decision_pages import post, read

pytestmark = pytest.mark.django_db


def test_a_comment_on_an_option_is_found_credited_and_taken_back(cast):
    row = decision(cast)
    option = options_of(row)[0]
    said = say_about(decision=row, option=option, text="Osaka walks away in spring.", actor=cast.sam, at=cast.at)
    long = "Osaka waits. " * 800
    for name, keys in (("option_comments", [row.pk, option.pk]), ("decision_comments", [row.pk])):
        answer = post(cast, cast.sam, name, *keys, text=long)
        html = " ".join(answer.content.decode().split())
        assert (answer.status_code, long.strip() in html, "10,000" in html or "10000" in html) == (422, True, True)
        assert 'maxlength="10000"' not in html
    rebuild()
    for person, sees in ((cast.aiko, True), (cast.omar, False)):
        page = read(cast, person, "search", query="?q=Osaka")
        assert ("Osaka walks away" in page.replace("<mark>", "").replace("</mark>", "")) is sees
        assert (f"/decisions/{row.pk}/" in page) is sees
    page = read(cast, cast.aiko, "decision", row.pk)
    assert ("1 comment on the options" in page, "What do you know that would help?" in page) == (True, False)
    assert "1 comment on the options" in read(cast, cast.femi, "decision", row.pk)
    (giver,) = [each for each in contributions_to(cast.viewer(cast.femi), row) if each.person == cast.sam]
    assert [(gift.kind, gift.given) for gift in giver.gifts] == [(Given.COMMENT, said.pk)]
    assert "Take it back" not in read(cast, cast.aiko, "decision_options", row.pk)
    page = read(cast, cast.sam, "decision_options", row.pk)
    assert "Take it back" in page
    assert "I would like this considered" in page
    marked = post(cast, cast.sam, "comment_as_input", said.pk, as_input="yes")
    assert marked.url == f"/decisions/{row.pk}/options/#comment-{said.pk}"
    assert "Input: Sam Okafor would like this considered." in read(cast, cast.aiko, "decision_options", row.pk)
    assert post(cast, cast.omar, "comment_withdrawal", said.pk).status_code == 404
    assert post(cast, cast.aiko, "comment_withdrawal", said.pk).status_code == 422
    assert post(cast, cast.sam, "comment_withdrawal", said.pk).url.startswith(f"/decisions/{row.pk}/options/")
    assert "Osaka" not in read(cast, cast.sam, "decision_options", row.pk)
    assert post(cast, cast.sam, "comment_withdrawal", said.pk).status_code == 404
