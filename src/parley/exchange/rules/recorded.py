"""Files of what was recorded: words for clients, overrides, answers, corrections, rates. What is here already stays."""

from collections.abc import Callable
from typing import Any

from parley.clients.rules import rate_of
from parley.disclosure.rules import LONGEST_NAME, LONGEST_WORDS, must_name_clients
from parley.disclosure.terms import Closing, Ending, NoLonger, Told
from parley.exchange.rules import cells
from parley.exchange.rules.cells import several, text, words
from parley.exchange.rules.columns import Sheet, c
from parley.exchange.rules.finishing import note_region
from parley.exchange.rules.known import Known
from parley.exchange.terms import Identity, Kind
from parley.kernel.refusals import Refused
from parley.kernel.spans import Grain
from parley.roadmap.rules import LONGEST_REASON, must_be_a_label
from parley.roadmap.terms import Confidence, Stage

STAYS = (
    "This row is in Parley already and says otherwise there. What was recorded is changed in Parley, not by a file. "
    "Take the row out, or write what Parley has."
)
Values = dict[str, Any]
Finish = Callable[[Values, Known], None]


def _identity(*names: str) -> Callable[[Values], Identity]:
    """Say which columns make a row this row; a source and its key are joined by a colon."""

    def of(values: Values) -> Identity:
        given = (values.get(name, "") for name in names)
        return tuple(":".join(each) if isinstance(each, tuple) else str(each) for each in given)

    return of


def _staying(kind: Kind, identity: Callable[[Values], Identity], finish: Finish) -> Finish:
    """Refuse a row that says otherwise than the same row in Parley: a file adds what was recorded, and changes none."""

    def finish_all(values: Values, known: Known) -> None:
        here = known.records[kind].get(identity(values))
        if here is None:
            finish(values, known)
            return
        for name, value in values.items():
            before = here.get(name)
            if value != (known.renamed.get(before, before) if isinstance(before, str) else before):
                raise Refused(STAYS, field=name)

    return finish_all


def _record(kind: Kind, read: Any, finish: Finish, by: tuple[str, ...], about: str) -> Sheet:
    identity = _identity(*by)
    return Sheet(kind, read, _staying(kind, identity, finish), identity, about)


def _one_at_a_time(known: Known, what: Identity, row: Identity, field: str, sentence: str) -> None:
    """Raise Refused when another row is that of which there is one at a time."""
    if known.single.setdefault(what, row) != row:
        raise Refused(sentence, field=field)


def _rate(values: Values, known: Known) -> None:
    rate_of(values["currency"], values["base"], values["worth"], values["holds_from"], today=values["holds_from"],
            base_now=known.base)  # fmt: skip
    known.base = values["base"]


def _stage(values: Values, known: Known) -> None:
    values["label"] = must_be_a_label(values["label"])


def _track(values: Values, known: Known) -> None:
    initiative, number = values["initiative"], values["number"]
    must_name_clients(values["whom"], len(values.get("clients") or ()))
    if values["whom"] is not Told.NAMED_CLIENTS and values.get("clients"):
        raise Refused("Words for any client name none. Leave this empty, or say named_clients.", field="clients")
    if number > 1 and number - 1 not in known.tracks[initiative]:
        raise Refused(f"Talk track {number - 1} of {':'.join(initiative)} comes first: they are numbered from 1.",
                      field="number")  # fmt: skip
    ended, ending, begun = values.get("ended_at"), values.get("ending"), values.get("in_force_at")
    if (ended is None) != (ending is None):
        raise Refused("Say both when these words ended and how, or neither.", field="ending" if ended else "ended_at")
    if ending and (ending is Ending.DROPPED) != (begun is None):
        raise Refused("A draft that was never in force is dropped; words that were in force are superseded, withdrawn "
                      "or expired.", field="ending")  # fmt: skip
    if begun and not values.get("approved_at"):
        raise Refused("Words are in force once they are approved. Say when that was.", field="approved_at")
    if not ended:
        state = "in force" if begun else "draft"
        sentence = f"{':'.join(initiative)} has {'words in force' if begun else 'a draft'} already, and one at a time."
        row = (*initiative, str(number))
        _one_at_a_time(known, (*initiative, state), row, "number", f"{sentence} Say when and how the other ended.")
    known.tracks[initiative].add(number)


