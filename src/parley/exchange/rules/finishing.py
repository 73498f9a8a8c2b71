"""What must hold within one row once its cells are read, and what follows for cells that were empty."""

import hashlib
import re
from enum import StrEnum
from typing import Any

from parley.clients.rules import insight_key
from parley.clients.rules.domains import must_be_few, must_not_be_ours
from parley.disclosure.rules import statement_key
from parley.exchange.rules import cells
from parley.exchange.rules.frequency import cadence_of
from parley.exchange.rules.known import Known
from parley.kernel.refusals import Refused
from parley.kernel.words import folded
from parley.meetings.rules import settled
from parley.roadmap.terms import Confidence, Horizon, Stage

Values = dict[str, Any]


class Role(StrEnum):
    """A place somebody has in a group. One person may have several."""

    CORE = "core"
    ON_CALL = "on_call"
    FACILITATOR = "facilitator"
    PRODUCT_PERSON = "product_person"
    DECIDER = "decider"


def slugged(name: str, longest: int) -> str:
    """Make a key of a name: small letters and digits with dashes between; other scripts keep their letters."""
    return re.sub(r"[^\w]+", "-", folded(name)).replace("_", "-").strip("-")[:longest].strip("-")


def person(values: Values, known: Known) -> None:
    """Name somebody without a key by their e-mail; a new function needs its side."""
    key, mail = values.get("key") or "", values.get("email") or ""
    there = known.emails.get(mail.casefold()) if mail else None
    values["key"] = key or there or mail
    if not values["key"]:
        raise Refused("A person needs a key or an e-mail, or nobody could tell two of one name apart. If no two have "
                      'one name, say in the mapping file: key = "name".', field="key")  # fmt: skip
    if there and there != values["key"] and values["key"] in known.people:
        raise Refused(f"{there} has this e-mail already. One address is one person’s.", field="email")
    word = values.get("function") or ""
    if word and folded(word) not in known.functions:
        if not values.get("side"):
            raise Refused(
                "This function is new. Say its side in the column side (product, business or neither), or say in the "
                "mapping file which function it means.",
                field="function",
            )
        known.must_not_be_a_slip(word, "function")
        known.functions[folded(word)] = word
        known.new_functions[word] = values["side"]
    note_region(values.get("region"), known)


def area(values: Values, known: Known) -> None:
    """Make a group's key of its name when it has none."""
    name = values["name"]
    there = known.area_names.get(folded(name))
    key = values.get("key") or there or slugged(name, 60)
    values["key"] = cells.slug(key, known) if key else ""
    if not values["key"]:
        raise Refused("This name makes no key. Write a key of small letters and digits.", field="key")
    if there and there != values["key"]:
        raise Refused(f"The group {there} has this name already. Give each its own.", field="name")


def place(values: Values, known: Known) -> None:
    """Refuse somebody who would be core and on call at once."""
    if Role.CORE in values["role"] and Role.ON_CALL in values["role"]:
        raise Refused("Somebody is core or on call, not both. Write one of them.", field="role")
    where = (values["group"], values["person"])
    for role in values["role"]:
        if role in (Role.CORE, Role.ON_CALL) and known.member_kinds.setdefault(where, role) != role:
            raise Refused("An earlier row says the other of core and on call. Keep one of them.", field="role")
        if role is Role.DECIDER and known.deciders.setdefault(values["group"], values["person"]) != values["person"]:
            raise Refused(f"{known.deciders[values['group']]} decides for this group by an earlier row, and one person "
                          "does. Keep one of them.", field="role")  # fmt: skip


def series(values: Values, known: Known) -> None:
    """Make the rule of day and frequency when it was not given, and keep the words."""
    day, frequency = values.pop("day", None) or "", values.pop("frequency", None) or ""
    values["key"] = values.get("key") or slugged(values["title"], 200)
    if not values.get("rule"):
        cadence = cadence_of(day, frequency)
        values["rule"] = cadence.rule
        values["starts_on"] = values.get("starts_on") or cadence.starts_on
        if not values.get("said"):
            values["said"] = "; ".join(filter(None, (day if "start" in day.casefold() else "", frequency)))[:300]
        if cadence.rest:
            known_rest = f"“{cadence.rest}” is kept as it was said; the rule does not follow it."
            values["note"] = ("frequency", known_rest)
    values["rule"] = settled(values["rule"], values.get("starts_on"))  # as keep_series keeps it
    if values.get("ended_on") and values.get("starts_on") and values["ended_on"] < values["starts_on"]:
        raise Refused("A series cannot end before it starts. Mend one of the two days.", field="ended_on")


def client(values: Values, known: Known) -> None:
    """Find the client that is meant by a row without a key, or from another system, and refuse near misses."""
    values["source"] = values.get("source") or known.source
    name = values["name"]
    given = values.get("key")
    if given and (values["source"], given) in known.clients:
        pass
    elif settled := known.settled_names.get(folded(name)):
        if not given or settled[0] != values["source"]:
            values["source"], values["key"] = settled
    else:
        known.must_not_look_alike(name, values["source"], given or "")
    values["key"] = values.get("key") or folded(name)[:120]
    if values.get("revenue") is not None and not values.get("currency"):
        raise Refused("A revenue needs its currency. Write its three letters, for example EUR.", field="currency")
    for alias in values.get("aliases") or ():
        owner = known.settled_names.get(folded(alias))
        if owner and owner != (values["source"], values["key"]):
            raise Refused(f"“{alias}” is a name of the client {':'.join(owner)} already.", field="aliases")
    domains, there = set(values.get("domains") or ()), known.domains[values["source"], values["key"]]
    for domain in domains - there:
        must_not_be_ours(domain, ours=domain in known.our_domains, field="domains")
    must_be_few(domains | there, field="domains")
    note_region(values.get("region"), known)


