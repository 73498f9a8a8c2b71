"""Whom a comment names: only who may read it, however they are written, and nobody by a name that several have."""

import pytest

from parley.groups.queries import insiders_of
from parley.people.actions import add_person
from parley.topics.models import Topic
from parley.topics.queries import viewers_of_topic
from parley.topics.terms import topic_ref
from parley.voices.actions import say
from parley.voices.actions.commenting import change_comment
from parley.voices.models import Comment, Mention
from parley.voices.queries.naming import named_by, offers_for
from parley.voices.rules.naming import folded, named_in, named_nobody, tried_names
from tests.cast import Cast
from tests.topics.made import topic


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ask @Ada Lovelace about it.", ["Ada Lovelace"]),
        ("Ask @Ada Lovelace, please", ["Ada Lovelace"]),
        ("(see @ada lovelace)", ["ada lovelace"]),
        ("@Ada Lovelace’s clients", ["Ada Lovelace"]),
        ("@Ada said so", ["Ada"]),
        ("@Ada Lovelace and @Ada", ["Ada Lovelace", "Ada"]),
        ("@ada@parley.example knows", ["ada@parley.example"]),
        ("write to x@Ada or to@ada@parley.example", []),
        ("> as @Ada Lovelace said\nNo.", []),
        ("@\nAda", []),
        ("@ Ada, @@Ada, @Adam", []),
        ("`@Ada` and ``x ` @Ada``", []),
        ("```\n@Ada\n```\nasks @Ada Lovelace", ["Ada Lovelace"]),
        ("~~~ python\n@Ada\nto its end", []),
        ("```\nno\n``` end\n@Ada\n```", []),
        ("    ```\n@Ada\n```", []),
        ("a ` is no code,\n\nsays @Ada, a ` neither", ["Ada"]),
    ],
)
def test_names_are_found_as_they_are_written(text: str, named: list[str]) -> None:
    known = {"ada lovelace": 1, "ada": 2, "ada@parley.example": 1}
    assert list(named_in(tried_names(text), known)) == named


@pytest.mark.parametrize(
    ("text", "missed"),
    [
        ("@Ada Lovelace asks @Omar Reyes about it.", ["Omar Reyes"]),
        ("@omar reyes, please", ["omar"]),
        ("@Omar Reyes, Kim knows. @Omar. Kim too", ["Omar Reyes", "Omar"]),
        ("@Omar, @OMAR and @omar", ["Omar"]),
        ("@omar@parley.example", ["omar@parley.example"]),
        ("write to omar@parley.example, a@b", []),
        ("> @Omar\n`@app.route` @3pm @@x", []),
        ("@田中さんに聞いてください", ["田中さんに聞いてください"]),
        ("@" + "あ" * 200, ["あ" * 60 + "…"]),
        ("@" + "あ" * 300, []),
    ],
)
def test_what_names_nobody_is_said_as_it_was_meant(text: str, missed: list[str]) -> None:
    assert named_nobody(tried_names(text), {"Ada Lovelace"}) == missed


@pytest.mark.parametrize("text", ["`" * 5_000 + "a" * 5_000, "`a" * 5_000, "```x\n" * 2_000, "` \n" * 3_000])
def test_marks_of_code_are_read_to_an_end(text: str) -> None:
    assert tried_names(text) == []


def test_a_text_of_many_names_is_read_to_an_end() -> None:
    tried = tried_names("@Ada Lovelace of the very long name " * 500)
    assert len(tried) == 20
    assert all(len(names) <= 6 for names in tried)


@pytest.fixture
def brought(cast: Cast) -> Topic:
    return topic(cast, cast.sam)


def name_of(cast: Cast, who: str) -> str:
    return str(getattr(cast, who).name)


def told(cast: Cast, brought: Topic, text: str) -> Comment:
    return say(thread=brought.thread, text=text, on=topic_ref(brought.pk), readers=viewers_of_topic(brought),
               actor=cast.sam, at=cast.at)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.database
