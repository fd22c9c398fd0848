"""The forms in steps: an HSM that never sees the card, a card that never sees the HSM, and a step that comes alone."""

import pytest
from chip_cards import GENERATIONS
from driver_stations import CONTACT, Counter, codes

from sscard_core.device import commands
from sscard_core.device.security.ciphers import mac, session_key
from sscard_core.device.security.keys import IRK, PUK, RKSSSE, STK
from sscard_core.device.security.messaging import mac_text

ALGORITHMS = {1: "01", 2: "01", 3: "03"}


def basic_key(at: Counter, told: str) -> str:
    """Return pKey for step 2 of the basic reading, as the HSM makes it from what step 1 told."""
    _, _, _, _, factor, source, outer_factor, outer_source, _, _ = told.split("|")
    outer = at.proof(RKSSSE, outer_factor, outer_source) if outer_factor else ""
    return f"{at.proof(IRK, factor, source)}|{outer}|"


@pytest.mark.parametrize("generation", GENERATIONS)
def test_basic_reading_in_two_steps_gives_the_eleven_fields(generation: int) -> None:
    at = Counter(generation, psam=False)
    first = at.call("iReadCardBas_HSM_Step1", CONTACT)
    assert first.code == 0
    parts = first.text.split("|")
    assert parts[:4] == [
        "659099",
        at.profile.answer_to_reset[4:].hex().upper(),
        ALGORITHMS[generation],
        at.profile.card_code.text,
    ]
    assert [len(each) for each in parts[4:8]] == ([16, 16, 16, 16] if generation == 3 else [16, 16, 0, 0])
    second = at.call("iReadCardBas_HSM_Step2", basic_key(at, first.text))
    assert second.code == 0
    assert second.text == Counter(generation).call("iReadCardBas", CONTACT).text
    assert at.slot.closed == 1


@pytest.mark.parametrize("generation", GENERATIONS)
def test_a_card_whose_proof_is_not_the_hsms_is_not_genuine(generation: int) -> None:
    at = Counter(generation, psam=False)
    told = at.call("iReadCardBas_HSM_Step1", CONTACT).text
    key = basic_key(at, told)
    wrong = ("0" if key[0] != "0" else "1") + key[1:]
    assert at.call("iReadCardBas_HSM_Step2", wrong).code == -21


def test_a_terminal_whose_proof_is_not_the_cards_reads_nothing() -> None:
    at = Counter(3, psam=False)
    inner, outer, _ = basic_key(at, at.call("iReadCardBas_HSM_Step1", CONTACT).text).split("|")
    wrong = ("0" if outer[0] != "0" else "1") + outer[1:]
    assert at.call("iReadCardBas_HSM_Step2", f"{inner}|{wrong}|").code == -(0x63CE)


@pytest.mark.parametrize("key", ["", "|", "00|00|", "XY|XY|", "0" * 32, f"{'0' * 32}|", f"{'0' * 32}||"])
def test_a_key_of_the_wrong_form_is_a_wrong_argument(key: str) -> None:
    at = Counter(3, psam=False)
    assert at.call("iReadCardBas_HSM_Step1", CONTACT).code == 0
    assert at.call("iReadCardBas_HSM_Step2", key).code == -14


def test_a_step_alone_or_after_another_function_is_not_connected() -> None:
    at = Counter(3, psam=False)
    key = f"{'0' * 32}|{'0' * 32}|"
    assert at.call("iReadCardBas_HSM_Step2", key).code == -12
    at.call("iReadCardBas_HSM_Step1", CONTACT)
    assert at.call("iReadCard_HSM_Step2", key).code == -12
    assert at.call("iReadCardBas_HSM_Step2", key).code == -12
    at.call("iReadCardBas_HSM_Step1", CONTACT)
    at.call("iReadCard", CONTACT, 2, "", "SSSEEF05|03|$")
    assert at.call("iReadCardBas_HSM_Step2", key).code == -12
    assert at.slot.closed == 3


