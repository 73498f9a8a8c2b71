"""Attaching a file with a form, and what stands attached on a page."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parley.prepared import padded
from parley.screens.fields import ruled
from parley.screens.rendering import url
from parley.voices.queries.attached import attached_in
from parley.voices.rules.apart import attachable
from parley.voices.rules.attaching import may_remove, megabytes, must_be_small_enough

if TYPE_CHECKING:
    from parley.people.terms import Viewer
    from parley.voices.models import Attachment, Comment
    from parley.voices.terms import Attachable

HELP = gettext_lazy(
    "A picture (PNG, JPEG, WebP) or a PDF of at most {most}. Where it was made and by whom is taken out."
)
PREVIEWED = 640  # pixels of the longer edge of a preview


class AttachmentField(forms.FileField):
    """A file to attach, if somebody likes: what comes of it is none or one, made anew."""

    widget = forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.webp,.pdf"})

    def __init__(self, **options: Any) -> None:
        options["help_text"] = format_lazy(HELP, most=megabytes(settings.ATTACHMENTS.of_one))
        super().__init__(allow_empty_file=True, **{"label": gettext_lazy("A sketch or a PDF"), **options})

    def clean(self, data: Any, initial: Any = None) -> "tuple[Attachable, ...]":
        """Make the file anew. Raises ValidationError with the rule’s sentence for one that is not attached."""
        file = super().clean(data, initial)
        if not file:
            return ()
        limits = settings.ATTACHMENTS
        ruled(lambda: must_be_small_enough(file.size or 0, most=limits.of_one))
        return (ruled(lambda: attachable(file.name or "", file.read(), limits=limits)),)


class Attaching(forms.Form):
    """A form with which a file may come; what is said of it is asked first."""

    field_order: Sequence[str] = ("text",)
    file = AttachmentField(required=False)


class SketchForm(forms.Form):
    """One more sketch."""

    file = AttachmentField()


@dataclass(frozen=True, slots=True)
class FileShown:
    """One attachment on a page: what it is in words, and for whom it can be removed."""

    key: int
    name: str
    is_picture: bool
    about: str
    width: int  # pixels of the preview of a picture
    height: int
    removable: bool

    @property
    def preview(self) -> str:
        """Where the small picture of it is."""
        return url("attachment_preview", self.key)


@dataclass(frozen=True, slots=True)
class FilesShown:
    """What is attached on a page, by the key of its comment, or of its thread where it stands by itself."""

    with_comment: dict[int, list[FileShown]] = field(default_factory=dict)
    alone: dict[int, list[FileShown]] = field(default_factory=dict)

    def of(self, comment: int) -> list[FileShown]:
        """Give what is attached to a comment."""
        return self.with_comment.get(comment, [])

    def beside(self, thread: int) -> list[FileShown]:
        """Give what is attached to a thread by itself."""
        return self.alone.get(thread, [])


def files_of(viewer: "Viewer", comments: "Iterable[Comment]") -> FilesShown:
    """Give what is attached to some comments, whose reader sees them. One query, and none where nothing is."""
    comments = list(comments)
    threads = {each.thread_id for each in comments if each.pictured}  # type: ignore[attr-defined]  # an annotation
    return files_in(viewer, threads) if threads else FilesShown()


def files_in(viewer: "Viewer", threads: Collection[int]) -> FilesShown:
    """Give all that is attached in some threads, whose reader sees them. One query."""
    with_comment: dict[int, list[FileShown]] = defaultdict(list)
    alone: dict[int, list[FileShown]] = defaultdict(list)
    for each in attached_in(padded(threads)) if threads else ():
        shown = file_shown(viewer, each)
        (with_comment[each.comment_id] if each.comment_id else alone[each.thread_id]).append(shown)
    return FilesShown(dict(with_comment), dict(alone))


def file_shown(viewer: "Viewer", each: "Attachment") -> FileShown:
    """Give one attachment, whose reader sees it."""
    by = min(1.0, PREVIEWED / max(each.width, each.height, 1))
    size = megabytes(each.size)
    pages = ngettext("PDF, %d page", "PDF, %d pages", each.pages) % each.pages
    return FileShown(
        each.pk,
        each.name,
        each.kind.is_picture,
        size if each.kind.is_picture else _("%(pages)s, %(size)s") % {"pages": pages, "size": size},
        round(each.width * by),
        round(each.height * by),
        may_remove(viewer, each.added_by_id),
    )
