"""Writing plain tables as YAML, in the order given, with tables and lists on one line where asked for."""

from collections.abc import Iterable, Mapping
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq


def on_one_line(table: Mapping[str, object]) -> CommentedMap:
    """Return a table that is written on one line."""
    made = CommentedMap(table)
    made.fa.set_flow_style()
    return made


def listed(words: Iterable[str]) -> CommentedSeq:
    """Return a list that is written on one line."""
    made = CommentedSeq(words)
    made.fa.set_flow_style()
    return made


def in_order(table: Mapping[str, object]) -> CommentedMap:
    """Return a table that keeps its order."""
    return CommentedMap(table)


def yaml_text(table: Mapping[str, object], widest: int) -> str:
    """Return the text of a table, its lines at most so wide where they can be broken."""
    yaml = YAML(pure=True)
    yaml.width = widest
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = StringIO()
    yaml.dump(CommentedMap(table), text)
    return text.getvalue()
