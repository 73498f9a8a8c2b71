"""How often looks at a card are counted: a script may send what it likes, and the figure still means people."""

from django.http import HttpRequest

from parley.screens.sign_in.limits import may_again

FROM_ONE_ADDRESS, OF_ONE_LINK = 10, 60  # views an hour; an office has one address


def may_count(request: HttpRequest, link: int) -> bool:
    """Whether one more view of a link is counted; a little inexact across processes."""
    return may_again(request, f"view:{link}", from_one=FROM_ONE_ADDRESS, of_one=OF_ONE_LINK)
