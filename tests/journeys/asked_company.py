"""A small company that was asked twice, in the database of DATA_DIR: `python -m` this, before it is served.

Prints the name of the session’s cookie, and the cookies of the executive and of product operations, as JSON.
"""

import json
import os
import sys


def main() -> None:
    """Make the cast, let a hundred people answer two waves, and sign two of the cast in."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parley.project.settings")
    import django  # noqa: PLC0415 - settings first

    django.setup()
    from django.conf import settings  # noqa: PLC0415 - as above
    from django.core.management import call_command  # noqa: PLC0415 - as above

    from tests.cast import assemble  # noqa: PLC0415 - as above
    from tests.surveys.released import two_waves  # noqa: PLC0415 - as above

    call_command("migrate", verbosity=0)
    cast = assemble()
    _autumn, spring = two_waves(cast, words=True)
    name = settings.SESSION_COOKIE_NAME
    cookies = {
        who: cast.browser(person).cookies[name].value for who, person in (("elena", cast.elena), ("ines", cast.ines))
    }
    sys.stdout.write(json.dumps({"name": name, "cookies": cookies, "wave": spring.pk}))


if __name__ == "__main__":
    main()
