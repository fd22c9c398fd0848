"""The national codes: one table between what records hold and what the model says.

Source: AAZ502 from the lists of five public systems; the standard that fixes it (LD/T 92) was not at hand, so
it is established by use. AAC004 is GB/T 2261.1. The others were met in one or two systems each, which the
tables name, and serve as defaults. The names of fields are in national_fields.

>>> NATIONAL.read("AAZ502", "4")
Hrss.TEMPORARILY_LOST
>>> NATIONAL.write("AAZ502", Hrss.NORMAL)
'1'
>>> NATIONAL.read("AAZ508", "4.00")
Traceback (most recent call last):
    ...
sscard_core.model.dialects.UnknownCode: national: AAZ508 has no code '4.00'; known: 3.00 3, 2.00 2, 1.00 1

A local dialect says only what differs, and lists first the code to be written:

>>> guangdong = NATIONAL.derive("guangdong", AAZ502={"A": Hrss.TEMPORARILY_LOST})
>>> guangdong.read("AAZ502", "A"), guangdong.write("AAZ502", Hrss.TEMPORARILY_LOST)
(Hrss.TEMPORARILY_LOST, 'A')
>>> beijing = NATIONAL.derive("beijing", AAZ502={"9": Hrss.CANCELLED, "6": Hrss.CANCELLED})
>>> beijing.read("AAZ502", "6"), beijing.write("AAZ502", Hrss.CANCELLED)
(Hrss.CANCELLED, '9')
"""

from typing import Final

from sscard_core.model.dialects import ApplicationKind, Dialect, NoCode, Rows, UnknownCode, UnknownField
from sscard_core.model.people import IdType
from sscard_core.model.sex import Sex
from sscard_core.model.statuses import Hrss

__all__ = ["NATIONAL", "ApplicationKind", "Dialect", "NoCode", "UnknownCode", "UnknownField"]

_HRSS_STATUS: Final[Rows] = (
    ("0", Hrss.SEALED),
    ("1", Hrss.NORMAL),
    ("2", Hrss.FORMALLY_LOST),
    ("3", Hrss.LOCKED),
    ("4", Hrss.TEMPORARILY_LOST),
    ("9", Hrss.CANCELLED),
)

_SEX: Final[Rows] = (
    ("1", Sex.MALE),
    ("2", Sex.FEMALE),
    ("9", Sex.UNSTATED),
    ("0", Sex.UNSTATED),  # unknown (未知的性别)
)

_ID_TYPE: Final[Rows] = (
    # Tibet's list. Its 02 (officers) and 03 (armed police) have no word in the model.
    ("01", IdType.RESIDENT_ID),
    ("01", IdType.HOUSEHOLD_REGISTER),
    ("04", IdType.HK_MACAO_PASS),  # Hong Kong
    ("05", IdType.HK_MACAO_PASS),  # Macao
    ("06", IdType.TAIWAN_PASS),
    ("07", IdType.PERMANENT_RESIDENCE),
    ("08", IdType.PASSPORT),
)

_APPLICATION_KIND: Final[Rows] = (
    # Beijing's list.
    ("1", ApplicationKind.APPLY),
    ("2", ApplicationKind.REPLACE),
    ("3", ApplicationKind.EXCHANGE),
    ("4", ApplicationKind.EXCHANGE_SAME_NUMBER),
)

_BANK: Final[Rows] = (
    # The first three digits of the bank line numbers (行别) of the People's Bank.
    ("102", "中国工商银行"),
    ("103", "中国农业银行"),
    ("104", "中国银行"),
    ("105", "中国建设银行"),
    ("301", "交通银行"),
    ("302", "中信银行"),
    ("303", "中国光大银行"),
    ("402", "农村信用社"),
)

_GENERATION: Final[Rows] = (
    ("3.00", 3),
    ("2.00", 2),
    ("1.00", 1),  # assumed: seen on a specimen only; the model's cards are of generations 2 and 3
)

NATIONAL: Final = Dialect(
    "national",
    {
        "AAZ502": _HRSS_STATUS,
        "AAZ508": _GENERATION,
        "AAC004": _SEX,
        "AAC058": _ID_TYPE,
        "AAE008": _BANK,
        "ACA017": _APPLICATION_KIND,
    },
)
