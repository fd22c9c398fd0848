"""What every page has: its file, its titles, its place in the menu, and what is put into its template."""

from collections.abc import Mapping

from attrs import field, frozen


@frozen(kw_only=True)
class Page:
    """A page. `menu` is the entry of the menu it belongs to; the entry leads to the first page that names it so."""

    file: str
    template: str
    menu: str
    en: str
    zh: str
    menu_en: str = ""
    menu_zh: str = ""
    told_en: str = ""
    told_zh: str = ""
    filled: Mapping[str, object] = field(factory=dict, repr=False)

    @property
    def in_menu(self) -> bool:
        """True for the page that an entry of the menu leads to."""
        return bool(self.menu_en)

    @property
    def kind(self) -> str:
        """The class of the page's body."""
        return self.template.partition(".")[0]