def _words(values: Values, known: Known) -> None:
    initiative, number = values["initiative"], values["talk_track"]
    known.must_have_track(initiative, number, field="talk_track")
    if values.get("confidence") and not values.get("window"):
        raise Refused("A confidence belongs to a window. Name the window, or leave both out.", field="confidence")
    if (":".join(initiative), str(number)) in known.records[Kind.TALK_TRACKS]:
        raise Refused("This talk track is in Parley already, without these words. Draft new words there.",
                      field="talk_track")  # fmt: skip
    note_region(values.get("region"), known)
    known.worded.add((initiative, number))


def _reasoned(what: str, about: str) -> Finish:
    """Check what somebody gave in their name with a reason: there is one at a time that has not ended."""

    def finish(values: Values, known: Known) -> None:
        if values.get("whom") is Told.NOBODY:
            raise Refused("An override lets words go further: to named_clients or any_client.", field="whom")
        if values.get("ended_at"):
            if values["ended_at"] < values["given_at"]:
                raise Refused("It cannot end before it was given. Mend one of the two.", field="ended_at")
            return
        row = (*values[about], values["given_at"].isoformat())
        sentence = f"{':'.join(values[about])} has {what} already that has not ended, and one at a time. Say when the "
        _one_at_a_time(known, (what, *values[about]), row, "given_at", f"{sentence}other ended.")

    return finish


def _fault(cell: str, known: Known) -> tuple[NoLonger, int]:
    word, _, days = cell.strip().partition(" ")
    return cells.one_of(NoLonger)(word, known), cells.number(0, 100_000)(days, known) if days.strip() else 0


def _correction(values: Values, known: Known) -> None:
    closed, closing = values.get("closed_at"), values.get("closing")
    if (closed is None) != (closing is None):
        raise Refused("Say both when it was closed and how, or neither.", field="closing" if closed else "closed_at")
    if closed and closed < values["opened_at"]:
        raise Refused("It cannot be closed before it was opened. Mend one of the two.", field="closed_at")
    if closing is Closing.NOT_NEEDED and not values.get("because"):
        raise Refused("Say why this client need not be told.", field="because")
    if not closed:
        row = (":".join(values["statement"]), values["opened_at"].isoformat())
        sentence = "A correction for this client and initiative is open already, and one at a time. Close one."
        _one_at_a_time(known, ("correction", *known.told_about[values["statement"]]), row, "statement", sentence)


GIVEN = (
    c("by", "Who gave it: key, e-mail or full name.", cells.person),
    c("given_at", "When: 2027-03-15T09:30:00+00:00.", cells.moment, required=True),
    c("ended_at", "When it ended. Empty: it holds.", cells.moment),
)

RATES = _record(Kind.RATES, (
    c("currency", "Three letters: USD.", cells.currency, required=True),
    c("base", "The company’s own currency, the same in every row.", cells.currency, required=True),
    c("holds_from", "The day from which it holds.", cells.day, required=True),
    c("worth", "What one of it is worth in the company’s own: 0.92.", cells.worth, required=True),
    c("set_by", "Who wrote it down: key, e-mail or full name.", cells.person),
    c("set_at", "When: 2027-03-15T09:30:00+00:00.", cells.moment, required=True),
), _rate, ("currency", "holds_from", "set_at"),
    "What other currencies are worth in the company’s own, from a day on.")  # fmt: skip

STAGES = Sheet(Kind.STAGES, (
    c("stage", "gather, explore, alpha, beta, build, launch, live or stopped.", cells.one_of(Stage), required=True),
    c("label", "What the company calls it.", words(60), required=True),
), _stage, _identity("stage"), "What the company calls a stage, where it has a name of its own for it.")  # fmt: skip

