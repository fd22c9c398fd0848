"""The two check digits in use. stdnum is imported at the first call: the model's import need not wait for it.

Only its two algorithms are taken. Its module for Chinese numbers is not: it raises KeyError for a county that
it does not list, and refuses residence permits and numbers whose county got its code after the birth.
"""


def mod_11_2(body: str) -> str:
    """Return the check character that follows the digits. Source: ISO 7064, MOD 11-2.

    >>> mod_11_2("0794")
    '0'
    """
    from stdnum.iso7064.mod_11_2 import calc_check_digit  # noqa: PLC0415

    return calc_check_digit(body)


def luhn(body: str) -> str:
    """Return the check digit that follows the digits. Source: ISO/IEC 7812-1, annex B (Luhn).

    >>> luhn("7894")
    '9'
    """
    from stdnum.luhn import calc_check_digit  # noqa: PLC0415

    return calc_check_digit(body)
