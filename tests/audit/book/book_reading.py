"""Reading the book's pages as text, as somebody would who has nothing but the files."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from attrs import define, field

VOID = frozenset({"meta", "link", "img", "br", "input", "hr", "circle", "rect", "path", "polygon"})


@define
class Element:
    """An element of a page with everything in it; texts stand among its parts."""

    tag: str
    attributes: dict[str, str]
    parts: "list[Element | str]" = field(factory=list)

    @property
    def text(self) -> str:
        """All its text."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for each in self.parts:
            yield from [each] if isinstance(each, str) else each._texts()

    @property
    def elements(self) -> "Iterator[Element]":
        """Everything in it, itself first."""
        yield self
        for each in self.parts:
            if isinstance(each, Element):
                yield from each.elements

    def all(self, tag: str = "", of: str = "") -> "list[Element]":
        """Return the elements in it of a tag, or of a class, or both."""
        return [
            each
            for each in self.elements
            if (not tag or each.tag == tag) and (not of or of in each.attributes.get("class", "").split())
        ]

    def at(self, place: str) -> "Element":
        """Return the element with an id. Raises: LookupError."""
        for each in self.elements:
            if each.attributes.get("id") == place:
                return each
        raise LookupError(place)

    def said(self, label: str) -> str:
        """Return what a list of terms says under a label. Raises: LookupError."""
        for each in self.all("div"):
            terms = [part for part in each.parts if isinstance(part, Element)]
            if terms and terms[0].tag == "dt" and label in terms[0].text:
                return terms[1].text
        raise LookupError(label)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].parts.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].parts.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        places = [place for place, each in enumerate(self.open) if each.tag == tag]
        if places:
            del self.open[places[-1] :]

    def handle_data(self, data: str) -> None:
        self.open[-1].parts.append(data)


def read_page(file: Path) -> Element:
    """Return a page."""
    reader = _Reader()
    reader.feed(file.read_text("utf-8"))
    return reader.root


def links_of(page: Element) -> set[str]:
    """Return where a page leads: its links, and its citations as the script makes links of them."""
    links = {each.attributes["href"] for each in page.all("a") if "href" in each.attributes}
    for cited in page.all("cite"):
        for name in cited.text.split():
            is_assumed = name.islower() and "-" not in name
            links.add(f"{'assumptions' if is_assumed else 'clauses'}.html#{name}")
    return links


def ids_of(page: Element) -> list[str]:
    """Return every id on a page."""
    return [each.attributes["id"] for each in page.elements if "id" in each.attributes]


def parted(link: str) -> tuple[str, str]:
    """Return the file and the place that a link names."""
    file, _, place = link.partition("#")
    return file, unquote(place)
