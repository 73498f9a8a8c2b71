"""Templates speak the language of whoever asks, and say in it what they include."""

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe
from jinja2 import DictLoader
from markupsafe import Markup, escape

from parley.people.terms import Side
from parley.screens.speaking import Speaking, safe, said

PAGES = {
    "page": '{% from "part" import part %}{{ _("Monday") }} {{ part() }} {{ _("%(n)s of them", n="<b>") }}',
    "part": '{% macro part() %}{{ _("Tuesday") ~ "<" }}{% endmacro %}',
}


@pytest.fixture
def pages() -> Speaking:
    made = Speaking(loader=DictLoader(PAGES), autoescape=True)
    made.globals["_"] = said
    return made


def test_a_template_speaks_every_language_it_is_asked_in(pages: Speaking) -> None:
    for _ in range(2):
        for language, monday, tuesday in (("en", "Monday", "Tuesday"), ("de", "Montag", "Dienstag")):
            with translation.override(language):
                told = pages.get_template("page").render()
            assert told == f"{monday} {tuesday}&lt; &lt;b&gt; of them"


def test_what_is_compiled_late_speaks_the_language_of_its_page(pages: Speaking) -> None:
    with translation.override("en"):
        page = pages.get_template("page")
    with translation.override("de"):
        assert page.render().startswith("Monday Tuesday")
    with translation.override("en"):
        assert pages.select_template(["nowhere", "page"]).render().startswith("Monday Tuesday")


def test_a_sentence_is_not_escaped_and_its_values_are() -> None:
    assert said("R&D asks %(who)s", who="<Ann>") == Markup("R&D asks &lt;Ann&gt;")


def test_what_is_put_out_is_escaped_as_ever() -> None:
    given = ["<b>&", Markup("<b>"), mark_safe("<i>"), 3, True, None, 2.5, Side.PRODUCT, ["<"]]
    assert [safe(each) for each in given] == [escape(each) for each in given]
    page = Speaking(loader=DictLoader({"page": "{{ a }}{{ b }}{{ a ~ b }}"}), autoescape=True).get_template("page")
    assert page.render(a="<", b=Markup("<")) == "&lt;<&lt;<"
