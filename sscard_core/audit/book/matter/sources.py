"""What a book is made from, each with the hash of its bytes, so that two books can be told apart or found the same."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from attrs import frozen

from sscard_core.rulebooks import DEFAULT_ID, RULEBOOK_IDS
from sscard_core.rulebooks.clause_register import DOCUMENTS


@frozen
class Source:
    """Something the book was made from: its name, the number of its files, and the SHA-256 of all their bytes."""

    name: str
    files: int
    digest: str


def digest_of(named: Iterable[tuple[str, bytes]]) -> str:
    """Return one SHA-256 over names and contents, in the order given; lengths stand before both, so none runs over."""
    summed = sha256()
    for name, content in named:
        for part in (name.encode(), content):
            summed.update(len(part).to_bytes(8, "big"))
            summed.update(part)
    return summed.hexdigest()


def _source(name: str, contents: Mapping[str, bytes]) -> Source:
    return Source(name, len(contents), digest_of(sorted(contents.items())))


def package_sources() -> Iterator[Source]:
    """Yield the registers, the published rulebooks, and the program itself."""
    data = files("sscard_core.rulebooks")
    for table in DOCUMENTS:
        name = f"register/{table}.tsv"
        yield _source(name, {name: data.joinpath(*name.split("/")).read_bytes()})
    for book_id in (DEFAULT_ID, *RULEBOOK_IDS):
        name = f"{book_id}.toml"
        yield _source(name, {name: data.joinpath(name).read_bytes()})
    root = Path(str(files("sscard_core")))
    program = sorted(each for each in root.rglob("*") if each.suffix in (".py", ".html", ".css", ".js"))
    yield _source("sscard_core", {each.relative_to(root).as_posix(): each.read_bytes() for each in program})


def file_source(file: Path) -> Source:
    """Return a file of the user's, by its name without its folder: where it stood is nobody's business."""
    return _source(file.name, {file.name: file.read_bytes()})


def folder_source(name: str, folder: Path, listed: Iterable[Path]) -> Source:
    """Return files of a folder as one source."""
    return _source(name, {each.relative_to(folder).as_posix(): each.read_bytes() for each in listed})


def whole(sources: Iterable[Source]) -> str:
    """Return the hash of everything together."""
    return digest_of((each.name, each.digest.encode()) for each in sources)
