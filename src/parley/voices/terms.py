"""The words of voices: what a contribution was, what people say to a comment in a word, what may be attached."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from parley.ledger.terms import Ref


class Given(StrEnum):
    """What somebody contributed."""

    INSIGHT = "insight"
    TOPIC = "topic"
    NOTE = "note"
    COMMENT = "comment"


class ReactionKind(StrEnum):
    """What may be said to a comment in a word, always under one's name."""

    SAME = "same"
    NEW = "new"
    DISAGREE = "disagree"


def thread_ref(key: int) -> Ref:
    """Name a thread for the ledger."""
    return Ref("thread", key)


def comment_ref(key: int) -> Ref:
    """Name a comment for the ledger."""
    return Ref("comment", key)


class FileKind(StrEnum):
    """What may be attached. Everything else is refused, with what to do instead."""

    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"
    PDF = "pdf"

    @property
    def is_picture(self) -> bool:
        """Whether it is seen on the page, as a picture; a PDF is taken along."""
        return self is not FileKind.PDF


TYPES = {  # of the content as it is served: of this list, and never guessed
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.WEBP: "image/webp",
    FileKind.PDF: "application/pdf",
}
PREVIEW = FileKind.WEBP  # what previews of pictures are made as


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a file: written anew from what a reader sees of it, with nothing else in it."""

    kind: FileKind
    content: bytes
    preview: bytes = b""  # of a picture
    width: int = 0  # pixels of a picture, as it is kept
    height: int = 0
    pages: int = 0  # of a PDF

    @property
    def sha256(self) -> str:
        """The hash of its content, by which the same file is known again."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Limits:
    """How many bytes one attachment may have, all of one conversation, and all there are."""

    of_one: int = 10_000_000
    of_thread: int = 100_000_000
    of_all: int = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Attachable:
    """A file that may be attached, under the name it is kept by, where there is room for it."""

    name: str
    made: Made
    limits: Limits = Limits()


def attachment_ref(key: int) -> Ref:
    """Name an attachment for the ledger."""
    return Ref("attachment", key)
