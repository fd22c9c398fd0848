"""Everything that can go wrong between this program and a card, each with what to do about it.

One family, `DeviceError`: reader or line, never the rules and never a status word. What is told is the place (a reader's
name, an address), what was found there and a remedy in English and Chinese; never a byte of the data of a command or an
answer.
"""

from collections.abc import Mapping
from typing import ClassVar, Final


class DeviceError(Exception):
    """Reader, line or card did not do what was asked; `remedy` is what to do about it.

    `line_is_over` tells that the port is of no use any more: close it and open another. Where it is false, the same
    port may be asked again.
    """

    remedy: str = ""
    line_is_over: ClassVar[bool] = False

    def __init__(self, message: str = "", *, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy

    def in_chinese(self) -> str:
        """Return what is told in Chinese, where there are words for it."""
        return str(self)


class LineError(DeviceError):
    """Reader, line or card did not do what a line to a card must.

    `cause_code` is the PC/SC return code where there is one.
    """

    says: ClassVar[str] = "the line to the card failed"
    zh: ClassVar[str] = "与卡的通信失败"
    remedy = "take the card out, put it in again, and repeat"
    remedy_zh: ClassVar[str] = "请取出卡重新插入后再试"
    line_is_over: ClassVar[bool] = True

    def __init__(self, where: str = "", found: str = "", cause_code: int | None = None) -> None:
        Exception.__init__(self, where, found, cause_code)
        self.where = where
        self.found = found
        self.cause_code = cause_code

    def __str__(self) -> str:
        return self._tell(self.says, "found", self.remedy)

    def in_chinese(self) -> str:
        """Return the same in Chinese."""
        return self._tell(self.zh, "实际", self.remedy_zh)

    def _tell(self, says: str, found: str, remedy: str) -> str:
        code = "" if self.cause_code is None else f" (0x{self.cause_code:08X})"
        place = f"{self.where}: " if self.where else ""
        seen = f"; {found}: {self.found}" if self.found else ""
        return f"{place}{says}{code}{seen}. {remedy}"


class DriverMissing(LineError):
    """The library that speaks to readers is not installed, or cannot be loaded."""

    says = "PC/SC is not installed"
    zh = "未安装PC/SC驱动库"
    remedy = "pip install 'sscard[device]', and on Linux install libpcsclite1 and pcscd"
    remedy_zh = "请安装 sscard[device];Linux 还须安装 libpcsclite1 和 pcscd"


class ServiceNotRunning(LineError):
    """The PC/SC service does not run, or its socket is not reachable."""

    says = "the PC/SC service is not running"
    zh = "PC/SC服务未运行"
    remedy = "start it: systemctl start pcscd.socket, or on Windows the service SCardSvr"
    remedy_zh = "请启动服务:systemctl start pcscd.socket,Windows 上为 SCardSvr"


class ServiceLost(LineError):
    """The PC/SC service ended while it was used."""

    says = "the PC/SC service ended while it was used"
    zh = "PC/SC服务在使用中停止"
    remedy = "start it again and open the card anew; whether the last command reached the card is not known"
    remedy_zh = "请重启服务并重新打开卡;末条命令是否到达卡未知"


class NotAllowed(LineError):
    """The system does not let this user at the reader."""

    says = "this user may not use the reader"
    zh = "当前用户无权使用读卡器"
    remedy = "repeat if the service has just started; else allow org.debian.pcsc-lite.access_pcsc and access_card for the user"
    remedy_zh = "服务刚启动时请重试;否则请为该用户授予 access_pcsc 和 access_card 权限"


class NoReader(LineError):
    """No reader is connected, or none has the name asked for."""

    says = "there is no such reader"
    zh = "没有符合的读卡器"
    remedy = "plug the reader in; list the names with pcsc_scan -r"
    remedy_zh = "请连接读卡器;可用 pcsc_scan -r 查看名称"


class ReaderGone(LineError):
    """The reader was unplugged."""

    says = "the reader was unplugged"
    zh = "读卡器已断开"
    remedy = "plug it in and open the card anew"
    remedy_zh = "请重新连接读卡器并重新打开卡"


class ReaderBusy(LineError):
    """Another program holds the card exclusively, or an exclusive hold was asked for while others use the card."""

    says = "another program uses the card"
    zh = "其他程序正在使用该卡"
    remedy = "end the other program, or ask for the card without exclusive=True"
    remedy_zh = "请关闭其他程序,或不要求独占"


class NoCard(LineError):
    """The reader is empty."""

    says = "there is no card in the reader"
    zh = "读卡器中无卡"
    remedy = "put the card in, chip first"
    remedy_zh = "请插入卡,芯片朝前"


class CardRemoved(LineError):
    """The card left the reader."""

    says = "the card was removed"
    zh = "卡已被取出"
    remedy = "put the card in and begin again; whether the last command was carried out is not known"
    remedy_zh = "请重新插卡并从头开始;末条命令是否执行未知"


class CardMute(LineError):
    """There is a card, but it does not answer to a reset."""

    says = "the card does not answer to reset"
    zh = "卡无复位应答"
    remedy = "turn the card round, clean its contacts, or try another reader"
    remedy_zh = "请检查插卡方向、清洁触点或更换读卡器"


class CardReset(LineError):
    """Another program reset the card: every security status is gone."""

    says = "another program reset the card"
    zh = "卡被其他程序复位"
    remedy = "open the card anew, select the application and verify again; or open it exclusively"
    remedy_zh = "请重新打开卡、选择应用并重新验证,或独占打开"


class ProtocolMismatch(LineError):
    """The card offers neither T=0 nor T=1."""

    says = "the card speaks neither T=0 nor T=1"
    zh = "卡不支持T=0或T=1协议"
    remedy = "this is no card of LD/T 32; use another reader or card"
    remedy_zh = "该卡不符合 LD/T 32,请更换卡或读卡器"


class LineTimeout(LineError):
    """No answer within the time allowed. The port is dead, and a late answer is thrown away."""

    says = "no answer within the time allowed"
    zh = "等待应答超时"
    remedy = "take the card out, open it anew, and read its state before anything is repeated"
    remedy_zh = "请取出卡重新打开,并先查询状态再重试"


class TransactionFailed(LineError):
    """The exchange broke off between reader and card."""

    says = "the exchange between reader and card broke off"
    zh = "读卡器与卡的交互中断"
    remedy = "open the card anew; whether the last command was carried out is not known"
    remedy_zh = "请重新打开卡;末条命令是否执行未知"


class GarbledAnswer(LineError):
    """What came back is no answer: shorter than a status word, or not framed."""

    says = "the answer is not an answer"
    zh = "应答格式错误"
    remedy = "open the card anew; if it happens again, the reader or its driver is at fault"
    remedy_zh = "请重新打开卡;若仍出现,请检查读卡器或驱动"


class CommandTooShort(LineError):
    """A command has four bytes at least. Source: ISO/IEC 7816-3, 12.1. Nothing was sent."""

    says = "a command has 4 bytes at least"
    zh = "命令至少4字节"
    remedy = "give CLA, INS, P1 and P2"
    remedy_zh = "请给出 CLA、INS、P1、P2"
    line_is_over = False


class CommandTooLong(LineError):
    """The line carries no command of that length. Nothing was sent."""

    says = "the command is longer than the line carries"
    zh = "命令超过线路上限"
    remedy = "send it in parts, by command chaining or by offset"
    remedy_zh = "请分段发送"
    line_is_over = False


class PortClosed(LineError):
    """The port was closed, or it failed before and is over."""

    says = "the port is closed"
    zh = "端口已关闭"
    remedy = "open the card anew"
    remedy_zh = "请重新打开卡"


class NoConnection(LineError):
    """Nobody is at the other end of the address."""

    says = "nobody is at that address"
    zh = "该地址无应答"
    remedy = "start the other side first, and compare host and port"
    remedy_zh = "请先启动对方,并核对地址和端口"


class LineFault(LineError):
    """PC/SC failed in a way that no row of the table of faults knows."""

    says = "PC/SC failed"
    zh = "PC/SC错误"


class TraceUnreadable(LineError):
    """A file is no recorded trace, or one of a later version."""

    says = "this is no trace that can be read"
    zh = "无法读取的通信记录"
    remedy = "record it again, or mend the line that is named"
    remedy_zh = "请重新录制或修正所示行"


class TraceDiffers(LineError):
    """A command that is replayed is not the one that was recorded."""

    says = "the recording goes on with another command"
    zh = "命令与记录不一致"
    remedy = "replay with the program that was recorded, or record it again"
    remedy_zh = "请用录制时的程序回放,或重新录制"


class TraceEnded(LineError):
    """The recording is at its end, and another command came."""

    says = "the recording is at its end"
    zh = "通信记录已结束"
    remedy = "record a longer session"
    remedy_zh = "请录制更长的会话"


BY_NAME: Final[Mapping[str, type[LineError]]] = {
    name: each
    for name, each in dict(globals()).items()
    if isinstance(each, type) and issubclass(each, LineError)
}
"""The errors by the name they are recorded under."""
