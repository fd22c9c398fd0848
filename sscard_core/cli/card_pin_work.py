"""`sscard card pin …`: the PIN typed where nobody sees it, sent once, never repeated."""

import sys
from getpass import getpass

from sscard_core.cli.card_lines import CardLine, failing
from sscard_core.cli.page import Page
from sscard_core.device.card import OpenedCard
from sscard_core.device.card_pins import change_pin, tries_left, unblock_pin, verify_pin
from sscard_core.rulebooks.telling import Language

ASKED = {
    "old": ("PIN: ", "密码："),
    "new": ("new PIN: ", "新密码："),
    "again": ("new PIN again: ", "再次输入新密码："),
}


def verify_one(line: CardLine, language: Language, *, force: bool) -> int:
    """Verify the PIN. Exit code 1 where it is wrong or the card fails."""
    with failing(language) as code, line.open() as card:
        verify_pin(card, _entered("old", language), force=force)
        Page().line(language.pick("the PIN is right", "密码正确"))
    return code[0]


def change_one(line: CardLine, language: Language, *, force: bool) -> int:
    """Change the PIN. Exit code 1 where it is not changed."""
    with failing(language) as code, line.open() as card:
        old = _entered("old", language)
        new = _entered_twice(language)
        if new is None:
            return 1
        change_pin(card, old, new, force=force)
        Page().line(language.pick("the PIN is changed", "密码已修改"))
    return code[0]


def unblock_one(line: CardLine, language: Language) -> int:
    """Unblock the PIN with the issuer's key. Exit code 1 where it stays as it is."""
    with failing(language) as code, line.open() as card:
        new = _entered_twice(language)
        if new is None:
            return 1
        unblock_pin(card, new)
        Page().line(language.pick("the PIN is unblocked and set", "密码已解锁并重新设置"))
        _tell_tries(card, language)
    return code[0]


def _entered_twice(language: Language) -> str | None:
    new = _entered("new", language)
    if _entered("again", language) == new:
        return new
    Page().line(language.pick("the two entries differ; nothing was sent", "两次输入不一致，未发送"))
    return None


def _entered(which: str, language: Language) -> str:
    """Return what is typed unseen; from a pipe, the next line."""
    if sys.stdin.isatty():
        return getpass(language.pick(*ASKED[which]))
    return sys.stdin.readline().rstrip("\n")


def _tell_tries(card: OpenedCard, language: Language) -> None:
    left = tries_left(card)
    if left is not None:
        Page().line(language.pick(f"tries left: {left}", f"剩余次数：{left}"))
