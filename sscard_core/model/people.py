"""The people: who the card is for, and who comes for them."""

from datetime import date

from attrs import field, frozen

from sscard_core.model.identifiers import CitizenNumber, Mobile
from sscard_core.model.sex import Sex
from sscard_core.model.words import Word


class Actor(Word):
    """Who puts the request."""

    HOLDER = "holder", "持卡人本人"
    AGENT = "agent", "代理人"
    GUARDIAN = "guardian", "法定监护人"
    FAMILY = "family", "户籍内家庭成员"
    EMPLOYER = "employer", "参保单位经办人"


class IdType(Word):
    """The kinds of valid identification (有效身份证件; the list is JS-13's)."""

    RESIDENT_ID = "resident_id", "居民身份证"
    HOUSEHOLD_REGISTER = "household_register", "户口簿"
    PASSPORT = "passport", "外国人护照"
    PERMANENT_RESIDENCE = "permanent_residence", "外国人永久居留身份证"
    TAIWAN_PASS = "taiwan_pass", "台湾居民来往大陆通行证"
    HK_MACAO_PASS = "hk_macao_pass", "港澳居民来往内地通行证"
    HMT_RESIDENCE_PERMIT = "hmt_residence_permit", "港澳台居民居住证"
    SOCIAL_SECURITY_CARD = "social_security_card", "社会保障卡"


class Residence(Word):
    """Where the holder lives, seen from the region that issued the card."""

    LOCALLY = "locally", "本地"
    ELSEWHERE_IN_REGION = "elsewhere_in_region", "区内异地"
    OUTSIDE_REGION = "outside_region", "区外"
    ABROAD = "abroad", "国（境）外"


class Household(Word):
    """Where the holder's household is registered."""

    LOCAL = "local", "本地户籍"
    ELSEWHERE = "elsewhere", "外地户籍"


def masked_name(name: str) -> str:
    """Keep one character of a name; everything that people read shows names so (JR/T 0171 annex A)."""
    return name[:1] + "*" * max(len(name) - 1, 1)


@frozen(kw_only=True, repr=False, weakref_slot=False)
class Holder:
    """The person the card is for. Facts recorded about them, none of them judged here."""

    name: str
    born: date
    sex: Sex = Sex.UNSTATED
    id_type: IdType = IdType.RESIDENT_ID
    id_number: CitizenNumber | None = None
    mobile: Mobile | None = None
    address: str = ""
    lives: Residence = Residence.LOCALLY
    household: Household = Household.LOCAL
    pension: bool = False
    subsidy: bool = False
    offsite_registered: bool = False
    old_citizen_card: bool = False
    special_need: bool = False
    insured: bool = True
    second_generation_id: bool = True
    valid_cards_elsewhere: int = field(default=0)

    def __repr__(self) -> str:
        return f"Holder({masked_name(self.name)})"
