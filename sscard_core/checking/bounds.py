"""The bounds of the exploration, in one place: what is told apart, and what is not.

Whatever a file holds beyond these is folded into one of them, so that the states are finitely many. They are printed
with every result; a claim that rests on the exploration holds within them.
"""

from datetime import date, datetime, timedelta
from typing import Final

from sscard_core.model.card_file import Mark
from sscard_core.model.moments import SHANGHAI
from sscard_core.model.money import Fen

NOW: Final = datetime(2026, 11, 18, 10, tzinfo=SHANGHAI)
"""The moment of every request: a Wednesday on which counters are open."""

CLOSED_DAY: Final = datetime(2026, 11, 21, 10, tzinfo=SHANGHAI)
"""A Saturday, for requests on a day off."""

PENDING: Final = NOW + timedelta(days=30)
"""Where a deadline that is still to come is put. Waiting for one passes that one; the order of two is left open."""

OVER: Final = NOW - timedelta(days=1)
LONG_VALID: Final = date(2031, 1, 1)
LAST_DAYS: Final = date(2026, 11, 22)
"""The last valid day of a card that is long valid, and of one in its last days."""

HRSS_PIN: Final = "314159"
BANK_PIN: Final = "271828"
"""The one right PIN of each side. The other side's stands for a wrong one."""

SOME: Final = Fen(100)
LITTLE: Final = Fen(1)
TOO_MUCH: Final = Fen(101)
AMOUNTS_ASKED: Final = (LITTLE, SOME, TOO_MUCH)
"""A balance is nothing or some. A request asks for less than some, for all of it, or for more."""

OWN_BANK: Final = "中国工商银行"
OTHER_BANK: Final = "中国农业银行"
HERE: Final = "甲网点"
ELSEWHERE: Final = "乙网点"

TOLD_MARKS: Final = frozenset(
    {
        Mark.DECEASED,
        Mark.HOME_VISIT_REQUESTED,
        Mark.BASE_RECORD_CORRECTED,
        Mark.MEDICAL_CARD_MIGRATED,
    }
)
"""The marks that an answer depends on; the others are followed by events and advice alone."""

FEWER_TRIES: Final = {"hrss_pin_tries": "2", "bank_pin_tries": "2"}
"""Wrong tries where PINs are one thing among many: not the last, and the last. Their true number has its own scope."""

TOLD: Final = (
    ("one card and one order at a time; as many cards one after another as wanted", "一卡一单，依次补换不限次数"),
    ("each balance: nothing or some; amounts: little, all, too much", "余额分为无、有；金额分为少、恰好、超出"),
    ("dates: before or after each deadline, the order of two deadlines left open", "时点分为各期限之前与之后，两期限先后不定"),
    ("PINs: the right one, the other side's, none; tries as the rulebook counts", "密码分为正确、另一侧的、未输入；次数按规定"),
    ("two banks, two outlets and no named one", "两家银行、两处网点及未指明网点"),
    ("reminders and marks that no answer depends on are left out", "不影响答复的提醒与标记不计"),
)  # fmt: skip
"""The bounds in words, English and Chinese."""
