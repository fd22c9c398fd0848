"""Status words: one table of what the two last bytes of an answer say, and what a caller can make of it.

Sources: ISO/IEC 7816-4, 5.6 (61 to 6F); PBOC (93, 94); a series of articles on the chip of the social security
card for the meanings that differ from ISO.

>>> StatusWord(0x63C2).meaning, StatusWord(0x63C2).tries_left
('wrong PIN; 2 tries left', 2)
>>> print(StatusWord(0x9303))
9303 application permanently locked (应用永久锁定)
"""

from functools import cache
from typing import Final

from attrs import frozen

from sscard_core.device.apdu import DONE
from sscard_core.device.files.certainty import Certainty
from sscard_core.model.words import Word

A, B, C, S = Certainty.AGREED, Certainty.SINGLE, Certainty.WEAK, Certainty.STANDARD


class Outcome(Word):
    """What an answer means for whoever sent the command."""

    DONE = "done", "完成"
    MORE = "the answer is to be fetched with GET RESPONSE", "用 GET RESPONSE 取响应"
    RESEND = "to be sent again with the length given", "按指定长度重发"
    WARNING = "done, with a reservation", "完成但有警告"
    TRY_COUNTED = "refused, and a try is counted", "验证失败并计次"
    BLOCKED = "refused for good; unblocking or the issuer is needed", "已锁定"
    NOT_ALLOWED = "refused until a condition is met", "条件不满足"
    NOT_THERE = "the card does not have it", "卡内没有"
    WRONGLY_ASKED = "the command is not one that the card takes", "命令有误"
    FAILED = "the card could not do it", "卡内错误"


@frozen
class Row:
    """One status word, or a family of them: `?` stands for any hexadecimal digit. `{x}` and `{n}` are those digits' value."""

    pattern: str
    outcome: Outcome
    en: str
    zh: str
    certainty: Certainty = S

    def covers(self, text: str) -> bool:
        """True if the four digits fit the pattern."""
        return all(expected in ("?", found) for expected, found in zip(self.pattern, text, strict=True))


