"""Comments are changed with what they said before kept, answered in a word, taken further, and read."""

from datetime import timedelta

import pytest

from parley.kernel.refusals import Refused, Stale
from parley.ledger.models import Entry
from parley.ledger.terms import Ref
from parley.people.models import Person
from parley.topics.queries import viewers_of_topic
from parley.topics.terms import topic_ref
from parley.voices.actions import credit, say, withdraw_comment
from parley.voices.actions.commenting import change_comment, keep_draft, react, read_to, take_further
from parley.voices.models import Bookmark, Comment, EarlierWords, Mention, Reaction
from parley.voices.queries.beside import came_from, earlier_words
from parley.voices.terms import Given, ReactionKind, comment_ref
from tests.cast import Cast, history
from tests.topics.made import topic

pytestmark = pytest.mark.django_db
ABOUT = Ref("topic", 12)


@pytest.fixture
def comment(cast: Cast) -> Comment:
    brought = topic(cast, cast.sam)
    return say(thread=brought.thread, text="Tokyo needs it.", on=topic_ref(brought.pk), actor=cast.aiko, at=cast.at)


def changed(cast: Cast, comment: Comment, text: str, *, seen: int = 0, actor: Person | None = None) -> None:
    change_comment(comment=comment, text=text, seen_edits=seen, on=ABOUT, actor=actor or cast.aiko, at=cast.at)


def test_what_it_said_before_is_kept(cast: Cast, comment: Comment) -> None:
    changed(cast, comment, "Tokyo and Osaka need it.")
    changed(cast, comment, " Tokyo and Osaka need it. ", seen=1)
    changed(cast, comment, "All of Japan needs it.", seen=1)
    row = Comment.objects.get(pk=comment.pk)
    assert (row.text, row.edits) == ("All of Japan needs it.", 2)
    assert [each.text for each in earlier_words(comment.pk)] == ["Tokyo and Osaka need it.", "Tokyo needs it."]
    assert history(comment_ref(comment.pk))[:2] == ["changed a comment about [topic:12]"] * 2


def test_only_its_author_changes_it_and_not_from_an_old_page(cast: Cast, comment: Comment) -> None:
    for other in (cast.sam, cast.ines):
        with pytest.raises(Refused, match="Only whoever wrote a comment can change it"):
            changed(cast, comment, "Nobody needs it.", actor=other)
    changed(cast, comment, "Osaka needs it.")
    with pytest.raises(Stale) as stale:
        changed(cast, comment, "Kyoto needs it.")
    assert (stale.value.theirs, stale.value.yours) == ("Osaka needs it.", "Kyoto needs it.")
    with pytest.raises(Refused, match="take it back"):
        changed(cast, comment, "  ", seen=1)
    assert Comment.objects.get(pk=comment.pk).text == "Osaka needs it."


def test_what_was_credited_stays_as_it_was(cast: Cast, comment: Comment) -> None:
    credit(person=cast.aiko, kind=Given.COMMENT, given=comment.pk, credited_by=Ref("decision", 1), actor=cast.noor,
           at=cast.at)  # fmt: skip
    with pytest.raises(Refused, match="credits this as it stands"):
        changed(cast, comment, "Osaka needs it.")
    assert Comment.objects.get(pk=comment.pk).text == "Tokyo needs it."


def test_what_is_taken_back_is_gone_from_what_it_said_before(cast: Cast, comment: Comment) -> None:
    brought = topic(cast, cast.sam)
    changed(cast, comment, "Osaka needs it.")
    named = say(thread=brought.thread, text="Ask @Sam Okafor", readers=viewers_of_topic(brought), actor=cast.aiko,
                at=cast.at)  # fmt: skip
    for each in (comment, named):
        withdraw_comment(comment=each, actor=cast.aiko, at=cast.at)
    assert not EarlierWords.objects.exists()
    assert not Mention.objects.exists()


