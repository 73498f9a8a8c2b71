"""What the server serves: pages, with background work beside them unless WORKER is off."""

from django.conf import settings

from parley.project.front import Front
from parley.project.wsgi import application as pages
from parley.reactions.worker import Worker


def _nothing() -> None:
    """Do no background work here."""


worker = Worker()
application = Front(
    pages,
    threads=settings.THREADS,
    attachment=settings.ATTACHMENTS.of_one,
    started=worker.start if settings.WORKER else _nothing,
    stopped=worker.stop if settings.WORKER else _nothing,
)
