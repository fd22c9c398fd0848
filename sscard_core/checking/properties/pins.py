"""The two passwords: counted apart, locked apart, opened apart."""

from sscard_core.checking.bounds import HRSS_PIN
from sscard_core.checking.promises import promise, state_rule
from sscard_core.checking.questions import Asked
from sscard_core.lifecycle.ledger import account_debited
from sscard_core.lifecycle.terms import Terms
from sscard_core.model.arguments import RequestName as N
from sscard_core.model.card_file import CardFile
from sscard_core.model.pins import Secret
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.requests import ChangePin, Request, ResetPin
from sscard_core.model.statuses import Bank, BankPin, Hrss, HrssPin, Side

CARE = (N.CHANGE_PIN, N.ENTER_PIN)
PAYING = (N.PAY_MEDICAL, N.WITHDRAW_CASH, N.TRANSFER)
SIDES = (Side.HRSS, Side.BANK)


def entry(request: Request) -> tuple[Side, str] | None:
    """Return the side whose password a request enters, and what was entered."""
    pin = request.pin
    if isinstance(request, ChangePin):
        pin = request.old or pin
    side = getattr(request, "side", None) or account_debited(request)
    return (side, pin) if pin is not None and side in SIDES else None


def secret(file: CardFile, side: Side) -> Secret:
    """Return what the file keeps of a side's password."""
    return file.hrss_secret if side is Side.HRSS else file.bank_secret


def known_pin(file: CardFile, side: Side) -> str | None:
    """Return a side's password, which the plain verifier shows at the end of its value."""
    value = secret(file, side).value
    return None if value is None else value.decode()[-len(HRSS_PIN) :]


def is_locked(file: CardFile, side: Side) -> bool:
    """True where a side's password is locked."""
    return file.hrss_pin is HrssPin.LOCKED if side is Side.HRSS else file.bank_pin is BankPin.LOCKED


@promise(
    "each side's password opens only its own side: the other's is wrong there",
    "两个密码互不通用",
    "XJ13-H-010 XJ13-M-018a JS-30 pins_compared",
    *CARE,
    *PAYING,
)
def pins_open_their_own_side(step: Asked, _terms: Terms) -> bool | None:
    assert step.request is not None
    entered = entry(step.request)
    if entered is None or step.code not in (None, RefusalCode.PIN_WRONG):
        return None
    side, pin = entered
    return (pin == known_pin(step.before, side)) is (step.code is None)


@promise(
    "a wrong entry counts one try and locks at exactly the rulebook's number",
    "每输错一次计一次，恰在规定次数锁定",
    "XX17-24a hrss_pin_tries bank_pin_tries",
    *CARE,
    *PAYING,
)
def locks_at_the_number(step: Asked, terms: Terms) -> bool | None:
    if step.code is not RefusalCode.PIN_WRONG:
        return None
    assert step.request is not None
    entered = entry(step.request)
    assert entered is not None
    side = entered[0]
    limit = terms.hrss_pin_tries if side is Side.HRSS else terms.bank_pin_tries
    tries = secret(step.after, side).wrong_tries
    counted = tries == secret(step.before, side).wrong_tries + 1
    return counted and is_locked(step.after, side) is (tries == limit)


@promise("a right entry sets the count to nought", "输入正确即清零", "XX17-24a pins_compared", *CARE, *PAYING)
def right_entry_clears(step: Asked, _terms: Terms) -> bool | None:
    assert step.request is not None
    entered = entry(step.request)
    if step.code is not None or entered is None:
        return None
    return secret(step.after, entered[0]).wrong_tries == 0


@promise(
    "an initial password whose value nobody knows is not compared, and no try is counted",
    "不知其值的初始密码不比对、不计次",
    "initial_pin_unknown",
    *CARE,
    *PAYING,
)
def unknown_is_not_compared(step: Asked, _terms: Terms) -> bool | None:
    assert step.request is not None
    entered = entry(step.request)
    if entered is None or entered[0] is not Side.HRSS or step.before.hrss_pin is not HrssPin.INITIAL:
        return None
    if step.before.hrss_secret.value is not None:
        return None
    return step.code is not None and step.code is not RefusalCode.PIN_WRONG


