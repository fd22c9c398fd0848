"""The spots of a source at which something can be changed, each with what the way down to it tells."""

import ast
from collections.abc import Iterator
from typing import Final

from attrs import evolve, frozen
from mutation_kinds import Place

Way = tuple[tuple[str, int | None], ...]
Named = ast.FunctionDef | ast.ClassDef

SKIPPED_FIELDS: Final = frozenset({"annotation", "returns", "pattern"})
NOT_VALUES: Final = frozenset({"__all__", "__slots__"})


@frozen
class Spot:
    """A node on the way down, with all that the way tells about it."""

    node: ast.AST
    way: Way
    place: Place
    statement: ast.stmt | None = None
    within: ast.expr | None = None
    scope: tuple[str, ...] = ()
    function: str | None = None
    names: frozenset[str] = frozenset()

    def down(self) -> Iterator["Spot"]:
        """Yield the children that can be changed."""
        for field, value in ast.iter_fields(self.node):
            if field in SKIPPED_FIELDS or (field == "func" and not isinstance(value, ast.Attribute)):
                continue
            several = isinstance(value, list)
            for index, child in enumerate(value if several else [value]):
                if isinstance(child, ast.AST) and not self._is_told_to_people(field, child):
                    yield self._child(child, field, index if several else None)

    def _is_told_to_people(self, field: str, child: ast.AST) -> bool:
        """True for the words of a condition or fact, which its decorator is given, and for those of an f-string."""
        if not isinstance(child, ast.Constant) or not isinstance(child.value, str):
            return False
        if isinstance(self.node, ast.JoinedStr):
            return not any(each == "format_spec" for each, _ in self.way)
        return field == "args" and self.function is None and isinstance(self.statement, ast.FunctionDef)

    def _child(self, child: ast.AST, field: str, index: int | None) -> "Spot":
        spot = evolve(self, node=child, way=(*self.way, (field, index)))
        if isinstance(child, ast.stmt):
            spot = evolve(spot, statement=child, within=None)
            if self.function is None:
                spot = evolve(spot, names=_set_by(child))
        if isinstance(self.node, ast.expr) and not isinstance(self.node, ast.Starred):
            spot = evolve(spot, within=self.node)
        return self._entered(spot, field) if isinstance(self.node, Named) else spot

    def _entered(self, spot: "Spot", field: str) -> "Spot":
        """Note that a function's or class's own part was entered; what decorates it runs at import."""
        assert isinstance(self.node, Named)
        scope = (*self.scope, self.node.name)
        if field != "body" or isinstance(self.node, ast.ClassDef):
            return evolve(spot, scope=scope)
        returns = ast.unparse(self.node.returns) if self.node.returns else ""
        place = evolve(self.place, returns=returns)
        return evolve(spot, scope=scope, place=place, function=self.function or ".".join(scope))


def _set_by(statement: ast.stmt) -> frozenset[str]:
    match statement:
        case ast.Assign(targets=targets):
            return frozenset(ast.unparse(each) for each in targets)
        case ast.AnnAssign(target=target):
            return frozenset({ast.unparse(target)})
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return frozenset({name})
        case _:
            return frozenset()


def _is_left_alone(node: ast.AST) -> bool:
    """True for assertions and imports, docstrings, what is assigned to, and names given to types."""
    match node:
        case ast.Assert() | ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Tuple(ctx=ast.Store()) | ast.Attribute(ctx=ast.Store()):
            return True
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return name in NOT_VALUES or (isinstance(value, ast.Subscript) and name[0].isupper())
        case _:
            return False


def spots(spot: Spot) -> Iterator[Spot]:
    """Yield every spot below one, from the top down."""
    for child in spot.down():
        if not _is_left_alone(child.node):
            yield child
            yield from spots(child)
