"""A comment is input when its author says so, before anything credits it."""

import pytest

from parley.kernel.refusals import Refused
from parley.ledger.terms import Ref
from parley.topics.terms import topic_ref
from parley.voices.actions import credit, mark_as_input, say
from parley.voices.models import Comment
from parley.voices.terms import Given, comment_ref
from tests.cast import Cast, history
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def said(cast: Cast) -> Comment:
    brought = topic(cast, cast.sam)
    return say(thread=brought.thread, text="Tokyo needs it.", on=topic_ref(brought.pk), actor=cast.aiko, at=cast.at)


def test_its_author_marks_it_and_takes_the_mark_back(cast: Cast) -> None:
    comment = said(cast)
    for _twice in range(2):
        mark_as_input(comment=comment, as_input=True, actor=cast.aiko, at=cast.at)
    assert Comment.objects.get(pk=comment.pk).input_at == cast.at
    assert len(history(comment_ref(comment.pk))) == 2, "saying it twice changes nothing"
    assert history(comment_ref(comment.pk))[0] == "would like a comment considered"
    mark_as_input(comment=comment, as_input=False, actor=cast.aiko, at=cast.at)
    assert Comment.objects.get(pk=comment.pk).input_at is None
    assert history(comment_ref(comment.pk))[0] == "no longer asks for a comment to be considered"


def test_nobody_marks_for_another_and_nothing_is_marked_after_the_fact(cast: Cast) -> None:
    comment = said(cast)
    for other in (cast.sam, cast.ines):
        with pytest.raises(Refused, match="Only whoever wrote a comment"):
            mark_as_input(comment=comment, as_input=True, actor=other, at=cast.at)
    credit(person=cast.aiko, kind=Given.COMMENT, given=comment.pk, credited_by=Ref("decision", 1), actor=cast.noor,
           at=cast.at)  # fmt: skip
    with pytest.raises(Refused, match="credits this already"):
        mark_as_input(comment=comment, as_input=True, actor=cast.aiko, at=cast.at)
    assert Comment.objects.get(pk=comment.pk).input_at is None
