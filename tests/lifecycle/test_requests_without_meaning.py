"""Requests whose arguments have the right types and together mean nothing."""

from collections.abc import Callable
from typing import Final

import pytest
from desk_samples import BANK_PIN, HRSS_PIN, NUMBER
from desk_stories import HALF

from sscard_core import Fen
from sscard_core import requests as ask
from sscard_core.model.arguments import Failure, InformationField, Stage
from sscard_core.model.requests import RequestError
from sscard_core.model.statuses import Side

ILL_FORMED: Final[dict[str, Callable[[], ask.Request]]] = {
    "a PIN of both sides is changed": lambda: ask.ChangePin(side=Side.BOTH, old=HRSS_PIN, new="970531"),
    "a PIN of both sides is reset": lambda: ask.ResetPin(side=Side.BOTH),
    "a PIN of both sides is unlocked": lambda: ask.UnlockPin(side=Side.BOTH),
    "a PIN of both sides is entered": lambda: ask.EnterPin(side=Side.BOTH, pin=HRSS_PIN),
    "cash is taken from both accounts": lambda: ask.WithdrawCash(
        account=Side.BOTH, amount=HALF, pin=BANK_PIN
    ),
    "money goes from both accounts": lambda: ask.Transfer(from_=Side.BOTH, to=None, amount=HALF),
    "money goes from an account to itself": lambda: ask.Transfer(from_=Side.BANK, to=Side.BANK, amount=HALF),
    "money goes from nowhere to nowhere": lambda: ask.Transfer(from_=None, to=None, amount=HALF),
    "nothing is entered": lambda: ask.EnterPin(side=Side.HRSS),
    "nothing is paid in": lambda: ask.Deposit(amount=Fen(0)),
    "less than nothing is paid in": lambda: ask.Deposit(amount=Fen(-200_000)),
    "less than nothing is paid for treatment": lambda: ask.PayMedical(amount=Fen(-1)),
    "less than nothing is credited": lambda: ask.CreditHrss(amount=Fen(-200_000)),
    "a telephone number is none": lambda: ask.UpdateInformation(fields=((InformationField.MOBILE, "1"),)),
    "an ID number is none": lambda: ask.CorrectBaseRecord(fields=((InformationField.ID_NUMBER, "1"),)),
    "nothing is to be changed": lambda: ask.UpdateInformation(fields=()),
    "production neither comes further nor fails": ask.Produce,
    "production comes further and fails": lambda: ask.Produce(
        stage=Stage.ACCOUNT_OPENED, failed=Failure.ACCOUNT_OPENING
    ),
}


@pytest.mark.parametrize("made", ILL_FORMED.values(), ids=ILL_FORMED.keys())
def test_a_request_that_means_nothing_is_not_made(made: Callable[[], ask.Request]) -> None:
    with pytest.raises(RequestError) as raised:
        made()
    error = raised.value
    assert str(error) == f"{error.argument}: {error.problem}"


def test_no_error_tells_a_number_or_a_pin() -> None:
    """A number that is wrong by one character is as private as one that is right."""
    wrong = f"{NUMBER.text[:-1]}{'1' if NUMBER.text[-1] != '1' else '2'}"
    with pytest.raises(RequestError) as raised:
        ask.CorrectBaseRecord(fields=((InformationField.ID_NUMBER, wrong),))
    assert wrong not in str(raised.value)
    assert wrong[6:14] not in str(raised.value)


@pytest.mark.parametrize("amount", [1, 10_000_000_000_000])
def test_any_amount_that_is_something_can_be_asked_for(amount: int) -> None:
    assert ask.Deposit(amount=Fen(amount)).amount == amount
