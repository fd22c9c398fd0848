"""Filling templates: the one door to Jinja2. Everything is escaped; a name that is missing is an error."""

from collections.abc import Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined

from sscard_core.audit.book.telling import FILTERS, both, rule_place


def environment() -> Environment:
    """Return the environment of all templates."""
    made = Environment(
        loader=PackageLoader("sscard_core.audit.book"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals |= {"t": both, "rule_place": rule_place}
    made.filters.update(FILTERS)
    return made


def fill(environment: Environment, template: str, values: Mapping[str, object]) -> str:
    """Return a filled template."""
    return environment.get_template(template).render(**values)
