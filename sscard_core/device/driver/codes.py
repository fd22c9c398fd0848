"""Return codes of the national driver: one table, and what each error of this library is there.

Sources: headers and documents of vendors' drivers (degree A, where not marked otherwise). A status word of the card is
returned as its negative: 63C2 is -25538.
"""

from typing import Final

from attrs import frozen

from sscard_core.device.answer_to_reset import BadAtr
from sscard_core.device.card_errors import (
    CardIsBlocked,
    KeyRefused,
    NeedsPin,
    NeedsTerminalKey,
    NotASocialSecurityCard,
    NotGenuine,
    PinLocked,
    UnknownVersion,
    WrongPin,
)
from sscard_core.device.chip_error import ChipError
from sscard_core.device.errors import (
    CardRemoved,
    DeviceError,
    DriverMissing,
    NoCard,
    NoConnection,
    NoReader,
    PortClosed,
    ProtocolMismatch,
    ReaderBusy,
    ReaderGone,
    ServiceLost,
    ServiceNotRunning,
)
from sscard_core.device.exchange import CardAnswered
from sscard_core.device.files.certainty import Certainty
from sscard_core.device.files.codecs import BadContent, BadValue, TooLong, WrongCharacters
from sscard_core.device.files.layout import NotInLayout
from sscard_core.device.pin_blocks import UnusablePin
from sscard_core.device.security.ciphers import AlgorithmUnavailable, CryptographyMissing
from sscard_core.device.security.keys import RKSSSE, NoSuchKey
from sscard_core.device.status_words import StatusWord

A, B, C = Certainty.AGREED, Certainty.SINGLE, Certainty.WEAK


@frozen
class Code:
    """One return code with its meaning."""

    value: int
    zh: str
    en: str
    certainty: Certainty = A


OK: Final = Code(0, "成功", "done")
WRONG_CARD: Final = Code(-1, "卡片类型不对", "wrong kind of card")
NO_CARD: Final = Code(-2, "无卡", "no card")
NO_ANSWER: Final = Code(-4, "卡片无应答", "the card does not answer")
NO_LIBRARY: Final = Code(-5, "加载动态库失败", "a library could not be loaded")
NO_READER: Final = Code(-11, "读写器连接错", "the reader cannot be connected")
NOT_CONNECTED: Final = Code(-12, "未建立连接", "not connected")
UNSUPPORTED: Final = Code(-13, "不支持该命令", "the function is not supported")
BAD_ARGUMENT: Final = Code(-14, "命令参数错", "wrong argument")
BAD_FORMAT: Final = Code(-20, "卡识别码或规范版本格式错", "card code or version not in its format")
NOT_GENUINE: Final = Code(-21, "内部认证失败", "the card failed its authentication")
OTHER_CARD: Final = Code(-22, "传入数据与卡内不符", "what was passed is not what the card says")
ILLEGAL_DATA: Final = Code(-23, "传入数据不合法", "illegal data were passed")
NOT_IN_STRUCTURE: Final = Code(-25, "文件或数据项不在卡结构中", "no such file or item in the card", C)
PIN_CANCELLED: Final = Code(-31, "用户取消密码输入", "the PIN entry was cancelled")
PIN_TIMEOUT: Final = Code(-32, "密码输入超时", "the PIN entry took too long")
PIN_LENGTH: Final = Code(-33, "输入密码长度错", "the PIN has not its length")
PINS_DIFFER: Final = Code(-34, "两次输入密码不一致", "the two PINs differ")
TO_INITIAL_PIN: Final = Code(-36, "不能改为初始密码", "a PIN cannot be changed to the initial one")
ILLEGAL_CHARACTERS: Final = Code(-41, "写入数据含非法字符", "illegal characters in the data to write")
DATA_LENGTH: Final = Code(-42, "写入数据长度错", "the data to write have not their length")
PIN_FAILED: Final = Code(-51, "密码校验失败", "the PIN is wrong; the text tells the tries left")
PIN_LOCKED: Final = Code(-52, "密码锁定", "the PIN is locked")
NO_PSAM: Final = Code(-2201, "无 PSAM 卡", "no PSAM")
PSAM_ALGORITHM: Final = Code(-2202, "PSAM 卡不支持该算法", "the PSAM lacks the algorithm")
PSAM_LACKS_KEY: Final = Code(-2203, "PSAM 卡无 RKSSSE", "the PSAM lacks RKSSSE")
HSM_NOT_NEEDED: Final = Code(-2204, "无需 HSM 认证", "no HSM is needed")

