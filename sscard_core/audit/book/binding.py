"""One document of all pages, for paper: their ids and links made to fit together, everything folded out."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from sscard_core.lifecycle.table import Region

REGIONS: Final = "|".join(str(each) for each in Region)
LEFT_OUT: Final = re.compile(rf"^(?:table-.*-(?:{REGIONS})|scenarios-.*)\.html$")
"""Pages that would be thousands of sheets: the tables are in the spreadsheets, the scenarios in their own files."""

MAIN: Final = re.compile(r"<main.*?</main>", re.DOTALL)
IDS: Final = re.compile(r'\b(id|for|aria-labelledby|aria-describedby)="([^"]*)"')
LINKS: Final = re.compile(r'href="(?:([A-Za-z0-9._-]+\.html))?(?:#([^"]*))?"')
HEAD: Final = re.compile(r"^.*?<body[^>]*>", re.DOTALL)


def bound(site: Mapping[str, bytes], order: Iterable[str]) -> str:
    """Return one HTML document of the pages of a site, in an order, for the printer."""
    pages = [name for name in order if not LEFT_OUT.match(name)]
    first = site[pages[0]].decode()
    head = HEAD.search(first)
    assert head is not None, "a page has a body"
    opened = head[0].replace("<html ", '<html data-bound="yes" ', 1)
    return opened + "".join(_sheet(name, site[name].decode(), pages) for name in pages) + "</body></html>"


def _sheet(name: str, text: str, pages: list[str]) -> str:
    main = MAIN.search(text)
    assert main is not None, "a page has a main part"
    here = name.removesuffix(".html")
    placed = IDS.sub(lambda each: f'{each[1]}="{_places(here, each[2])}"', main[0])
    linked = LINKS.sub(lambda each: _link(name, each[1], each[2], pages), placed)
    return f'<div id="{here}" class="sheet">{linked.replace("<details", "<details open")}</div>'


def _places(here: str, ids: str) -> str:
    return " ".join(f"{here}--{each}" for each in ids.split())


def _link(name: str, file: str | None, place: str | None, pages: list[str]) -> str:
    """Return a link inside the document; what leads to a page that is left out loses its end."""
    there = (file or name).removesuffix(".html")
    if file and file not in pages:
        return ""
    return f'href="#{there}--{place}"' if place and "=" not in place else f'href="#{there}"'