_O: Final = Outcome
TABLE: Final = (
    Row("9000", _O.DONE, "done", "正确执行"),
    Row("61??", _O.MORE, "{n} bytes of the answer wait", "还有 {n} 字节响应数据"),
    Row("6C??", _O.RESEND, "wrong Le; {n} bytes are there", "Le 错误，实际长度 {n}"),
    Row("6281", _O.WARNING, "part of the data may be damaged", "部分返回数据可能有错"),
    Row("6282", _O.WARNING, "the file ends before Le bytes", "文件长度小于 Le"),
    Row("6283", _O.WARNING, "the selected file is invalidated", "选择的文件无效"),
    Row("6284", _O.WARNING, "the FCI is not in its format", "FCI 格式与 P2 指定的不符"),
    Row("6300", _O.TRY_COUNTED, "authentication failed", "认证失败"),
    Row("63C?", _O.TRY_COUNTED, "wrong PIN; {x} tries left", "验证失败，还可再试 {x} 次"),
    Row("6400", _O.FAILED, "state unchanged", "状态标志未改变"),
    Row("6581", _O.FAILED, "memory failure", "写存储器失败"),
    Row("6700", _O.WRONGLY_ASKED, "wrong length", "长度错误"),
    Row("6881", _O.WRONGLY_ASKED, "no logical channels", "不支持逻辑通道"),
    Row("6882", _O.WRONGLY_ASKED, "no secure messaging", "不支持安全报文"),
    Row("6900", _O.NOT_ALLOWED, "not ready", "不能处理", B),
    Row("6901", _O.NOT_ALLOWED, "invalid state", "命令不接受（无效状态）", B),
    Row("6981", _O.NOT_ALLOWED, "not with a file of this kind", "命令与文件结构不相容"),
    Row("6982", _O.NOT_ALLOWED, "security status not satisfied", "不满足安全状态"),
    Row("6983", _O.BLOCKED, "PIN or key locked", "认证方法锁定"),
    Row("6984", _O.NOT_ALLOWED, "no valid random number", "引用数据无效（未取随机数）"),
    Row("6985", _O.NOT_ALLOWED, "conditions of use not satisfied", "使用条件不满足"),
    Row("6986", _O.NOT_ALLOWED, "no current file", "没有选择当前文件"),
    Row("6987", _O.NOT_ALLOWED, "secure messaging object missing", "缺少安全报文数据项"),
    Row("6988", _O.TRY_COUNTED, "wrong MAC of secure messaging", "安全报文数据项不正确"),
    Row("6A80", _O.WRONGLY_ASKED, "wrong data", "数据域参数错误"),
    Row("6A81", _O.NOT_THERE, "function not supported, or application locked", "功能不支持或应用锁定"),
    Row("6A82", _O.NOT_THERE, "file not found", "文件未找到"),
    Row("6A83", _O.NOT_THERE, "record not found", "记录未找到"),
    Row("6A84", _O.FAILED, "no room in the file", "文件无足够空间"),
    Row("6A85", _O.WRONGLY_ASKED, "Lc does not fit the structure", "Lc 与 TLV 结构不符"),
    Row("6A86", _O.WRONGLY_ASKED, "wrong P1 P2", "P1 P2 错误"),
    Row("6A88", _O.NOT_THERE, "key or reference data not found", "密钥或引用数据未找到"),
    Row("6B00", _O.WRONGLY_ASKED, "offset beyond the end", "偏移超出文件长度"),
    Row("6D00", _O.WRONGLY_ASKED, "instruction not supported", "不支持的 INS"),
    Row("6E00", _O.WRONGLY_ASKED, "class not supported", "不支持的 CLA"),
    Row("6F00", _O.FAILED, "no precise diagnosis", "未知错误"),
    Row("9302", _O.TRY_COUNTED, "wrong MAC", "MAC 无效", B),
    Row("9303", _O.BLOCKED, "application permanently locked", "应用永久锁定", B),
    Row("9401", _O.NOT_ALLOWED, "balance not sufficient", "余额不足", B),
    Row("9402", _O.BLOCKED, "transaction counter at its end", "交易计数器达到最大值", B),
    Row("9403", _O.NOT_THERE, "key index not supported", "密钥索引不支持", B),
    Row("9406", _O.NOT_THERE, "no MAC of such a transaction", "所需 MAC 不可用", B),
    Row("9840", _O.BLOCKED, "vendor's word: PIN locked", "厂商自定义：认证方法锁定", C),
    Row("9850", _O.FAILED, "vendor's word", "厂商自定义", C),
)
"""Exact words and families; no word is covered twice. Source of the Chinese: articles on the chip, ISO in translation."""


@cache
def _row(value: int) -> Row | None:
    text = f"{value:04X}"
    return next((row for row in TABLE if row.covers(text)), None)


@frozen(repr=False)
class StatusWord:
    """The two last bytes of an answer, 0 to 65535."""

    value: int

    @property
    def row(self) -> Row | None:
        """The row of the table, None where no source names the word."""
        return _row(self.value)

    @property
    def is_ok(self) -> bool:
        """True for 9000 alone; a warning is something to look at."""
        return self.value == DONE

    @property
    def tries_left(self) -> int | None:
        """How often a PIN or key may still be tried: of 63Cx x, of a locked one 0, else None."""
        if self.value & 0xFFF0 == 0x63C0:
            return self.value & 0xF
        return 0 if self.value == 0x6983 else None

    @property
    def length(self) -> int | None:
        """The bytes that 61xx and 6Cxx name (00 is 256), else None."""
        return (self.value & 0xFF or 256) if self.value >> 8 in (0x61, 0x6C) else None

    @property
    def outcome(self) -> Outcome:
        """What it means for the caller; an unknown word is a failure."""
        return self.row.outcome if self.row else Outcome.FAILED

    @property
    def meaning(self) -> str:
        """The meaning in English."""
        return self._filled(self.row.en) if self.row else "a status word that no source names"

    @property
    def zh(self) -> str:
        """The meaning in Chinese."""
        return self._filled(self.row.zh) if self.row else "未定义的状态字"

    def _filled(self, text: str) -> str:
        return text.format(x=self.value & 0xF, n=self.length)

    def __str__(self) -> str:
        return f"{self.value:04X} {self.meaning} ({self.zh})"

    def __repr__(self) -> str:
        return f"StatusWord({self.value:04X})"
