"""Names of fields: each once, and each attribute that one names is in the model."""

import attrs
import pytest

from sscard_core.model.card_file import Card, CardFile
from sscard_core.model.national_codes import NATIONAL, UnknownField
from sscard_core.model.national_fields import ALL, FIELDS, NationalField, field_named
from sscard_core.model.people import Holder

ATTRIBUTES = {cls.__name__: {each.name for each in attrs.fields(cls)} for cls in (Holder, Card, CardFile)}


@pytest.mark.parametrize("field", NATIONAL.tables)
def test_every_field_with_codes_has_a_name(field: str) -> None:
    assert field_named(field).zh


@pytest.mark.parametrize("field", ALL, ids=lambda field: field.code)
def test_every_attribute_that_a_field_names_is_in_the_model(field: NationalField) -> None:
    owner, _, name = field.attribute.partition(".")
    assert field.zh
    assert field.en
    assert field.attribute == "" or name in ATTRIBUTES[owner]


def test_no_field_is_listed_twice() -> None:
    assert len(FIELDS) == len(ALL)


def test_an_unknown_field_name_is_refused_with_those_near_it() -> None:
    with pytest.raises(UnknownField, match="'AAC1477' is known; near it: AAC147"):
        field_named("AAC1477")
