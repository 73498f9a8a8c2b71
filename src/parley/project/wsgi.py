"""Django behind WSGI, whose handler needs no hop between threads for each middleware."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parley.project.settings")
application = get_wsgi_application()
