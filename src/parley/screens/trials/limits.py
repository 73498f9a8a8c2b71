"""How often an invitation is answered: a script may send what it likes, and the history stays readable."""

from parley.screens.sign_in.limits import count_of

HOUR = 3600
OF_ONE_LINK = 20  # answers an hour


def may_answer(link: int) -> bool:
    """Whether a link takes one more answer; a little inexact across processes."""
    return count_of(f"trial:{link}", HOUR) <= OF_ONE_LINK
