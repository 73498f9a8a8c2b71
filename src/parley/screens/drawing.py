"""Drawing what people type and choose into: a form has thirty of them, and templates take five times as long."""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import Jinja2
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from markupsafe import escape

OURS = frozenset(
    f"django/forms/widgets/{each}.html"
    for each in (
        "checkbox", "checkbox_option", "date", "email", "hidden", "number", "password", "radio_option", "select",
        "text", "textarea", "time", "url",
    )
)  # fmt: skip


class Widgets(Jinja2):
    """Draws inputs, text boxes and lists to choose from itself, and the rest with Django's own templates."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> Any:
        """Draw a widget."""
        if template_name in OURS and not context["widget"].get("wrap_label"):
            return drawn(context["widget"])
        return super().render(template_name, context, request)


def drawn(widget: Mapping[str, Any]) -> SafeString:
    """Draw a widget as Django's templates do, from what they are given. Everything in it is escaped."""
    name, rest = f'name="{escape(widget["name"])}"', f"{_attributes(widget['attrs'])}>"
    if "optgroups" in widget:
        groups = "".join(_group(label, options) for label, options, _index in widget["optgroups"])
        html = f"<select {name}{rest}{groups}</select>"
    elif "type" in widget:
        value = "" if widget["value"] is None else f' value="{escape(widget["value"])}"'
        html = f'<input type="{escape(widget["type"])}" {name}{value}{rest}'
    else:
        html = f"<textarea {name}{rest}\n{escape(widget['value'] or '')}</textarea>"  # the first line break is not text
    return mark_safe(html)  # noqa: S308 - see above


def _group(label: str | None, options: list[Mapping[str, Any]]) -> str:
    lines = "".join([_option(**each) for each in options])
    return f'<optgroup label="{escape(label)}">{lines}</optgroup>' if label else lines


def _option(*, value: Any, label: Any, attrs: Mapping[str, Any], **_rest: Any) -> str:
    return f'<option value="{escape(value)}"{_attributes(attrs)}>{escape(label)}</option>'


def _attributes(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {escape(name)}" if value is True else f' {escape(name)}="{escape(value)}"'
        for name, value in attrs.items()
        if value is not False
    )
