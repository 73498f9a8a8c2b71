"""The mapping file that somebody names beside what they import."""

from pathlib import Path

from parley.kernel.refusals import Refused

LARGEST = 1024 * 1024  # bytes


def mapping_in(path: str) -> str:
    """Read a mapping file. Raises Refused for what is none."""
    try:
        if Path(path).stat().st_size > LARGEST:
            raise Refused(f"{path} has more than 1 MB, so it is no mapping file. Name the right one.")
        return Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{path} is not UTF-8. Save it so.") from None
    except OSError as trouble:
        raise Refused(f"{path} cannot be read: {trouble.strerror}. Name the mapping file.") from None
