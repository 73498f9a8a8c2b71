"""Every setting that comes from the environment, with its default and meaning; docs/settings.md is made from it."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import environ

ROOT = Path(__file__).resolve().parents[3]
env = environ.Env()
SHORTEST_SECRET = 32


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable of the environment."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("PORT", "8000", "The port Parley serves on."),
    Setting(
        "HOST", "127.0.0.1", "The address Parley listens on; 0.0.0.0 behind a proxy or in a container, with PUBLIC_URL."
    ),
    Setting("DATA_DIR", "data", "Where the embedded database and the secret key lie, from the folder of the program."),
    Setting(
        "DATABASE_URL",
        "",
        "postgres://user:password@host/name; empty: embedded SQLite. Behind PgBouncer see docs/decisions/0035.",
    ),
    Setting("SECRET_KEY", "", "Signs sessions and links; made once and kept in DATA_DIR when empty."),
    Setting(
        "PUBLIC_URL",
        "",
        "The address people type, for links in mail; http://HOST:PORT when empty. Requests to other names are refused; "
        "with HOST 0.0.0.0 set it, since any name is answered without.",
    ),
    Setting(
        "TRUSTED_PROXIES",
        "0",
        "How many proxies stand before Parley, each adding to X-Forwarded-For, so that tries to sign in are counted "
        "by the address behind them; 0 when people reach it directly.",
    ),
    Setting("SAMPLE", "auto", "auto loads the sample company into an empty embedded database; off never does."),
    Setting("COMPANY", "Your company", "The company's name, shown in the frame and in mail."),
    Setting("ADMIN_EMAIL", "", "Who administers a new installation outside sample mode; a link to sign in is printed."),
    Setting("ADMIN_NAME", "Administrator", "The name of that first person."),
    Setting("EMAIL_URL", "consolemail://", "smtp://user:password@host:587 or smtp+tls://...; printed when not set."),
    Setting("EMAIL_FROM", "Parley <parley@localhost>", "The sender of every mail."),
    Setting(
        "EMAIL_REPLIES",
        "",
        "Where people and calendars answer to mails: EMAIL_FROM's address when empty. Mail to it, and to it with +... "
        "before the @, is to be handed to `parley deliver`, posted to /mail-in/, or read from EMAIL_MAILBOX_URL; see "
        "docs/mail-in.md. People are asked to answer once one of the three is set.",
    ),
    Setting(
        "EMAIL_MAILBOX_URL",
        "",
        "imaps://user:password@host/INBOX, or imap+tls://...: the mailbox that mail to EMAIL_REPLIES comes into. It is "
        "read every two minutes; what was handled is marked as read, what broke is flagged. Its certificate is "
        "checked; an authority of your own is named in SSL_CERT_FILE. Empty for none.",
    ),
    Setting(
        "HOOK_HOSTS",
        "",
        "Hosts of your own that web hooks may write to, with commas between: hooks.intern.example, 10.0.0.7. They may "
        "be on a private network and without TLS; every other host has to be on the public internet, with TLS.",
    ),
    Setting(
        "MAIL_IN_SECRET",
        "",
        "At least 32 characters: whoever knows it may post mails that came in to /mail-in/, as docs/mail-in.md says. "
        "Empty: there is no such address.",
    ),
    Setting(
        "SLACK_BOT_TOKEN",
        "",
        "The bot token (xoxb-...) of an app in Slack, made from docs/slack-manifest.json as docs/slack.md says. With "
        "SLACK_SIGNING_SECRET too, channels hear of what happens; without either, Settings, Slack says what to set.",
    ),
    Setting("SLACK_SIGNING_SECRET", "", "The signing secret of that app: by it Parley knows what comes from Slack."),
    Setting(
        "SLACK_API_URL",
        "https://slack.com/api/",
        "Where Slack answers; another for GovSlack. HTTPS_PROXY is honoured, as the company asks for it.",
    ),
    Setting(
        "BACKUP_DAYS",
        "30",
        "For how many days you keep backups of the database: whoever answers a survey is told, since one made while it "
        "is open holds answers.",
    ),
    Setting("ATTACHMENT_MB", "10", "How large one picture or PDF may be that somebody attaches, in MB."),
    Setting("ATTACHMENTS_OF_THREAD_MB", "100", "How much one conversation holds of them, in MB."),
    Setting(
        "ATTACHMENTS_MB",
        "2000",
        "How much all attachments may take of the database and its backups, in MB; above it nobody attaches anything.",
    ),
    Setting("THREADS", "4", "How many requests are answered at once by one process."),
    Setting("WORKER", "on", "off leaves background work to `parley worker`, for several serving processes."),
    Setting("DEBUG", "off", "on shows errors in the browser; for development alone."),
)
DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


def text(name: str) -> str:
    """Read one setting, or its default."""
    return str(env.str(name, default=DEFAULTS[name])).strip()


def flag(name: str) -> bool:
    """Read a setting that is on or off."""
    return text(name).lower() in {"on", "true", "yes", "1"}


def hosts() -> list[str]:
    """Give the names requests may come to: PUBLIC_URL's, or HOST, and this machine's own; any when none is known."""
    own = ["localhost", "127.0.0.1", "[::1]"]
    if text("PUBLIC_URL"):
        name = str(urlsplit(text("PUBLIC_URL")).hostname)
    elif text("HOST") in {"0.0.0.0", "::"}:  # noqa: S104 - it is compared with, and not listened on
        return ["*"]
    else:
        name = text("HOST")
    return [f"[{name}]" if ":" in name else name, *own]


def mail_in_secret() -> str:
    """Give the secret of /mail-in/. Ends the program with a sentence when it could be guessed."""
    given = text("MAIL_IN_SECRET")
    if given and len(given) < SHORTEST_SECRET:
        raise SystemExit(
            f"MAIL_IN_SECRET has {len(given)} characters, and could be guessed. Set one of at least {SHORTEST_SECRET}: "
            "openssl rand -base64 32"
        )
    return given


def data_dir() -> Path:
    """Give the folder of the embedded database; it is made when missing, for this user alone.

    Ends the program with a sentence when it belongs to somebody else, as after a first start as root.
    """
    folder = ROOT / text("DATA_DIR")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        files = [each for each in (folder / "secret_key", folder / "parley.sqlite3") if each.exists()]
        mine = all(os.access(each, os.R_OK | os.W_OK, effective_ids=True) for each in (folder, *files))
    except OSError:
        mine = False
    if not mine:
        raise SystemExit(
            f"Parley cannot read and write its data in {folder}. Run it as whoever started it first, give the folder "
            f"to yourself (sudo chown -R $USER {folder}), or choose another: DATA_DIR=my-data ./parley run"
        )
    return folder


def secret_key() -> str:
    """Give the key that signs sessions: from the environment, else one made on the first start and kept."""
    if text("SECRET_KEY"):
        return text("SECRET_KEY")
    kept = data_dir() / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()


def table() -> str:
    """Write docs/settings.md: every setting with its default and what it is for."""
    rows = (f"| `{each.name}` | {f'`{each.default}`' if each.default else ''} | {each.meaning} |" for each in SETTINGS)
    return "\n".join(
        (
            "# Settings",
            "",
            "Everything that can be set comes from the environment, as `PORT=9000 ./parley run`.",
            "This page is made by `.venv/bin/python -m parley.project.environment > docs/settings.md`.",
            "",
            "| variable | default | what it is for |",
            "|---|---|---|",
            *rows,
            "",
        )
    )


if __name__ == "__main__":
    print(table(), end="")  # noqa: T201 - what this module prints is the page