TALK_TRACKS = _record(Kind.TALK_TRACKS, (
    c("initiative", "Key of the initiative.", cells.initiative, required=True),
    c("number", "Which of its talk tracks it is: 1, 2, 3, in the order in which they were drafted.",
      cells.number(1, 100_000), required=True),
    c("name", "What clients know the initiative as.", words(LONGEST_NAME), required=True),
    c("whom", "named_clients or any_client.", cells.one_of(Told), required=True),
    c("clients", "The named clients, by key, name or alias.", several(cells.client)),
    c("expires_on", "The last day on which the words may be said.", cells.day, required=True),
    c("drafted_by", "Who drafted it: key, e-mail or full name.", cells.person),
    c("drafted_at", "When: 2027-03-15T09:30:00+00:00.", cells.moment, required=True),
    c("approved_by", "Who approved it as product marketing.", cells.person),
    c("approved_at", "When.", cells.moment),
    c("legal_by", "Who approved it for legal.", cells.person),
    c("legal_at", "When.", cells.moment),
    c("in_force_at", "Since when its words might be said. Empty: a draft.", cells.moment),
    c("ended_at", "When it ended. Empty: it has not.", cells.moment),
    c("ending", "superseded, withdrawn, expired, or dropped of a draft.", cells.one_of(Ending)),
    c("ended_by", "Who ended it.", cells.person),
), _track, ("initiative", "number"),
    "To whom, until when and with whose approval words for clients may be said.")  # fmt: skip

TALK_WORDS = _record(Kind.TALK_WORDS, (
    c("initiative", "Key of the initiative.", cells.initiative, required=True),
    c("talk_track", "The number of the talk track.", cells.number(1, 100_000), required=True),
    c("region", "Where these words are said. Empty: in every region without its own.", cells.region),
    c("words", "The words, up to 1,000 characters.", text(LONGEST_WORDS), required=True),
    c("window", "The window they promise: Q2 2027, H1 2027, Mar 2027, or one to another.", cells.window),
    c("confidence", "How sure they are of it: high, medium or low. It needs a window.", cells.one_of(Confidence)),
), _words, ("initiative", "talk_track", "region"), "The words of each talk track, by region.")  # fmt: skip

TELLING_OVERRIDES = _record(Kind.TELLING_OVERRIDES, (
    c("initiative", "Key of the initiative.", cells.initiative, required=True),
    c("whom", "Who may be told: named_clients or any_client.", cells.one_of(Told), required=True),
    c("finest", "The finest time that may be said: day, month, quarter, half or year. Empty: none.",
      cells.one_of(Grain)),
    c("reason", "Why words may go further than the stage allows.", text(LONGEST_REASON), required=True),
    *GIVEN,
    c("until", "The last day on which it holds.", cells.day),
), _reasoned("an override", "initiative"), ("initiative", "given_at"),
    "Where words for clients may go further than the stage allows, and who answers for it.")  # fmt: skip

ACCEPTANCES = _record(Kind.ACCEPTANCES, (
    c("initiative", "Key of the initiative.", cells.initiative, required=True),
    c("reason", "Why it goes on although one client asks.", text(LONGEST_REASON), required=True),
    *GIVEN,
), _reasoned("an acceptance", "initiative"), ("initiative", "given_at"),
    "Where somebody answers for going on although one client asks.")  # fmt: skip

ANSWERS = _record(Kind.ANSWERS, (
    c("insight", "Key of the insight.", cells.insight, required=True),
    c("reason", "Why what the client asks for is not planned.", text(LONGEST_REASON), required=True),
    *GIVEN,
), _reasoned("an answer", "insight"), ("insight", "given_at"), "What was answered: not planned, because.")  # fmt: skip

CORRECTIONS = _record(Kind.CORRECTIONS, (
    c("statement", "Key of the statement that does not hold.", cells.statement, required=True),
    c("opened_at", "When it was opened: 2027-03-15T09:30:00+00:00.", cells.moment, required=True),
    c("faults", "Why it does not hold, the weightiest first: stopped, elsewhere, later or early with "
      "its days, unplanned, less_sure, too_sure, withdrawn: “later 45; less_sure”.", several(_fault), required=True),
    c("words", "The drafted words.", text(), required=True),
    c("changed_at", "When it last changed. Empty: when it was opened.", cells.moment),
    c("reminded_at", "When somebody was last reminded of it.", cells.moment),
    c("closed_at", "When it was closed. Empty: it is due.", cells.moment),
    c("closing", "How: told, not_needed or holds_again.", cells.one_of(Closing)),
    c("closed_by", "Who closed it.", cells.person),
    c("because", "Why the client need not be told, where it was not needed.", text(5_000)),
), _correction, ("statement", "opened_at"),
    "Which clients are to be told that a statement no longer holds, and were.")  # fmt: skip

RECORDED = {
    sheet.kind: sheet
    for sheet in (RATES, STAGES, TALK_TRACKS, TALK_WORDS, TELLING_OVERRIDES, ACCEPTANCES, ANSWERS, CORRECTIONS)
}
