"""The command line: `parley WORD ...`; each word is a module here with WORD, HELP, arguments and run."""

import argparse
import os
import sys
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def words() -> dict[str, ModuleType]:
    """Give the words of the command line with the modules that do them."""
    import parley.commands as here  # noqa: PLC0415 - the package lists itself

    names = (each.name for each in iter_modules(here.__path__) if each.name != "main")
    modules = (import_module(f"{here.__name__}.{name}") for name in names)
    return {module.WORD: module for module in modules}


def main() -> int:
    """Do the word that was typed; the exit status is 0 when it went well."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parley.project.settings")
    import django  # noqa: PLC0415 - settings first

    django.setup()
    known = words()
    parser = argparse.ArgumentParser(prog="parley", description="Run product strategy groups.")
    asked = parser.add_subparsers(dest="word", metavar="WORD", required=True)
    for word, module in sorted(known.items()):
        module.arguments(asked.add_parser(word, help=module.HELP, description=module.HELP))
    options = parser.parse_args()
    try:
        return int(known[options.word].run(options) or 0)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
