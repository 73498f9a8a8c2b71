"""The live room in a browser: what each sees, by plain forms, and the parts a script fetches."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from parley.meetings.actions import call_in, give_floor, go_to_item, open_room, open_round, raise_hand
from parley.meetings.models import Capture, Hand, LiveRoom, Meeting, Round, SealedNote
from parley.meetings.terms.live import Part, RoundKind
from parley.topics.models import Topic
from tests.cast import Cast
from tests.meetings.made import initiative, line, published
from tests.screens.meeting_pages import cost, text

pytestmark = [pytest.mark.django_db]
SCRIPT = {"HTTP_X_LIVE": "yes"}


def opened(cast: Cast, *titles: str) -> Meeting:
    """A meeting whose live room is open at its first item."""
    meeting = published(cast, *titles or ("What clients ask", "Prices"), ahead=timedelta(minutes=1))
    open_room(meeting=meeting, actor=cast.femi, at=cast.at)
    return meeting


def item(meeting, place):
    return meeting.items.order_by("position")[place]


def live(meeting: Meeting) -> str:
    return reverse("live", args=[meeting.pk])


def send(browser, meeting, what, **typed):
    """Send a form of the page, without a script."""
    answer = browser.post(reverse(f"live_{what}", args=[meeting.pk]), typed)
    assert answer.status_code == 302, text(answer)
    return browser.get(live(meeting))


def test_a_facilitator_opens_the_room_and_everybody_sees_the_item(cast: Cast) -> None:
    meeting = published(cast, "What clients ask", "Prices", ahead=timedelta(minutes=1))
    femi, sam = cast.browser(cast.femi), cast.browser(cast.sam)
    assert "not open yet" in text(sam.get(live(meeting)))
    assert "Open the live room" not in text(sam.get(live(meeting)))
    page = send(femi, meeting, "opening")
    assert "What clients ask" in text(page)
    assert "Item 1 of 2" in text(sam.get(live(meeting)))
    page = send(femi, meeting, "item", item=item(meeting, 1).pk)
    assert "Item 2 of 2" in text(page)
    assert "Item 2 of 2" in text(sam.get(live(meeting)))
    assert item(meeting, 0).state == "done"


@pytest.mark.parametrize("who", ["femi", "sam"])
def test_the_page_is_small_and_asks_the_same_number_of_queries(cast: Cast, who: str) -> None:
    meeting = opened(cast)
    browser = cast.browser(getattr(cast, who))
    browser.get(live(meeting))
    few = cost(browser, live(meeting))
    assert few <= 15
    for person in (cast.sam, cast.aiko, cast.noor, cast.elena):
        raise_hand(meeting=meeting, up=True, actor=person, at=cast.at)
    give_floor(meeting=meeting, person=cast.sam, actor=cast.femi, at=cast.at)
    open_round(meeting=meeting, kind=RoundKind.WRITTEN, actor=cast.femi, at=cast.at)
    assert cost(browser, live(meeting)) <= few
    assert len(browser.get(live(meeting)).content) < 20_000


def test_a_member_raises_a_hand_and_the_facilitator_gives_the_floor(cast: Cast) -> None:
    meeting = opened(cast)
    femi, sam = cast.browser(cast.femi), cast.browser(cast.sam)
    assert "Take my hand down" in text(send(sam, meeting, "hand", up="yes"))
    assert "Hands up, in order" in text(femi.get(live(meeting)))
    page = text(send(femi, meeting, "floor", person=cast.sam.pk))
    assert "Sam Okafor client services" not in page.partition("Ask next")[2].partition("Only facilitators")[0]
    assert "has the floor" in text(sam.get(live(meeting)))
    assert "1 of 5 people has had the floor, 1 on this item." in page
    assert "Nobody has the floor" in text(send(femi, meeting, "floor", person=""))
    page = send(femi, meeting, "floor", **{"floor-person": "aiko tanaka"})
    assert "Aiko Tanaka" in text(page)


def test_only_facilitators_see_whom_to_ask_and_only_somebody_asked_sees_that_they_are(cast: Cast) -> None:
    meeting = opened(cast)
    femi, sam, aiko = (cast.browser(each) for each in (cast.femi, cast.sam, cast.aiko))
    send(aiko, meeting, "wish", asks="yes")
    assert "asked to be asked" in text(femi.get(live(meeting)))
    for browser in (sam, aiko):
        assert "Ask next" not in text(browser.get(live(meeting)))
        part = browser.get(reverse("live_part", args=[meeting.pk, "asking"]))
        assert text(part) == ""
    send(femi, meeting, "asked", person=cast.aiko.pk)
    assert "You are being asked next" in text(aiko.get(live(meeting)))
    assert "being asked" not in text(sam.get(live(meeting)))
    assert "being asked" not in text(send(aiko, meeting, "wish", **{"pass": "yes"}))
    send(femi, meeting, "asked", person=cast.aiko.pk)
    send(femi, meeting, "asked", **{"not": cast.aiko.pk})
    assert "being asked" not in text(aiko.get(live(meeting)))


def test_what_fewer_people_may_see_is_not_in_the_room_of_others(cast: Cast) -> None:
    meeting = published(cast, "What clients ask", ahead=timedelta(minutes=1))
    hidden = line(cast, meeting, initiative=initiative(cast, "Secret graph"), actor=cast.ines)
    call_in(item=item(meeting, 0), person=cast.lena, actor=cast.femi, at=cast.at)
    open_room(meeting=meeting, actor=cast.femi, at=cast.at)
    lena, sam, omar = (cast.browser(each) for each in (cast.lena, cast.sam, cast.omar))
    assert "What clients ask" in text(lena.get(live(meeting)))
    go_to_item(meeting=meeting, item=hidden, actor=cast.ines, at=cast.at)
    assert "Secret" not in (page := text(sam.get(live(meeting))))
    assert "Something for fewer people" in page
    assert "another item" in text(lena.get(live(meeting)))
    for part in Part:
        address = reverse("live_part", args=[meeting.pk, part])
        assert "Secret" not in text(sam.get(address))
        assert text(lena.get(address)) == ""
        assert omar.get(address).status_code == 404
    assert omar.get(live(meeting)).status_code == 404


def test_a_part_comes_once_and_then_only_when_it_has_changed(cast: Cast) -> None:
    meeting = opened(cast)
    sam = cast.browser(cast.sam)
    open_round(meeting=meeting, kind=RoundKind.WRITTEN, actor=cast.femi, at=cast.at)
    for part in Part:
        address = reverse("live_part", args=[meeting.pk, part])
        first = sam.get(address)
        again = sam.get(address, headers={"If-None-Match": first["ETag"]})
        assert (first.status_code, again.status_code, again.content) == (200, 304, b""), part
    raise_hand(meeting=meeting, up=True, actor=cast.aiko, at=cast.at)
    address = reverse("live_part", args=[meeting.pk, "floor"])
    assert "Aiko" in text(sam.get(address, headers={"If-None-Match": first["ETag"]}))
    assert sam.get(reverse("live_part", args=[meeting.pk, "nothing"])).status_code == 404


def test_a_note_is_written_taken_back_and_shown_without_a_name(cast: Cast) -> None:
    meeting = opened(cast)
    femi, sam, aiko = (cast.browser(each) for each in (cast.femi, cast.sam, cast.aiko))
    send(femi, meeting, "rounds", kind="written", **{"round-question": "What do clients hide?"})
    row = Round.objects.get()
    page = sam.get(live(meeting))
    assert "What do clients hide?" in text(page)
    secret = re.findall(r'name="secret" value="([^"]+)"', page.content.decode())[0]
    for _ in range(2):  # sent twice, it is one
        page = send(sam, meeting, "notes", round=row.pk, secret=secret, **{"note-words": "They count by hand."})
    assert "They count by hand." in text(page)
    assert SealedNote.objects.count() == 1
    for browser in (femi, aiko):
        assert "by hand" not in text(browser.get(live(meeting)))
    assert "1 note is handed in" in text(femi.get(live(meeting)))
    answer = aiko.post(reverse("live_notes", args=[meeting.pk]), {"round": row.pk, "number": 0, "secret": "guess"})
    assert answer.status_code == 422
    send(sam, meeting, "notes", round=row.pk, number=0)
    assert not SealedNote.objects.exists()
    send(sam, meeting, "notes", round=row.pk, **{"note-words": "They guess."})
    send(femi, meeting, "rounds", kind="")
    assert "They guess." in text(aiko.get(live(meeting)))
    answer = sam.post(reverse("live_notes", args=[meeting.pk]), {"round": row.pk, "number": 0})
    assert "closed" in text(answer)
    answer = sam.post(reverse("live_notes", args=[meeting.pk]), {"round": row.pk, "number": 0}, **SCRIPT)
    assert answer.content.decode().startswith("This round is closed")


def test_what_is_refused_stays_typed_and_a_script_hears_the_sentence(cast: Cast) -> None:
    meeting = opened(cast)
    femi, sam = cast.browser(cast.femi), cast.browser(cast.sam)
    lines = reverse("live_lines", args=[meeting.pk])
    typed = {"do": "action", "action-words": "Ask two regulators", "action-owner": "Nobody Here", "action-due_on": ""}
    answer = femi.post(lines, typed)
    assert answer.status_code == 422
    assert "Ask two regulators" in unescape(answer.content.decode())
    answer = femi.post(lines, typed, **SCRIPT)
    assert answer.status_code == 422
    assert answer.content.decode().startswith("Nobody here is called")
    answer = sam.post(reverse("live_rounds", args=[meeting.pk]), {"kind": "open"}, **SCRIPT)
    assert "facilitators" in answer.content.decode()
    hand = sam.post(reverse("live_hand", args=[meeting.pk]), {"up": "yes"}, **SCRIPT)
    assert (hand.status_code, hand.content) == (204, b"")
    assert Hand.objects.get().hand_since


def test_lines_are_written_down_one_by_one(cast: Cast) -> None:
    meeting = opened(cast)
    femi = cast.browser(cast.femi)
    send(femi, meeting, "lines", do="line", **{"line-words": "Two clients wait."})
    send(femi, meeting, "lines", do="decision", **{"line-words": "We ask first."})
    send(femi, meeting, "lines", do="parked", **{"parked-words": "Who signs in Korea?", "parked-who": "Aiko Tanaka"})
    day = (cast.at + timedelta(days=3)).date()
    page = send(femi, meeting, "lines", do="action",
                **{"action-words": "Ask two", "action-owner": "Noor Haddad", "action-due_on": day})  # fmt: skip
    for words in ("Decided We ask first. seen by the group", "Left for later Who signs in Korea?", "Promised Ask two",
                  "Notes Two clients wait."):  # fmt: skip
        assert words in text(page)
    assert Capture.objects.count() == 3
    assert (Topic.objects.get().area, Topic.objects.get().brought_by) == (cast.identity, cast.aiko)


def test_more_time_and_the_end(cast: Cast) -> None:
    meeting = opened(cast)
    femi = cast.browser(cast.femi)
    page = send(femi, meeting, "time", extra=0)
    assert 'name="extra" value="5"' in page.content.decode()
    femi.post(reverse("meeting_minutes", args=[meeting.pk]), {"do": "close"})
    assert LiveRoom.objects.get().ended_at
    assert "has ended" in text(femi.get(live(meeting)))
    assert text(femi.get(reverse("live_part", args=[meeting.pk, "now"]))) == ""


def test_pairs_say_with_whom_to_talk(cast: Cast) -> None:
    meeting = opened(cast)
    open_round(meeting=meeting, kind=RoundKind.PAIRS, actor=cast.femi, at=cast.at)
    told = [text(cast.browser(each).get(live(meeting))) for each in (cast.sam, cast.aiko, cast.noor)]
    assert all("You talk with" in each for each in told)
    give_floor(meeting=meeting, person=cast.sam, actor=cast.femi, at=cast.at)
    assert "small circles" in text(cast.browser(cast.ines).get(live(meeting)))
