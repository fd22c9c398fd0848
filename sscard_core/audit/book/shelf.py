"""Writing a book into a folder: an earlier book there is replaced, anything else is left alone."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

LIST: Final = "files.txt"
"""The list of a book's files with their SHA-256; by it a book is known again."""


PRINTED: Final = "book.pdf"
"""The book as one PDF, where one was made; it goes with the book that it was made of."""


class NotABook(ValueError):
    """A folder holds files, and they are no book."""


def write(site: Iterable[tuple[str, bytes]], folder: Path) -> int:
    """Write a site and the list of its files; return the bytes written.

    Raises: NotABook, where the folder holds something else; OSError.
    """
    _clear(folder)
    lines, total = [], 0
    for name, content in site:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        lines.append(f"{sha256(content).hexdigest()}  {name}\n")
        total += len(content)
    (folder / LIST).write_text("".join(lines), "utf-8")
    return total


def check(folder: Path) -> None:
    """Raise NotABook where the folder could not be written to without touching something else; OSError."""
    if folder.exists() and not folder.is_dir():
        raise NotABook(f"{folder} is a file; name a folder that is new, empty, or holds an earlier book")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / LIST).is_file():
        raise NotABook(
            f"{folder} holds files that are no book; name a folder that is new, empty, or holds one"
        )


def _clear(folder: Path) -> None:
    """Take away the files of an earlier book, and nothing that its list does not name."""
    check(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PRINTED).unlink(missing_ok=True)
    if (folder / LIST).is_file():
        for line in (folder / LIST).read_text("utf-8").splitlines():
            name = PurePosixPath(line.partition("  ")[2])
            if name.parts and not name.is_absolute() and ".." not in name.parts:
                (folder / name).unlink(missing_ok=True)
