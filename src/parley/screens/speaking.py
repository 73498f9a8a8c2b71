"""Sentences in the reader's language: those without values are said when a template is compiled for a language."""

from collections.abc import Iterable, MutableMapping
from functools import lru_cache
from typing import Any

from django.utils import translation
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape


def said(text: str, /, **values: object) -> Markup:
    """Say a sentence of ours in the reader's language, with values in its places."""
    return _filled(_sentence(text, translation.get_language()), values)


def said_of(one: str, several: str, n: int, /, **values: object) -> Markup:
    """Say a sentence for so many of something. What holds nothing but numbers is remembered: a board says it often."""
    for each in values.values():
        if type(each) is not int:
            return _filled(Markup(translation.ngettext(one, several, n)), {"num": n} | values)  # noqa: S704 - as below
    return _counted(one, several, n, translation.get_language(), tuple(values.items()))


@lru_cache(maxsize=10_000)
def _counted(one: str, several: str, n: int, language: str | None, values: tuple[tuple[str, object], ...]) -> Markup:
    del language  # as below
    return _filled(Markup(translation.ngettext(one, several, n)), {"num": n} | dict(values))  # noqa: S704 - as below


def _filled(sentence: Markup, values: dict[str, object]) -> Markup:
    """Put values in their places, escaped; numbers as they are, for which a sentence may have its own form."""
    given = {name: each if isinstance(each, (int, float)) else escape(each) for name, each in values.items()}
    return Markup(str.__mod__(sentence, given))  # noqa: S704 - each part is escaped


@lru_cache(maxsize=10_000)
def _sentence(text: str, language: str | None) -> Markup:
    del language  # what `gettext` says depends on it
    return Markup(translation.gettext(text))  # noqa: S704 - translators are trusted as templates are


def safe(value: Any) -> str:
    """Escape what a template puts out: most of a page is markup already, which `escape` copies twice each time."""
    kind = type(value)
    return value if kind is Markup else str(value) if kind is int else escape(value)


class _Writing(CodeGenerator):
    """Has compiled templates escape with `safe`: a board does it 800 times."""

    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:  # noqa: N802 - Jinja's name
        """Give the module of a template its name for it, after all that it imports."""
        super().visit_Template(node, frame)
        self.writeline("from parley.screens.speaking import safe as escape")


class Speaking(Environment):
    """An environment that has each template once for each language: a page says a hundred sentences.

    Under it lies one for each language, which compiles all that its templates include in that language too.
    """

    language: str | None = None
    code_generator_class = _Writing

    def __init__(self, **options: Any) -> None:
        """Begin with no language."""
        super().__init__(**options)
        self._spoken: dict[str | None, Speaking] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> Template:
        """Give a template in the language of whoever asks; what it includes comes in the same."""
        if self.overlayed:
            return super().get_template(name, parent, globals)
        return self._here().get_template(name, parent, globals)

    def select_template(
        self,
        names: Iterable[str | Template],
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> Template:
        """Give the first of some templates that is there, as `get_template` does."""
        if self.overlayed:
            return super().select_template(names, parent, globals)
        return self._here().select_template(names, parent, globals)

    def _here(self) -> "Speaking":
        language = translation.get_language()
        if language not in self._spoken:
            spoken = self.overlay()
            spoken.language = language
            self._spoken[language] = spoken
        return self._spoken[language]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give a template its names in one dictionary: Jinja looks through a chain of two at every import."""
        return {**self.globals, **(d or {})}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        with translation.override(self.language if self.overlayed else translation.get_language()):
            parsed: nodes.Template = _Folding().visit(super()._parse(source, name, filename))
        return parsed


class _Folding(NodeTransformer):
    """Puts what is said in the place of `_("...")`, where it has no values."""

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802 - Jinja's name
        """Say a sentence now, or leave a call as it is."""
        match self.generic_visit(node):
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str(text))], kwargs=[]) as call if (
                call.dyn_args is None and call.dyn_kwargs is None
            ):
                return nodes.TemplateData(str(said(text)), lineno=node.lineno)
        return node
