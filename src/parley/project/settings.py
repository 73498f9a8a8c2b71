"""Django's settings, out of the environment; `environment.py` has the table."""

import mimetypes
from email.utils import parseaddr
from typing import Any

from csp.constants import NONE, SELF

from parley.people.terms import LANGUAGES as SPOKEN
from parley.project.environment import data_dir, env, flag, hosts, mail_in_secret, secret_key, text
from parley.voices.rules.attaching import MB
from parley.voices.terms import Limits

DEBUG = flag("DEBUG")
SECRET_KEY = secret_key()
PUBLIC_URL = text("PUBLIC_URL") or f"http://{text('HOST')}:{text('PORT')}"
COMPANY = text("COMPANY")
HOST, PORT, THREADS = text("HOST"), int(text("PORT")), int(text("THREADS"))
WORKER = flag("WORKER")
HOOK_HOSTS = frozenset(each.strip().lower() for each in text("HOOK_HOSTS").split(",") if each.strip())
SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET = text("SLACK_BOT_TOKEN"), text("SLACK_SIGNING_SECRET")
SLACK_API_URL = text("SLACK_API_URL")
BACKUP_DAYS = int(text("BACKUP_DAYS"))
ADMIN_EMAIL, ADMIN_NAME = text("ADMIN_EMAIL"), text("ADMIN_NAME")
BEHIND_TLS = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = hosts()
TRUSTED_PROXIES = int(text("TRUSTED_PROXIES"))
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

EMBEDDED = not text("DATABASE_URL")
SQLITE = {
    "ENGINE": "parley.project.sqlite",
    "NAME": str(data_dir() / "parley.sqlite3") if EMBEDDED else "",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "cached_statements": 1_000,
        # FULL: an acknowledged decision survives a power cut. Never mmap_size (see docs/decisions).
        # secure_delete: what is deleted is filled with zeros; without it a sealed survey would stay on the disk.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000; "
        "PRAGMA secure_delete=ON;",
    },
    "TEST": {"NAME": ":memory:"},  # pytest-django knows only Django's own engine for one that needs no file
}


def _database() -> dict[str, Any]:
    if EMBEDDED:
        return SQLITE
    named: dict[str, Any] = env.db_url("DATABASE_URL")
    if "sqlite" in named["ENGINE"]:
        return SQLITE | {"NAME": named["NAME"]}
    # Compiling a query that asks what somebody may see takes longer than asking it: docs/decisions/0035.
    given = named.get("OPTIONS", {})
    options = {"connect_timeout": 5} | given | {"options": f"-c jit=off {given.get('options', '')}".strip()}
    return named | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


DATABASES = {"default": _database()}
SAMPLE_ALLOWED = EMBEDDED and text("SAMPLE") == "auto"
CAST = "parley.seeds.cast.CAST"  # named here, because screens and seeds stand side by side

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "parley",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "parley.screens.asking.AskingMiddleware",
    "parley.screens.refusing.RefusingMiddleware",
]
ROOT_URLCONF = "parley.project.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "parley.screens.rendering.environment",
            "context_processors": ["parley.screens.rendering.form_token"],
        },
    },
]

FORM_RENDERER = "parley.screens.drawing.Widgets"

AUTH_USER_MODEL = "parley.Person"
AUTHENTICATION_BACKENDS = ["parley.screens.sign_in.backend.People"]
LOGIN_URL = "sign_in"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
]
SESSION_COOKIE_AGE = 7 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_NAME = "__Host-parley" if BEHIND_TLS else "parley"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
CSRF_FAILURE_VIEW = "parley.screens.failing.views.form_from_elsewhere"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = list(SPOKEN.items())
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATIC_ROOT = data_dir() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
mimetypes.add_type("font/woff2", ".woff2")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
ATTACHMENTS = Limits(
    of_one=int(text("ATTACHMENT_MB")) * MB,
    of_thread=int(text("ATTACHMENTS_OF_THREAD_MB")) * MB,
    of_all=int(text("ATTACHMENTS_MB")) * MB,
)
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * ATTACHMENTS.of_one  # the body is in memory anyway, and a full disk keeps no copy
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEFAULT_FROM_EMAIL = text("EMAIL_FROM")
EMAIL_REPLIES = parseaddr(text("EMAIL_REPLIES") or DEFAULT_FROM_EMAIL)[1]
EMAIL_MAILBOX = text("EMAIL_MAILBOX_URL")
MAIL_IN_SECRET = mail_in_secret()
EMAIL_ANSWERED = bool(text("EMAIL_REPLIES") or EMAIL_MAILBOX or MAIL_IN_SECRET)  # somebody takes what is answered
_mail = env.email_url("EMAIL_URL", default="consolemail://")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = _mail.get("EMAIL_HOST") or "localhost", _mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_USER") or "", _mail.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 15

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"no_keys": {"()": "parley.project.keeping_quiet.KeysLeftOut"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_keys"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"parley": {"level": "INFO"}},
}
