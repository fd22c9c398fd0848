"""Reading who a scenario is about, and from where it starts."""

from datetime import date
from typing import Final

from attrs import fields

from sscard_core.lifecycle.opening import Situation, Start
from sscard_core.model.identifiers import CitizenNumber, IdentifierError, Mobile
from sscard_core.model.money import NIL
from sscard_core.model.people import Holder, Household, IdType, Residence
from sscard_core.model.sex import Sex
from sscard_core.scenario.reader import Reader
from sscard_core.yaml_files.nodes import Value

TYPICAL_BIRTH: Final = "1980-01-01"
HOLDER: Final = (*(each.name for each in fields(Holder)), "legacy_medical_card")
FLAGS: Final = (
    "pension", "subsidy", "offsite_registered", "old_citizen_card", "special_need", "insured",
    "second_generation_id",
)  # fmt: skip
WORDS: Final = {"sex": Sex, "id_type": IdType, "lives": Residence, "household": Household}


def read_holder(reader: Reader, value: Value | None, start: Start) -> Holder:
    table = reader.table(value, "holder", HOLDER) if value else {}
    given: dict[str, object] = {}
    for key, each in table.items():
        if key in FLAGS:
            given[key] = reader.yes_no(each, key)
        elif key in WORDS:
            given[key] = reader.word(WORDS[key], each, key)
        elif key in ("name", "address"):
            given[key] = reader.text(each, key)
        elif key == "valid_cards_elsewhere":
            given[key] = reader.number(each, key, 0, 99)
        elif key == "mobile":
            given[key] = _identifier(reader, each, key, Mobile)
    return _born_and_numbered(reader, table, given, start)


def _identifier(reader: Reader, value: Value, key: str, kind: type[Mobile]) -> Mobile:
    try:
        return kind.parse(reader.text(value, key))
    except IdentifierError as problem:
        reader.fail(value, f"{key}: {problem}")


def _born_and_numbered(
    reader: Reader, table: dict[str, Value], given: dict[str, object], start: Start
) -> Holder:
    """Complete the holder: birth date and number must agree, and a number is made where none is given."""
    place = table.get("born", Value(TYPICAL_BIRTH, 1))
    born = reader.day(place, "born")
    if "id_number" in table:
        number_place = table["id_number"]
        try:
            number = CitizenNumber.parse(reader.text(number_place, "id_number"), today=start.on)
        except IdentifierError as problem:
            reader.fail(number_place, f"id_number: {problem}")
        if "born" in table and number.born != born:
            reader.fail(number_place, f"id_number tells another birth date than `born`, {born}")
        born = number.born
    else:
        sex = given.get("sex", Sex.UNSTATED)
        assert isinstance(sex, Sex)
        number = CitizenNumber.synthetic(born, sex)
    if born > start.on:
        reader.fail(place, f"born on {born}, after the start on {start.on}")
    name = given.pop("name", "测试")
    return Holder(name=str(name), born=born, id_number=number, **given)  # type: ignore[arg-type]


START: Final = (
    "situation", "on", "bank", "generation", "hrss_balance", "bank_balance", "hrss_pin", "bank_pin", "outlet",
)  # fmt: skip


def read_start(reader: Reader, top: dict[str, Value], first: date) -> Start:
    table = reader.table(top["start"], "start", START) if "start" in top else {}
    given: dict[str, object] = {"on": first}
    for key, each in table.items():
        if key == "situation":
            given[key] = reader.word(Situation, each, key)
        elif key == "on":
            given[key] = reader.moment(each, key).date()
        elif key == "generation":
            given[key] = reader.number(each, key, 2, 3)
        elif key.endswith("_balance"):
            given[key] = reader.amount(each, key)
        elif key.endswith("_pin"):
            given[key] = reader.six_digit_pin(each, key)
        else:
            given[key] = reader.text(each, key)
    holder = top.get("holder")
    if holder and isinstance(holder.content, dict) and "legacy_medical_card" in holder.content:
        legacy = reader.table(
            holder.content["legacy_medical_card"], "legacy_medical_card", ("balance", "pin")
        )
        given["legacy_balance"] = reader.amount(legacy["balance"], "balance") if "balance" in legacy else NIL
        given["legacy_pin"] = reader.six_digit_pin(legacy["pin"], "pin") if "pin" in legacy else None
    return Start(**given)  # type: ignore[arg-type]
