"""Reading YAML as texts with places: every scalar stays the text that was typed, every value knows its line.

Nothing is resolved to a number, a date or a truth value here, so `on` is a word, `060412` keeps its nought and
`20.00` its decimals. Aliases, tags that make objects, and second documents are refused.
"""

from pathlib import Path
from typing import Final

from attrs import frozen
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

LARGEST_FILE: Final = 256_000
DEEPEST: Final = 8
PLAIN_TAG: Final = "tag:yaml.org,2002:"


class YamlFileError(ValueError):
    """A YAML file is wrong: file, line, and what was expected there."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        self.file, self.line, self.problem = file, line, problem
        super().__init__(f"{file}:{line}: {problem}")


@frozen
class Kind:
    """What a file is meant to be, in the words of its complaints: `a scenario`, what it needs, what it is made of."""

    name: str
    needs: str
    made_of: str
    error: type[YamlFileError]


@frozen
class Value:
    """A text, a list or a table, with the line it starts on."""

    content: "str | tuple[Value, ...] | dict[str, Value]"
    line: int
    quoted: bool = False


def read_values(file: Path, kind: Kind) -> Value:
    """Read a YAML file of a kind.

    Raises: the kind's error, with file and line.
    """
    return _values(str(file), _text(file, kind), kind)


def _text(file: Path, kind: Kind) -> str:
    try:
        if not file.is_file():
            raise kind.error(
                str(file), 1, "is no file that can be read" if file.exists() else "there is no such file"
            )
        size = file.stat().st_size
        if size > LARGEST_FILE:
            raise kind.error(
                str(file),
                1,
                f"the file has {size:,} bytes; {kind.name} has at most {LARGEST_FILE:,}: split it",
            )
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = problem.object[: problem.start].count(b"\n") + 1
        raise kind.error(str(file), line, "not UTF-8 here; save the whole file as UTF-8") from None
    except OSError as problem:
        raise kind.error(str(file), 1, f"cannot be read: {problem.strerror or problem}") from None


def _values(file: str, text: str, kind: Kind) -> Value:
    _refuse_depth(file, text, kind)
    yaml = YAML(typ="safe", pure=True)
    try:
        node = yaml.compose(text)
    except MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = mark.line + 1 if mark else 1
        if "another document" in (problem.problem or ""):
            raise kind.error(
                file, line, f"a second document begins; a file holds {kind.name} alone"
            ) from None
        raise kind.error(file, line, f"no YAML: {problem.problem or problem.context}") from None
    except YAMLError as problem:
        raise kind.error(file, 1, f"no YAML: {' '.join(str(problem).split())[:160]}") from None
    except RecursionError:
        raise kind.error(file, 1, f"nested too deeply; {kind.made_of}") from None
    if node is None:
        raise kind.error(file, 1, f"the file is empty; it needs {kind.needs}")
    return _Walk(file, kind).value(node, 0)


def _refuse_depth(file: str, text: str, kind: Kind) -> None:
    """Refuse brackets nested past reason before they are parsed, which would take seconds."""
    depth = 0
    for number, line in enumerate(text.splitlines(), start=1):
        for sign in line:
            depth += (sign in "[{") - (sign in "]}")
            if depth > DEEPEST * 4:
                raise kind.error(file, number, f"nested too deeply; {kind.made_of}")


class _Walk:
    """Turns a node graph into values, once each."""

    def __init__(self, file: str, kind: Kind) -> None:
        self.file, self.kind = file, kind
        self.seen: set[int] = set()

    def value(self, node: Node, depth: int) -> Value:
        line = node.start_mark.line + 1
        if id(node) in self.seen:
            raise self.kind.error(
                self.file, line, "the value is used again by an alias; write it out each time"
            )
        self.seen.add(id(node))
        if not str(node.tag).startswith(PLAIN_TAG):
            raise self.kind.error(
                self.file, line, f"tags are not used in {self.kind.name}; write the plain value"
            )
        if depth > DEEPEST:
            raise self.kind.error(self.file, line, f"nested more than {DEEPEST} deep; {self.kind.made_of}")
        if isinstance(node, ScalarNode):
            return Value(str(node.value), line, quoted=node.style in ("'", '"'))
        if isinstance(node, SequenceNode):
            return Value(tuple(self.value(each, depth + 1) for each in node.value), line)
        assert isinstance(node, MappingNode)
        return Value(self._table(node, depth), line)

    def _table(self, node: MappingNode, depth: int) -> dict[str, Value]:
        table: dict[str, Value] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                raise self.kind.error(self.file, line, "a key is a word")
            key = str(key_node.value)
            if key in table:
                raise self.kind.error(self.file, line, f"{key!r} stands here twice; keep one of them")
            table[key] = self.value(value_node, depth + 1)
        return table