@promise("a locked password is not compared", "锁定后不再比对密码", "XX17-24a pins_compared", *CARE, *PAYING)
def locked_is_not_compared(step: Asked, _terms: Terms) -> bool | None:
    assert step.request is not None
    entered = entry(step.request)
    if entered is None or not is_locked(step.before, entered[0]):
        return None
    return step.code is not None and step.code is not RefusalCode.PIN_WRONG


@promise(
    "what is done with one side's password leaves the other side's alone",
    "一侧密码业务不影响另一侧",
    "XJ13-H-010 XJ13-M-018a JS-30",
    N.ENTER_PIN,
    N.CHANGE_PIN,
    N.RESET_PIN,
    N.UNLOCK_PIN,
    N.ACTIVATE_BANK,
)
def passwords_are_apart(step: Asked, _terms: Terms) -> bool | None:
    request = step.request
    assert request is not None
    if not step.events:
        return None
    names = {name for event in step.events for name, _ in event.changes}
    if request.name is N.ACTIVATE_BANK or getattr(request, "side", None) is Side.BANK:
        return names.isdisjoint({"hrss_secret", "hrss_pin"})
    return names.isdisjoint({"bank_secret", "bank_pin", "bank"})


@promise(
    "a bank password lock leaves the bank function as it is",
    "银行密码锁定不改变金融功能状态",
    "bank_pin_tries",
    *CARE,
    *PAYING,
)
def bank_lock_is_of_the_pin(step: Asked, _terms: Terms) -> bool | None:
    if step.code is not RefusalCode.PIN_WRONG:
        return None
    return step.after.bank is step.before.bank


@promise(
    "unlocking or resetting the HRSS password brings back the state before the lock, with no try counted",
    "解锁或重置恢复锁定前的状态并清零",
    "XX17-24b XX17-25 JS-31 XJ13-H-025",
    N.UNLOCK_PIN,
    N.RESET_PIN,
)
def unlocking_restores(step: Asked, _terms: Terms) -> bool | None:
    request, before, after = step.request, step.before, step.after
    if step.code is not None or getattr(request, "side", None) is not Side.HRSS:
        return None
    hrss = after.hrss is (before.hrss_unlocked if before.hrss is Hrss.LOCKED else before.hrss)
    return hrss and after.hrss_secret.wrong_tries == 0 and after.hrss_pin is not HrssPin.LOCKED


@promise(
    "a new password is six digits and, where the rulebook refuses weak ones, not easy to guess",
    "新密码为六位数字，规定禁用简单密码的不得过于简单",
    "XJ13-H-027 XJ13-H-028 pin_six_digits weak_pin_is",
    N.CHANGE_PIN,
    N.RESET_PIN,
    N.ACTIVATE_BANK,
)
def new_passwords_are_sound(step: Asked, terms: Terms) -> bool | None:
    request = step.request
    new = request.new if isinstance(request, ChangePin | ResetPin) else None
    if step.code is not None or new is None:
        return None
    return len(new) == len(HRSS_PIN) and (terms.weak_pin_is != "refused" or len(set(new)) > 1)


@state_rule(
    "the HRSS function is locked exactly while its password is, unless lost, sealed anew or cancelled",
    "社保功能锁定与社保密码锁定一致",
    "XX17-24a hrss_pin_tries",
)
def function_locks_with_its_pin(file: CardFile, _terms: Terms) -> bool | None:
    if file.hrss is Hrss.LOCKED:
        return file.hrss_pin is HrssPin.LOCKED and file.hrss_unlocked is not None
    return file.hrss_pin is not HrssPin.LOCKED if file.hrss is Hrss.NORMAL else None


@state_rule(
    "while the bank function waits for activation there is no bank password",
    "金融功能激活前没有银行密码",
    "XJ13-H-018",
)
def no_bank_pin_before_activation(file: CardFile, _terms: Terms) -> bool | None:
    return file.bank_pin is BankPin.NONE if file.bank is Bank.INACTIVE else None
