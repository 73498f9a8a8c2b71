"""Pictures of the mails of a fresh sample, each 360 and 800 px wide, light and dark. Run by tools/mails.

Everybody is told of what happened lately, and each kind of mail is then written to whoever gets one.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import django

WIDTHS, SCHEMES = (360, 800), ("light", "dark")
LATELY = timedelta(days=120)


def begin(folder: str) -> datetime:
    """Load the sample into a database of this run's own, with mails kept in memory."""
    os.environ |= {"DATA_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/mails.sqlite3", "SECRET_KEY": "pictures"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "parley.project.settings"
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - settings first, here and below
    from django.core import mail  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from parley.people.queries import is_empty  # noqa: PLC0415
    from parley.seeds.loading import load  # noqa: PLC0415

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    call_command("migrate", verbosity=0)
    at = timezone.now()
    if is_empty():
        load(at=at, progress=print)
    return at


def tell_all(at: datetime) -> list[tuple[str, int, int]]:
    """Tell people of what happened lately, as the worker would; gives kind, person and entry of each notice."""
    from parley.ledger.models import Entry  # noqa: PLC0415
    from parley.ledger.queries import entry_told  # noqa: PLC0415
    from parley.ledger.terms import MACHINE  # noqa: PLC0415
    from parley.notifications.actions import tell  # noqa: PLC0415
    from parley.notifications.models import Notice  # noqa: PLC0415
    from parley.reactions.table import TELLS  # noqa: PLC0415

    for key in Entry.objects.filter(kind__in=TELLS, at__gt=at - LATELY).values_list("pk", flat=True):
        if told := entry_told(key):
            tell(told=told, people=TELLS[told.event.kind](told), actor=MACHINE, at=at)
    return list(Notice.objects.order_by("pk").values_list("entry__kind", "person", "entry"))


def bundles(notices: list[tuple[str, int, int]]) -> list[dict[str, Any]]:
    """Put all that each was told into one mail."""
    together: dict[int, list[int]] = {}
    for _kind, who, entry in notices:
        together.setdefault(who, []).append(entry)
    return [{"person": who, "entry": some[0], "more": some[1:]} for who, some in together.items() if len(some) > 1]


def answer_mails(at: datetime) -> None:
    """Let Aiko send on what two clients wrote, and a mail without words, and write what she is told of them."""
    from django.conf import settings  # noqa: PLC0415

    from parley.clients.models import ClientDomain  # noqa: PLC0415
    from parley.ledger.models import Pending  # noqa: PLC0415
    from parley.notifications.queries.addresses import forwarding_address  # noqa: PLC0415
    from parley.people.models import Person  # noqa: PLC0415
    from parley.reactions.letters import gather, mail_letters  # noqa: PLC0415
    from parley.reactions.replies import take_mail  # noqa: PLC0415
    from tests.notifications.mailed import answer, sent_on  # noqa: PLC0415

    aiko = Person.objects.get(key="aiko")
    to = forwarding_address(aiko, replies=settings.EMAIL_REPLIES, at=at)
    domain = ClientDomain.objects.order_by("pk").values_list("domain", flat=True)[0]
    for sender, words in ((f"anna@{domain}", "We cannot prove consent."), ("bo@new.example", "Exports."), ("", "")):
        text = sent_on(sender, words) if words else ""
        take_mail(answer(to, text, sender=str(aiko.email), Subject=f"Fwd: {words or '(photo)'}"), at=at)
    gather(Pending.objects.filter(task="gather_letters").order_by("pk")[0].payload, at)
    mail_letters(Pending.objects.get(task="mail_letters").payload, at)


def ways(at: datetime, notices: list[tuple[str, int, int]]) -> Iterator[tuple[str, Callable[[], object]]]:
    """Give the name of each mail, with every way to have it written: the first that writes one counts."""
    from parley.decisions.models import Decision  # noqa: PLC0415
    from parley.ledger.models import Pending  # noqa: PLC0415
    from parley.meetings.models import Invitation, Meeting  # noqa: PLC0415
    from parley.people.actions import choose_quiet_hours  # noqa: PLC0415
    from parley.people.models import Person  # noqa: PLC0415
    from parley.reactions import (  # noqa: PLC0415
        corrections,
        deciding,
        digests,
        invitations,
        launches,
        mail,
        minutes,
        news,
        trials,
    )
    from parley.reactions.wave_mails import WaveMails  # noqa: PLC0415
    from parley.surveys.models import Wave  # noqa: PLC0415
    from parley.surveys.queries.mailing import ToMail  # noqa: PLC0415
    from parley.surveys.rules.reminding import WaveMail  # noqa: PLC0415
    from tests.reactions.later import do  # noqa: PLC0415

    cast = list(Person.objects.exclude(key__startswith="p").order_by("pk")[:40])
    for person in cast:
        choose_quiet_hours(person=person, first=None, until=None, actor=person, at=at)  # whatever the hour is now
    for key in ("femi", "noor", "aiko", "sam", "hana"):
        person = Person.objects.get(key=key)
        payload = {"person": person.pk, "planned": at.isoformat()}
        yield f"digest-{key}", lambda payload=payload: do(digests.mail_digest, payload, at)
    for kind, who, entry in notices:
        name = "decided" if kind == "decision.published" else f"notice-{kind}"
        yield name, lambda who=who, entry=entry: news.mail_news({"person": who, "entry": entry}, at)
    yield from (("news", lambda payload=payload: news.mail_news(payload, at)) for payload in bundles(notices))
    yield "sign-in-link", lambda: mail.mail_sign_in_link({"person": cast[0].pk, "work": 1}, at)
    yield "letters", lambda: answer_mails(at)
    for person in cast:
        yield (
            "corrections",
            lambda p=person.pk: corrections.mail_corrections({"person": p, "opened": 1, "until": at.isoformat()}, at),
        )
        yield "announcements", lambda p=person.pk: launches.mail_announcements({"person": p, "opened": 1}, at)
        yield "silence", lambda p=person.pk: trials.mail_silence({"person": p, "work": 1}, at)
        held = [each.pk for each in Meeting.objects.exclude(minutes_published_at=None).order_by("-starts_at")[:3]]
        yield "minutes", lambda p=person.pk, held=held: minutes.mail_minutes({"person": p, "meetings": held}, at)
    for row in Decision.objects.filter(published_at=None).order_by("-pk")[:30]:
        payload = {"decision": row.pk, "person": row.decider_id, "asked_at": at.isoformat(), "work": 2**62}
        yield "decide", lambda payload=payload: deciding.mail_decision(payload, at)
    for work in Pending.objects.filter(task="mail_invitation")[:20]:
        yield "invitation", lambda payload=work.payload: invitations.mail_invitation(payload, at)
    for row in Invitation.objects.order_by("-pk")[:20]:
        payload = {"invitation": row.pk, "sequence": row.sequence}
        yield "invitation", lambda payload=payload: invitations.mail_invitation(payload, at)
    for wave in Wave.objects.order_by("-pk")[:1]:
        for of, name in ((WaveMail.INVITATION, "wave"), (WaveMail.REMINDER, "wave-reminder")):
            yield name, lambda wave=wave, of=of: WaveMails(wave, of, at).to(ToMail(0, cast[0])).send()


def written(at: datetime) -> dict[str, Any]:
    """Write one mail of each kind."""
    from django.core import mail  # noqa: PLC0415

    found: dict[str, Any] = {}
    tried: dict[str, int] = {}
    for name, write in ways(at, tell_all(at)):
        tried[name] = tried.get(name, 0) + 1
        if name in found or tried[name] > 60:
            continue
        mail.outbox.clear()
        write()
        if mail.outbox:
            found[name] = mail.outbox[0]
    for name in tried:
        if name not in found:
            print(f"{name}: nobody gets one in the sample today")  # noqa: T201 - a program’s answer
    return found


def draw(mails: dict[str, Any], folder: Path) -> None:
    """Take the pictures, and keep what was drawn and its plain twin beside them."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - it starts a loop that the ORM does not like

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, message in mails.items():
            page_file = folder / f"{name}.html"
            page_file.write_text(message.alternatives[0][0])
            (folder / f"{name}.txt").write_text(f"Subject: {message.subject}\n\n{message.body}")
            for width in WIDTHS:
                for scheme in SCHEMES:
                    page = browser.new_page(viewport={"width": width, "height": 600}, color_scheme=scheme)
                    page.goto(page_file.as_uri())
                    wide = page.evaluate("document.documentElement.scrollWidth")
                    if wide > width:
                        print(f"{name} is {wide} px wide at {width}")  # noqa: T201 - as above
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
                    page.close()
        browser.close()


def main() -> None:
    """Do all of it."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        if loaded := os.environ.get("PARLEY_LOADED"):  # a database of the sample, which is copied
            shutil.copy(loaded, f"{data}/mails.sqlite3")
        mails = written(begin(data))
    draw(mails, folder)
    print(f"{len(mails)} mails, {len(mails) * len(WIDTHS) * len(SCHEMES)} pictures in {folder}")  # noqa: T201 - as above


if __name__ == "__main__":
    main()
