"""A field that shows the old decisions like the new one while somebody fills it in."""


def shows_like(at: str, when: str) -> dict[str, str]:
    """Give what a field needs to show, as it changes, the old decisions like the new one."""
    return {"hx-get": at, "hx-trigger": when, "hx-target": "#before", "hx-swap": "innerHTML"}
