"""`parley deliver`: takes a mail on its standard input, as a mail server hands it over."""

import argparse
import sys

from django.db import DatabaseError
from django.utils import timezone

from parley.kernel.refusals import Refused
from parley.notifications.terms.letters import MOST_READ, LeftAlone
from parley.reactions.replies import take_mail

WORD = "deliver"
HELP = "Take a mail on standard input: answers to mails of ours, clients’ mails sent on, replies to invitations."
TRY_AGAIN = 75  # EX_TEMPFAIL of sysexits.h: the mail server keeps the mail and hands it over later


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the address it was sent to."""
    parser.add_argument("--to", default="", metavar="ADDRESS", help="the recipient, when the mail’s headers lack it")


def run(options: argparse.Namespace) -> int:
    """Say what became of it. A mail that does not count is no failure: the server would write to a forged sender."""
    mail = sys.stdin.buffer.read(MOST_READ + 1)
    try:
        print(take_mail(mail, recipient=options.to, at=timezone.now()))
    except LeftAlone as alone:
        print(alone.sentence, file=sys.stderr)
    except (DatabaseError, Refused) as trouble:
        print(f"It cannot be kept now: {trouble}", file=sys.stderr)
        return TRY_AGAIN
    return 0