@pytest.mark.parametrize("generation", GENERATIONS)
def test_items_are_read_and_written_in_two_steps(generation: int) -> None:
    at = Counter(generation, psam=False)
    for function, files, address, data in (
        ("iWriteCard", "DF01EF08|2B|$", "017624", ("2|",)),
        ("iReadCard", "DF01EF08|2B|$DF01EF05|20|$", "004F2E", ()),
    ):
        first = at.call(f"{function}_HSM_Step1", CONTACT, at.info, files)
        algorithm, told, random, source, _ = first.text.split("|")
        assert (algorithm, told) == (ALGORITHMS[generation], address)
        proof = at.proof(int(address[-2:], 16), random, source)
        second = at.call(f"{function}_HSM_Step2", proof + "|", *data)
        assert second.code == 0
    assert second.text.startswith("DF01EF08|2|$DF01EF05|")


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ("SSSEEF05|01|$", -2204),
        ("DF01EF05|20|$SSSEEF08|01|$", -14),
        ("DF02EF05|42|$DF04EF08:01$", -25),
        ("DF01EF77|20|$", -25),
        ("DF01EF05|20", -14),
    ],
)
def test_files_that_one_key_does_not_open_are_told(files: str, code: int) -> None:
    assert Counter(2, psam=False).call("iReadCard_HSM_Step1", CONTACT, "", files).code == code


@pytest.mark.parametrize("generation", GENERATIONS)
def test_a_pin_is_reset_in_three_steps(generation: int) -> None:
    at = Counter(generation, "777777", "777777", "777777", psam=False)
    _, address, factor, source, _ = at.call("iReloadPIN_HSM_Step1", CONTACT, at.info).text.split("|")
    assert address == "009010"
    block, random, _ = at.call("iReloadPIN_HSM_Step2", at.proof(IRK, factor, source) + "|").text.split("|")
    assert block == "03777777"
    assert at.call("iReloadPIN_HSM_Step3", made(at, bytes.fromhex(block)[1:], random, STK)).code == 0
    assert at.call("iVerifyPIN", CONTACT).code == 0


@pytest.mark.parametrize("generation", GENERATIONS)
def test_a_pin_is_unblocked_in_three_steps(generation: int) -> None:
    at = Counter(generation, *["654321"] * 3, "123456", psam=False)
    assert codes([at.call("iVerifyPIN", CONTACT) for _ in range(3)]) == [-51, -51, -52]
    _, address, factor, source, _ = at.call("iUnblockPIN_HSM_Step1", CONTACT, at.info).text.split("|")
    assert int(address[-2:], 16) == PUK
    block, random, _ = at.call("iUnblockPIN_HSM_Step2", at.proof(IRK, factor, source) + "|").text.split("|")
    assert block == ""
    assert at.call("iUnblockPIN_HSM_Step3", made(at, b"", random, PUK)).code == 0
    assert at.call("iVerifyPIN", CONTACT).code == 0


def made(at: Counter, pin: bytes, random: str, kid: int) -> str:
    """Return the command that the HSM makes, in hexadecimal."""
    keys, fresh = at.hsm.card_keys(at.origin), bytes.fromhex(random)
    command = commands.reload_pin(pin.hex()) if pin else commands.unblock_pin()
    session = session_key(keys.algorithm, keys.key(kid), fresh)
    code = mac(keys.algorithm, session, fresh, mac_text(command))
    return (command.header + bytes((len(pin) + 4,)) + pin + code).hex().upper()


def test_a_command_that_is_not_for_the_pin_is_not_sent() -> None:
    for command, code in (("00A4000002EF05", -14), ("XY", -14), ("805E", -14), ("8424000004000000", -14)):
        at = Counter(2, "777777", "777777", psam=False)
        _, _, factor, source, _ = at.call("iReloadPIN_HSM_Step1", CONTACT, at.info).text.split("|")
        at.call("iReloadPIN_HSM_Step2", at.proof(IRK, factor, source) + "|")
        assert at.call("iReloadPIN_HSM_Step3", command).code == code


def test_a_wrong_command_of_the_hsm_is_the_cards_word() -> None:
    at = Counter(2, psam=False)
    _, _, factor, source, _ = at.call("iUnblockPIN_HSM_Step1", CONTACT, at.info).text.split("|")
    assert at.call("iUnblockPIN_HSM_Step2", at.proof(IRK, factor, source)).code == 0
    assert at.call("iUnblockPIN_HSM_Step3", "842400000400000000").code == -27016


def test_a_card_that_is_not_genuine_is_given_no_pin() -> None:
    at = Counter(2, "777777", "777777", psam=False)
    at.call("iReloadPIN_HSM_Step1", CONTACT, at.info)
    assert at.call("iReloadPIN_HSM_Step2", "0" * 32).code == -21
    assert at.pad.asked == []
