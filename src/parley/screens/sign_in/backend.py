"""Who a session belongs to: nobody, once they have left."""

from typing import TYPE_CHECKING

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from parley.people.queries import person_by_email, person_of_session

if TYPE_CHECKING:
    from parley.people.models import Person


class People(BaseBackend):
    """Signs people of the company in by e-mail and password."""

    def authenticate(
        self, request: HttpRequest | None, email: str = "", password: str = "", **_: object
    ) -> "Person | None":
        """Give the person whose e-mail and password these are; the same time is taken when nobody has the e-mail."""
        person = person_by_email(email)
        if person is None:
            make_password(password)
            return None
        return person if person.has_usable_password() and person.check_password(password) else None

    def get_user(self, user_id: int) -> "Person | None":
        """Give the person of a session, unless they have left."""
        return person_of_session(user_id)
