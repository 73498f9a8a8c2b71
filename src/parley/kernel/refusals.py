"""How Parley says no: a sentence that tells the person what to do instead."""


class Refused(Exception):
    """A rule said no. `sentence` is shown as it is, so it ends with what to do instead.

    `field` names the form field it concerns, when there is one.
    """

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Stale(Refused):
    """The thing has changed since it was read; both texts are kept so that nothing typed is lost.

    `typed` is everything that was typed, with the labels it was typed under, when a form knows them.
    """

    def __init__(self, sentence: str, *, theirs: str, yours: str) -> None:
        super().__init__(sentence)
        self.theirs = theirs
        self.yours = yours
        self.typed: list[tuple[str, str]] = []


class Refusals(Refused):
    """Several refusals at once, so that a person mends everything in one go."""

    def __init__(self, sentences: list[Refused]) -> None:
        super().__init__(" ".join(each.sentence for each in sentences))
        self.each = sentences
