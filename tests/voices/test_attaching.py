"""Files are attached to what is said, count towards what there is room for, and are gone when they are removed."""

import pytest

from parley.kernel.refusals import Refused
from parley.ledger.terms import MACHINE, Ref
from parley.voices.actions import open_thread, say, withdraw_comment
from parley.voices.actions.attaching import attach, remove_attachment
from parley.voices.models import AttachmentContent
from parley.voices.queries import comments_in
from parley.voices.queries.attached import attached_in, content_of, room_taken
from parley.voices.rules.attaching import megabytes
from parley.voices.terms import attachment_ref
from tests.cast import history
from tests.roadmap.made import sketch

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ABOUT = Ref("initiative", 12)


@pytest.fixture
def thread(cast):
    return open_thread(actor=MACHINE, at=cast.at)


def test_a_sketch_comes_with_what_is_said(cast, thread):
    comment = say(thread=thread, text="Like this?", files=[sketch()], on=ABOUT, actor=cast.sam, at=cast.at)
    (row,) = attached_in((thread.pk,))
    assert (row.comment_id, row.name, row.size, row.added_by) == (comment.pk, "banner.webp", 8, cast.sam)
    assert (content_of(row.pk), content_of(row.pk, preview=True)) == (b"a sketch", b"a small sketch")
    assert [each.pictured for each in comments_in(thread.pk)] == [True]
    assert history(attachment_ref(row.pk)) == ["attached a picture about [initiative:12]"]


def test_what_was_said_and_has_no_room_is_not_said_either(cast, thread):
    with pytest.raises(Refused, match="This conversation holds"):
        say(thread=thread, text="Like this?", files=[sketch(of_thread=7)], actor=cast.sam, at=cast.at)
    assert not comments_in(thread.pk)
    assert not attached_in((thread.pk,))


def test_room_is_counted_by_conversation_and_in_all(cast, thread):
    other = open_thread(actor=MACHINE, at=cast.at)
    attach(thread=thread, file=sketch(of_thread=16), actor=cast.sam, at=cast.at)
    attach(thread=thread, file=sketch(of_thread=16), actor=cast.sam, at=cast.at)
    assert room_taken(thread.pk) == (16, 16)
    with pytest.raises(Refused, match="This conversation holds 1 kB of attachments, of at most 1 kB"):
        attach(thread=thread, file=sketch(of_thread=16), actor=cast.sam, at=cast.at)
    attach(thread=other, file=sketch(of_thread=16, of_all=24), actor=cast.sam, at=cast.at)
    with pytest.raises(Refused, match="as many attachments as its settings allow"):
        attach(thread=other, file=sketch(of_thread=16, of_all=24), actor=cast.sam, at=cast.at)


def test_who_attached_it_removes_it_and_its_content_is_gone(cast, thread):
    row = attach(thread=thread, file=sketch(), on=ABOUT, actor=cast.sam, at=cast.at)
    with pytest.raises(Refused, match="Only whoever attached this"):
        remove_attachment(attachment=row, actor=cast.aiko, at=cast.at)
    for _ in range(2):
        remove_attachment(attachment=row, on=ABOUT, actor=cast.sam, at=cast.at)
    row.refresh_from_db()
    assert (row.name, row.removed_at) == ("", cast.at)
    assert content_of(row.pk) == b""
    assert not AttachmentContent.objects.exists()
    assert not attached_in((thread.pk,))
    assert room_taken(thread.pk) == (0, 0)
    assert history(attachment_ref(row.pk)) == [
        "removed a picture about [initiative:12]",
        "attached a picture about [initiative:12]",
    ]


def test_a_comment_that_is_taken_back_takes_its_files_along(cast, thread):
    comment = say(thread=thread, text="Like this?", files=[sketch()], actor=cast.sam, at=cast.at)
    attach(thread=thread, file=sketch(), actor=cast.aiko, at=cast.at)
    withdraw_comment(comment=comment, actor=cast.sam, at=cast.at)
    assert [each.added_by for each in attached_in((thread.pk,))] == [cast.aiko]


def test_product_operations_remove_what_should_not_be_there(cast, thread):
    row = attach(thread=thread, file=sketch(), actor=cast.sam, at=cast.at)
    remove_attachment(attachment=row, actor=cast.ines, at=cast.at)
    assert not attached_in((thread.pk,))


@pytest.mark.parametrize(
    ("size", "said"), [(1, "1 kB"), (999_400, "999 kB"), (1_000_000, "1 MB"), (12_340_000, "12.3 MB")]
)
def test_sizes_are_said_as_people_say_them(size, said):
    assert megabytes(size) == said