def initiative(values: Values, known: Known) -> None:
    """Name an initiative without a key by its title, and check that what belongs together is given together."""
    values["source"] = values.get("source") or known.source
    values["key"] = values.get("key") or slugged(values["title"], 120)
    if not values["key"]:
        raise Refused("This title makes no key. Write one.", field="key")
    if values.get("budget_amount") is not None and not values.get("budget_currency"):
        raise Refused("An amount needs its currency. Write its three letters.", field="budget_currency")
    if values.get("budget_amount") is None and values.get("budget_currency"):
        values["budget_currency"] = ""
    if values.get("live_at") and values["stage"] not in (Stage.LIVE, Stage.STOPPED):
        raise Refused("Only what is live, or was stopped since, came live. Leave this empty.", field="live_at")
    if values.get("audience_override") and not values.get("audience_override_to"):
        raise Refused("Say how far it may be shown: group or company.", field="audience_override_to")
    for rule in ("why", "audience"):
        if values.get(f"{rule}_override_by") and not values.get(f"{rule}_override"):
            raise Refused("An override needs its reason.", field=f"{rule}_override")
    for name in (*(values.get("regions") or ()), *(each[0] for each in values.get("region_overrides") or ())):
        note_region(name, known)


def insight(values: Values, known: Known) -> None:
    """Give an insight without a key its fingerprint as one; a text that was noted never changes."""
    values["source"] = values.get("source") or known.source
    values["key"] = values.get("key") or insight_key(":".join(values["client"]), values["said_on"], values["text"])
    before = known.insights.get((values["source"], values["key"]))
    if before and before != fingerprint(values["text"]):
        raise Refused("What was noted under this key reads differently, and an insight’s text never changes. "
                      "Note the new words under a key of their own.", field="text")  # fmt: skip
    both = set(values.get("supports") or ()) & set(values.get("contradicts") or ())
    if both:
        raise Refused("An insight speaks for an initiative or against it, not both.", field="contradicts")


def statement(values: Values, known: Known) -> None:
    """Give a statement without a key its fingerprint as one; what was told never changes."""
    values["source"] = values.get("source") or known.source
    if values.get("confidence") and not values.get("window"):
        raise Refused("A confidence belongs to a window. Name the window, or leave both out.", field="confidence")
    if values.get("talk_track"):
        known.must_have_track(values["initiative"], values["talk_track"], field="talk_track")
    elif values.get("taken_back"):
        raise Refused("Only words of a talk track are taken back. Say which in the column talk_track.",
                      field="taken_back")  # fmt: skip
    client, initiative = ":".join(values["client"]), ":".join(values["initiative"])
    values["key"] = values.get("key") or statement_key(client, initiative, values["told_on"], values["words"])
    known.told_about[values["source"], values["key"]] = (initiative, client)
    before = known.statements.get((values["source"], values["key"]))
    if before and before != told(values):
        raise Refused("What was told under this key reads differently, and what was told never changes. Log the other "
                      "words under a key of their own.", field="words")  # fmt: skip


def told(values: Values) -> str:
    """Give a fingerprint of all that was told: to whom, about what, when, in which words, with which promise."""
    facts = (values["client"], values["initiative"], values["told_on"], values["words"])
    window, confidence = values.get("window"), values.get("confidence")
    return fingerprint(repr((*facts, str(window or ""), str(confidence or ""))))


def fingerprint(text: str) -> str:
    """Give 32 hex digits that tell texts apart."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def region_override(cell: str, known: Known) -> tuple[str, str, str, str]:
    """Read what differs in one region: its name, then horizon, window and confidence, each empty as everywhere else."""
    name, colon, different = cell.rpartition(":")
    if not colon:
        name, different = cell, ""
    rest = [part.strip() for part in different.split(",") if part.strip()]
    given = {"horizon": "", "window": "", "confidence": ""}
    for part in rest:
        word, _, value = part.partition(" ")
        if word not in given or not value:
            raise Refused("Write what differs like “EMEA: horizon next, window Q3 2027, confidence low”.")
        given[word] = value.strip()
    if given["horizon"]:
        cells.one_of(Horizon)(given["horizon"], known)
    if given["confidence"]:
        cells.one_of(Confidence)(given["confidence"], known)
    if given["window"]:
        cells.window(given["window"], known)
    return str(cells.region(name, known)), given["horizon"], given["window"], given["confidence"]


def note_region(name: str | None, known: Known) -> None:
    """Let a region that a row names be known from now on, unless it is one slip away from another."""
    if name and folded(name) not in known.regions:
        known.must_not_be_a_slip(name, "region")
        known.regions[folded(name)] = name
