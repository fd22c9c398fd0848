"""The pages of the differences: an overview, and one for each two rulebooks."""

from collections.abc import Iterator, Mapping

from sscard_core.audit.book.matter.inputs import Inputs
from sscard_core.audit.book.matter.parting import Pair, pair
from sscard_core.audit.book.pages.names import CONSEQUENCE_TOLD
from sscard_core.audit.book.pages.page import Page
from sscard_core.rulebooks.compare import Area


def difference_pages(inputs: Inputs, slugs: Mapping[str, str]) -> Iterator[Page]:
    """Yield the overview, then a page for each pair."""
    books = {book.id: book for book in inputs.books}
    pairs = tuple(pair(books[one], books[other], each) for (one, other), each in inputs.comparisons.items())
    files = tuple(_file(each, slugs) for each in pairs)
    yield Page(
        file="differences.html",
        template="differences.html",
        menu="differences",
        en="Differences",
        zh="差异",
        menu_en="Differences",
        menu_zh="差异",
        told_en="any two rulebooks side by side, and the shortest sequences that tell them apart",
        told_zh="任意两部规则书并列，以及区分二者的最短办理次序",
        filled={"pairs": pairs, "files": files},
    )
    for told, file in zip(pairs, files, strict=True):
        yield Page(
            file=file,
            template="pair.html",
            menu="differences",
            en=f"{told.left.title_en} – {told.right.title_en}",
            zh=f"{told.left.title_zh} – {told.right.title_zh}",
            filled={"pair": told, "areas": Area, "consequences": CONSEQUENCE_TOLD},
        )


def _file(told: Pair, slugs: Mapping[str, str]) -> str:
    return f"differences-{slugs[told.left.id]}--{slugs[told.right.id]}.html"
