"""The names of the fields (指标代码) of social security records, and where the model keeps what they hold.

Source: screens, tables and messages of public systems, where each was met with its meaning; the standard
(LD/T 92) was not at hand, and some Chinese names are ours. Local systems drift (AAZ501 is a card number on a
screen of Zhejiang), so codes stay out of the model's names. What codes mean is in national_codes.

>>> field_named("AAZ502").zh
'卡应用状态'
>>> field_named("AAZ052")
Traceback (most recent call last):
    ...
sscard_core.model.dialects.UnknownField: no field 'AAZ052' is known; near it: AAZ502, AAZ508, AAZ507
"""

from difflib import get_close_matches
from typing import Final

from attrs import frozen

from sscard_core.model.dialects import UnknownField


@frozen
class NationalField:
    """One field. `attribute` names a class of the model and its attribute; "" where the model has none."""

    code: str
    zh: str
    en: str
    attribute: str = ""


_CARD: Final = (
    NationalField("AAZ500", "社会保障卡卡号", "card number"),
    NationalField("AAZ501", "卡识别码", "card identification code"),
    NationalField("AAZ502", "卡应用状态", "state of the HRSS application", "CardFile.hrss"),
    NationalField("AAZ503", "发卡日期", "issue date", "Card.issued_on"),
    NationalField("AAZ507", "卡复位信息", "answer to reset"),
    NationalField("AAZ508", "卡规范版本", "card specification version", "Card.generation"),
    NationalField("AAZ007", "社会保障卡信息ID", "card record"),
    NationalField("AAZ161", "发卡日期", "issue date (Beijing)", "Card.issued_on"),
    NationalField("AAZ162", "卡有效期", "last valid day (Beijing)", "Card.last_valid_day"),
    NationalField("ACA017", "申请类别", "what is applied for (Beijing)"),
)

_PERSON: Final = (
    NationalField("AAC001", "个人编号", "personal number"),
    NationalField("AAC002", "社会保障号码", "social security number: a citizen's number", "Holder.id_number"),
    NationalField("AAC003", "姓名", "name", "Holder.name"),
    NationalField("AAC004", "性别", "sex", "Holder.sex"),
    NationalField("AAC005", "民族", "nation (GB/T 3304)"),
    NationalField("AAC006", "出生日期", "birth date", "Holder.born"),
    NationalField("AAC007", "参加工作日期", "first day of work"),
    NationalField("AAC008", "人员参保状态", "insured status"),
    NationalField("AAC009", "户口性质", "nature of the household"),
    NationalField("AAC010", "户口所在地地址", "address of the household"),
    NationalField("AAC012", "个人身份", "personal standing"),
    NationalField("AAC025", "出生地", "birthplace"),
    NationalField("AAC031", "个人缴费状态", "payment status"),
    NationalField("AAC042", "代办人或监护人证件号码", "ID number of the agent or guardian"),
    NationalField("AAC043", "代办人或监护人证件类型", "ID type of the agent or guardian"),
    NationalField("AAC044", "代办人或监护人姓名", "name of the agent or guardian"),
    NationalField("AAC058", "证件类型", "ID type", "Holder.id_type"),
    NationalField("AAC059", "证件有效期", "last valid day of the ID"),
    NationalField("AAC060", "生存状态", "survival"),
    NationalField("AAC067", "移动电话", "mobile number", "Holder.mobile"),
    NationalField("AAC147", "证件号码", "ID number", "Holder.id_number"),
    NationalField("AAC161", "国籍", "nationality (GB/T 2659)"),
    NationalField("AAC300", "户口所在地区划", "area of the household"),
    NationalField("AAC301", "参保地区划", "area of the insurance"),
    NationalField("AAE138", "手机号码", "mobile number", "Holder.mobile"),
)

_BANK_AND_UNIT: Final = (
    NationalField("AAC080", "开户银行行号", "bank line number"),
    NationalField("AAE008", "银行代码", "bank", "Card.bank"),
    NationalField("AAE009", "开户行网点", "bank branch"),
    NationalField("AAE010", "银行账号", "bank card number"),
    NationalField("AAE010A", "金融账户", "finance account"),
    NationalField("AAE165", "开户失败原因", "why the account was not opened"),
    NationalField("AAB001", "单位编号", "unit number"),
    NationalField("AAB004", "单位名称", "unit name"),
    NationalField("AAB301", "行政区划代码", "region (GB/T 2260), insured or issuing"),
    NationalField("AAE004", "联系人", "contact"),
    NationalField("AAE005", "联系电话", "telephone"),
    NationalField("AAE006", "地址", "address", "Holder.address"),
    NationalField("AAE007", "邮政编码", "postcode"),
    NationalField("AAE011", "经办人", "operator"),
    NationalField("AAE013", "备注", "remark"),
    NationalField("AAE036", "经办时间", "time of the operation"),
    NationalField("AAE100", "有效标志", "valid flag"),
)

ALL: Final = (*_CARD, *_PERSON, *_BANK_AND_UNIT)
FIELDS: Final = {each.code: each for each in ALL}


def field_named(code: str) -> NationalField:
    """Return the field with the code.

    Raises: UnknownField, which names those near it.
    """
    if code in FIELDS:
        return FIELDS[code]
    near = ", ".join(get_close_matches(code, FIELDS))
    raise UnknownField(f"no field {code[:8]!r} is known" + (f"; near it: {near}" if near else ""))