def test_a_word_is_said_once_by_each_and_taken_back(cast: Cast, comment: Comment) -> None:
    for stands in (True, True, False, False):
        react(comment=comment, kind=ReactionKind.SAME, stands=stands, on=ABOUT, actor=cast.sam, at=cast.at)
    react(comment=comment, kind=ReactionKind.DISAGREE, stands=True, actor=cast.femi, at=cast.at)
    assert history(comment_ref(comment.pk))[:3] == [
        "said “I disagree” to a comment",
        "no longer says “same here” to a comment about [topic:12]",
        "said “same here” to a comment about [topic:12]",
    ]
    with pytest.raises(Refused, match="You wrote this yourself"):
        react(comment=comment, kind=ReactionKind.SAME, stands=True, actor=cast.aiko, at=cast.at)


def test_what_came_of_it_is_noted_once(cast: Cast, comment: Comment) -> None:
    for _twice in range(2):
        take_further(comment=comment, into=Ref("insight", 7), actor=cast.sam, at=cast.at)
    assert came_from("insight", 7) == comment.pk
    assert came_from("topic", 7) == 0
    assert history(comment_ref(comment.pk))[0] == "made [insight:7] of a comment"
    assert len(history(comment_ref(comment.pk))) == 2


def test_how_far_one_has_read_goes_forward_and_leaves_no_entry(cast: Cast, comment: Comment) -> None:
    before = Entry.objects.count()
    for wanted in (comment.pk, 0, 10**15):
        read_to(thread=comment.thread, comment=wanted, actor=cast.sam, at=cast.at)
    assert Bookmark.objects.get(thread=comment.thread, person=cast.sam).read_to == comment.pk
    assert Entry.objects.count() == before


def test_whoever_agrees_disagrees_no_longer(cast: Cast, comment: Comment) -> None:
    for kind in (ReactionKind.DISAGREE, ReactionKind.NEW, ReactionKind.SAME):
        react(comment=comment, kind=kind, stands=True, actor=cast.sam, at=cast.at)
    assert {each.kind for each in Reaction.objects.all()} == {ReactionKind.NEW, ReactionKind.SAME}
    assert history(comment_ref(comment.pk))[:2] == [
        "said “same here” to a comment", "no longer says “I disagree” to a comment",
    ]  # fmt: skip
    react(comment=comment, kind=ReactionKind.DISAGREE, stands=True, actor=cast.sam, at=cast.at)
    assert {each.kind for each in Reaction.objects.all()} == {ReactionKind.NEW, ReactionKind.DISAGREE}


def test_a_draft_is_kept_until_it_is_said_and_by_its_writer_alone(cast: Cast, comment: Comment) -> None:
    thread = comment.thread
    for text in ("I th", "I think\0 so"):
        keep_draft(thread=thread, text=text, actor=cast.sam, at=cast.at)
    drafts = dict(Bookmark.objects.filter(thread=thread).values_list("person__name", "draft"))
    assert drafts == {cast.sam.name: "I think so", cast.aiko.name: ""}
    say(thread=thread, text="By mail.", actor=cast.sam, at=cast.at)
    assert Bookmark.objects.get(person=cast.sam).draft == "I think so", "what is said elsewhere ends no draft"
    say(thread=thread, text="I think so.", drafted=True, actor=cast.sam, at=cast.at)
    mark = Bookmark.objects.get(person=cast.sam)
    assert (mark.draft, mark.read_to) == ("", Comment.objects.latest("pk").pk)
    keep_draft(thread=thread, text="I think", actor=cast.sam, at=cast.at + timedelta(seconds=2))
    assert Bookmark.objects.get(person=cast.sam).draft == "", "what comes late was said already"
    keep_draft(thread=thread, text="I think", actor=cast.sam, at=cast.at + timedelta(minutes=5))
    assert Bookmark.objects.get(person=cast.sam).draft == "I think"
