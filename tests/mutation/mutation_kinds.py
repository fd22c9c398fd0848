"""The kinds of mutation: what a piece of code may be replaced by.

Left out: annotations, words for people (messages in f-strings, the Chinese and English of conditions), assertions, which
guard against our own bugs and decide nothing, and whether something is decorated.
"""

import ast
import copy
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from attrs import frozen

Members = Mapping[str, tuple[str, ...]]

COMPARISONS: Final[dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
TWINS: Final = {"any": "all", "all": "any", "min": "max", "max": "min"}


@frozen
class Place:
    """What is known of the place where a node stands: the enumerations in sight, and what its function returns."""

    members: Members
    returns: str


def _compare(node: ast.Compare, _: Place) -> Iterator[ast.expr]:
    for place, operator in enumerate(node.ops):
        for other in COMPARISONS[type(operator)]:
            changed = copy.deepcopy(node)
            changed.ops[place] = other()
            yield changed


def _bool_op(node: ast.BoolOp, _: Place) -> Iterator[ast.expr]:
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield ast.BoolOp(other, node.values)
    for place in range(len(node.values)):
        rest = node.values[:place] + node.values[place + 1 :]
        yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def _unary_op(node: ast.UnaryOp, _: Place) -> Iterator[ast.expr]:
    if isinstance(node.op, ast.Not):
        yield node.operand


def _bin_op(node: ast.BinOp, _: Place) -> Iterator[ast.expr]:
    if type(node.op) in ARITHMETIC:
        yield ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)


def _constant(node: ast.Constant, _: Place) -> Iterator[ast.expr]:
    match node.value:
        case bool(value):
            yield ast.Constant(not value)
        case int(value):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case str(value) if value.isascii():
            yield ast.Constant(value[1:] if len(value) > 1 else f"{value}?")
            if len(value) > 1 and (value.isdigit() or value.isupper()):
                yield ast.Constant(value[:-1])


def _attribute(node: ast.Attribute, place: Place) -> Iterator[ast.expr]:
    """Another member of the same enumeration: the one after it."""
    names = place.members.get(ast.unparse(node.value), ())
    if node.attr in names:
        after = names[(names.index(node.attr) + 1) % len(names)]
        yield ast.Attribute(node.value, after, ast.Load())


def _without_one(node: ast.Tuple | ast.Set | ast.List, _: Place) -> Iterator[ast.expr]:
    if isinstance(node, ast.Set) and len(node.elts) == 1:
        return
    for place in range(len(node.elts)):
        changed = copy.deepcopy(node)
        del changed.elts[place]
        yield changed


def _dict(node: ast.Dict, _: Place) -> Iterator[ast.expr]:
    for place in range(len(node.keys)):
        changed = copy.deepcopy(node)
        del changed.keys[place], changed.values[place]
        yield changed


def _call(node: ast.Call, _: Place) -> Iterator[ast.expr]:
    name = ast.unparse(node.func)
    if name in TWINS:
        yield ast.Call(ast.Name(TWINS[name], ast.Load()), node.args, node.keywords)
    for place in range(0 if name in TWINS else len(node.args) - 1):
        pair = node.args[place : place + 2]
        if not any(isinstance(each, ast.Starred) for each in pair):
            rest = node.args[place + 2 :]
            yield ast.Call(node.func, [*node.args[:place], *reversed(pair), *rest], node.keywords)
    for place in range(len(node.keywords)):
        yield ast.Call(node.func, node.args, node.keywords[:place] + node.keywords[place + 1 :])


def _if_exp(node: ast.IfExp, _: Place) -> Iterator[ast.expr]:
    yield node.body
    yield node.orelse


def _comprehension(node: ast.comprehension, _: Place) -> Iterator[ast.comprehension]:
    for place in range(len(node.ifs)):
        changed = copy.deepcopy(node)
        del changed.ifs[place]
        yield changed


def _if(node: ast.If, _: Place) -> Iterator[ast.If]:
    for value in (True, False):
        yield ast.If(ast.Constant(value), node.body, node.orelse)


def _return(node: ast.Return, place: Place) -> Iterator[ast.Return]:
    """Answer at once: true, false or nothing, as far as the function's type has room for it."""
    if node.value is None:
        return
    words = place.returns.replace("|", " ").split()
    if "bool" in words:
        yield from (ast.Return(ast.Constant(value)) for value in (True, False))
    if "None" in words:
        yield ast.Return(ast.Constant(None))


def _left_out(_node: ast.stmt, _: Place) -> Iterator[ast.stmt]:
    yield ast.Pass()


def _assign(node: ast.Assign, _: Place) -> Iterator[ast.stmt]:
    """Only what is set on an object can be left unset without an error."""
    if all(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets):
        yield ast.Pass()


def _leave(node: ast.Break | ast.Continue, _: Place) -> Iterator[ast.stmt]:
    yield ast.Continue() if isinstance(node, ast.Break) else ast.Break()


KINDS: Final[dict[type[ast.AST], Callable[..., Iterator[ast.AST]]]] = {
    ast.Compare: _compare,
    ast.BoolOp: _bool_op,
    ast.UnaryOp: _unary_op,
    ast.BinOp: _bin_op,
    ast.Constant: _constant,
    ast.Attribute: _attribute,
    ast.Tuple: _without_one,
    ast.Set: _without_one,
    ast.List: _without_one,
    ast.Dict: _dict,
    ast.Call: _call,
    ast.IfExp: _if_exp,
    ast.comprehension: _comprehension,
    ast.If: _if,
    ast.Return: _return,
    ast.Expr: _left_out,
    ast.AugAssign: _left_out,
    ast.Assign: _assign,
    ast.Break: _leave,
    ast.Continue: _leave,
}


def replacements(node: ast.AST, place: Place) -> Iterator[ast.AST]:
    """Yield what a node may be replaced by."""
    kind = KINDS.get(type(node))
    if kind:
        yield from kind(node, place)
