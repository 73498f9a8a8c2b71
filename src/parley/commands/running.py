"""`parley run`: brings the database up to date, loads the sample when nothing is there, and serves."""

import argparse
import contextlib
import socket
import sys
from importlib import import_module

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from parley.ledger.terms import MACHINE
from parley.people.actions import first_administrator
from parley.people.queries import administrators, is_empty, sample_is_loaded
from parley.roadmap.actions import begin_duty_list
from parley.seeds.loading import load

WORD = "run"
APPLICATION = "parley.project.asgi"
HELP = "Bring the database up to date, then serve pages and background work on PORT."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take none: the environment says how to run."""
    del parser


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    del options
    if not _is_free(settings.HOST, settings.PORT):
        print(
            f"Port {settings.PORT} is taken. Stop what serves there, or choose another: "
            f"PORT={settings.PORT + 1} ./parley run",
            file=sys.stderr,
        )
        return 1
    prepare()
    print(f"\nParley serves on {settings.PUBLIC_URL}  (stop with Ctrl+C)")
    if sample_is_loaded():
        print(f"Sign in as one of the sample’s people: {settings.PUBLIC_URL}{reverse('cast')}")
    else:
        print(f"Sign in: {settings.PUBLIC_URL}{reverse('sign_in')}")
    sys.stdout.flush()
    serving = uvicorn.Config(
        f"{APPLICATION}:application",
        host=settings.HOST,
        port=settings.PORT,
        log_level="warning",
        lifespan="on",
        timeout_graceful_shutdown=10,
        server_header=False,
        proxy_headers=False,  # TRUSTED_PROXIES says whom to believe
    )
    with contextlib.suppress(KeyboardInterrupt):  # as uvicorn's own run does
        Serving(serving).run()
    return 0


class Serving(uvicorn.Server):
    """The server, which ends live streams as soon as it is told to stop: it waits for answers that are being given."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop, outside of the signal's handler: that may come while this thread holds the lock it would wait for."""
        import_module(APPLICATION).application.live.stop()  # named, since commands lie below the server
        await super().shutdown(sockets)


def prepare() -> None:
    """Bring tables and static files up to date, and see to it that somebody can sign in."""
    print("Bringing the database up to date ...", flush=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    if is_empty() and settings.SAMPLE_ALLOWED:
        load(at=timezone.now(), progress=lambda sentence: print(sentence, flush=True))
    elif not administrators().exists():  # nobody is here yet, or the company was imported first
        _name_administrator()
    begin_duty_list(actor=MACHINE, at=timezone.now())


def _name_administrator() -> None:
    """Make the first administrator, and print the link they sign in with."""
    if not settings.ADMIN_EMAIL:
        print("Nobody can sign in yet. Start again with ADMIN_EMAIL=you@your.company to become its administrator.")
        return
    token = first_administrator(name=settings.ADMIN_NAME, email=settings.ADMIN_EMAIL, actor=MACHINE, at=timezone.now())
    print(f"You administer Parley. Sign in within a day: {settings.PUBLIC_URL}{reverse('sign_in_link', args=[token])}")


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return False
    return True