def test_only_whoever_may_see_it_is_named(cast: Cast, brought: Topic) -> None:
    omar, aiko = name_of(cast, "omar"), name_of(cast, "aiko")
    comment = told(cast, brought, f"@{omar}, @{aiko.upper()} and @{cast.identity.name} know. So does @Nobody At All.")
    rows = Mention.objects.filter(comment=comment).order_by("pk")
    assert [(each.person_id, each.area_id) for each in rows] == [(cast.aiko.pk, None), (None, cast.identity.pk)]
    assert told(cast, brought, f"@{omar}").text == f"@{omar}"
    assert Mention.objects.count() == 2


@pytest.mark.django_db
def test_a_change_names_who_is_added_and_forgets_who_is_not_there(cast: Cast, brought: Topic) -> None:
    comment = told(cast, brought, f"@{name_of(cast, 'aiko')} knows.")
    text = f"@{name_of(cast, 'femi')} knows, and @{cast.identity.key}."
    change_comment(comment=comment, text=text, seen_edits=0, readers=viewers_of_topic(brought), actor=cast.sam,
                   at=cast.at)  # fmt: skip
    rows = Mention.objects.filter(comment=comment).order_by("pk")
    assert [each.person_id or each.area_id for each in rows] == [cast.femi.pk, cast.identity.pk]


@pytest.mark.django_db
def test_of_two_of_one_name_the_email_names_one(cast: Cast) -> None:
    for email in ("one@parley.example", "two@parley.example"):
        add_person(key=email, email=email, name="Kim Park", function=cast.functions["sales"], region=cast.emea,
                   actor=cast.ines, at=cast.at)  # fmt: skip
    everybody = type(cast.sam).objects.all()
    named = named_by("@Kim Park, @Lee Park", everybody)
    assert (named.people, named.several, named.nobody) == ({}, ("Kim Park",), ("Lee Park",))
    assert list(named_by("Ask @two@parley.example.", everybody).people) == ["two@parley.example"]
    assert [each.written for each in offers_for(everybody, "kim p")] == ["one@parley.example", "two@parley.example"]


@pytest.mark.django_db
@pytest.mark.database
def test_offered_is_whose_name_begins_as_was_typed_and_taken_for_sure_by_that_alone(cast: Cast) -> None:
    for key, name in (("k", "Ravi Kumar"), ("y", "Elif Yilmaz-Marin"), ("o", "Ada Martin"), ("m", "Max Weber"),
                      ("market", "Zoe Ito")):  # fmt: skip
        add_person(key=key, email=f"{key}@zz.example", name=name, function=cast.functions["sales"], region=cast.emea,
                   actor=cast.ines, at=cast.at)  # fmt: skip
    here = type(cast.sam).objects.filter(email__endswith="@zz.example")
    found = [(each.name, each.sure) for each in offers_for(here, "MA") if not each.is_group]
    assert found == [("Max Weber", True), ("Ada Martin", True), ("Elif Yilmaz-Marin", True), ("Zoe Ito", False)]
    assert [each.name for each in offers_for(here, "ada  ma")] == ["Ada Martin"]
    everybody = type(cast.sam).objects.all()
    (group,) = (each for each in offers_for(everybody, cast.identity.name) if each.is_group)
    assert group.people == everybody.filter(insiders_of(cast.identity.pk)).count() > 1
    assert not [each for each in offers_for(here, cast.identity.name) if each.people]


@pytest.mark.django_db
def test_only_who_may_see_it_is_offered(cast: Cast, brought: Topic) -> None:
    readers = viewers_of_topic(brought)
    first = {who: name_of(cast, who).split()[0] for who in ("aiko", "omar")}
    assert [each.written for each in offers_for(readers, first["aiko"].lower())] == [name_of(cast, "aiko")]
    assert not offers_for(readers, first["omar"])
    assert not offers_for(readers, " \0")
    assert [each.name for each in offers_for(readers, cast.identity.name[:4])] == [cast.identity.name]
    assert folded("  Ada   LOVELACE ") == "ada lovelace"
