"""The synthetic people whose card files are explored."""

from datetime import date
from typing import Final

from sscard_core.model.people import Holder, IdType, Residence

ADULT: Final = Holder(name="测试甲", born=date(1985, 3, 2))
CHILD: Final = Holder(name="测试童", born=date(2018, 5, 6))
YOUTH: Final = Holder(name="测试青", born=date(2009, 7, 8))
FRAIL: Final = Holder(name="测试老", born=date(1938, 1, 9), special_need=True, pension=True)
ABROAD: Final = Holder(name="测试外", born=date(1979, 4, 4), lives=Residence.ABROAD)
OUTSIDE: Final = Holder(name="测试远", born=date(1979, 4, 4), lives=Residence.OUTSIDE_REGION, subsidy=True)
FOREIGN: Final = Holder(name="TEST", born=date(1990, 10, 1), id_type=IdType.PASSPORT)
UNINSURED: Final = Holder(name="测试无", born=date(1995, 2, 3), insured=False)
FULL: Final = Holder(name="测试三", born=date(1988, 8, 8), valid_cards_elsewhere=3)
REGISTERED: Final = Holder(name="测试户", born=date(2001, 6, 1), id_type=IdType.HOUSEHOLD_REGISTER)

PEOPLE: Final = (ADULT, CHILD, YOUTH, FRAIL, ABROAD, OUTSIDE, FOREIGN, UNINSURED, FULL, REGISTERED)