_UNUSED: Final = (
    Code(-3, "卡片未上电", "the card has no power"),
    Code(-15, "校验和错", "wrong check sum"),
    Code(-24, "PSAM 卡密钥级别过低", "the PSAM's key is of too low a level"),
    Code(-35, "初始密码不能交易", "the initial PIN cannot transact"),
    Code(-111, "扫码超时", "no code was scanned in time", B),
    Code(-112, "厂商自定义", "vendor's word", C),
)
"""What callers of other drivers may meet; this one never returns them."""

USED: Final = (
    *(
        OK,
        WRONG_CARD,
        NO_CARD,
        NO_ANSWER,
        NO_LIBRARY,
        NO_READER,
        NOT_CONNECTED,
        UNSUPPORTED,
        BAD_ARGUMENT,
        BAD_FORMAT,
    ),
    *(
        NOT_GENUINE,
        OTHER_CARD,
        ILLEGAL_DATA,
        NOT_IN_STRUCTURE,
        PIN_CANCELLED,
        PIN_TIMEOUT,
        PIN_LENGTH,
        PINS_DIFFER,
    ),
    *(TO_INITIAL_PIN, ILLEGAL_CHARACTERS, DATA_LENGTH, PIN_FAILED, PIN_LOCKED),
    *(NO_PSAM, PSAM_ALGORITHM, PSAM_LACKS_KEY, HSM_NOT_NEEDED),
)
TABLE: Final = {each.value: each for each in (*USED, *_UNUSED)}

_STATUS_WORDS: Final = range(0x6000, 0xA000)


def of_status(sw: int) -> int:
    """Return the code of a status word: its negative."""
    return -sw


def meaning(value: int) -> str:
    """Return what a code means, in Chinese and English."""
    if value in TABLE:
        return f"{TABLE[value].zh} ({TABLE[value].en})"
    if -value in _STATUS_WORDS:
        word = StatusWord(-value)
        return f"{word.zh} ({word.meaning})"
    return "未定义的返回码 (a code that no source names)"


class DriverRefused(ChipError):
    """A function ends with a code of the driver's own."""

    def __init__(self, code: Code) -> None:
        super().__init__(f"{code.value} {code.zh} ({code.en})")
        self.code = code


_ERRORS: Final[tuple[tuple[type[DeviceError], Code], ...]] = (
    (NoCard, NO_CARD),
    (CardRemoved, NO_CARD),
    (NoReader, NO_READER),
    (ReaderGone, NO_READER),
    (ReaderBusy, NO_READER),
    (ServiceNotRunning, NO_READER),
    (ServiceLost, NOT_CONNECTED),
    (PortClosed, NOT_CONNECTED),
    (NoConnection, NOT_CONNECTED),
    (DriverMissing, NO_LIBRARY),
    (ProtocolMismatch, WRONG_CARD),
    (NotASocialSecurityCard, WRONG_CARD),
    (UnknownVersion, BAD_FORMAT),
    (BadAtr, BAD_FORMAT),
    (BadContent, BAD_FORMAT),
    (NotGenuine, NOT_GENUINE),
    (WrongCharacters, ILLEGAL_CHARACTERS),
    (TooLong, DATA_LENGTH),
    (BadValue, ILLEGAL_DATA),
    (NotInLayout, NOT_IN_STRUCTURE),
    (UnusablePin, PIN_LENGTH),
    (WrongPin, PIN_FAILED),
    (PinLocked, PIN_LOCKED),
    (NeedsTerminalKey, NO_PSAM),
    (NoSuchKey, NO_PSAM),
    (AlgorithmUnavailable, PSAM_ALGORITHM),
    (CryptographyMissing, NO_LIBRARY),
)
"""The first row that covers an error; one that none covers is a card without answer."""

_STATUS_OF: Final[tuple[tuple[type[DeviceError], int], ...]] = ((CardIsBlocked, 0x6A81), (NeedsPin, 0x6982))


def code_of(error: DeviceError) -> int:
    """Return the driver's code for an error of this library."""
    if isinstance(error, DriverRefused):
        return error.code.value
    if isinstance(error, CardAnswered):
        return of_status(error.status.value)
    if isinstance(error, KeyRefused):
        return of_status(0x6300 if error.tries_left is None else 0x63C0 | error.tries_left)
    if isinstance(error, NoSuchKey) and error.kid == RKSSSE:
        return PSAM_LACKS_KEY.value
    for kind, sw in _STATUS_OF:
        if isinstance(error, kind):
            return of_status(sw)
    return next((code.value for kind, code in _ERRORS if isinstance(error, kind)), NO_ANSWER.value)
