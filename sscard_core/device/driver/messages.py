"""Driver calls as JSON: the form in which web pages ask for them.

`{"function": "iReadCardBas", "iType": 3}` is answered `{"success": true, "code": 0, "pOutInfo": "..."}`. Source: a vendor's
bridge (degree of certainty B); `code` is ours, beside what that bridge sends.
"""

import json
from typing import Any

from sscard_core.device.driver.codes import BAD_ARGUMENT, UNSUPPORTED, meaning
from sscard_core.device.driver.driver import FUNCTIONS, Answer, Driver


def answered(driver: Driver, message: str | bytes) -> str:
    """Return the answer to one message; what is no message is answered too (-14, -13)."""
    answer = _called(driver, message)
    told = {"success": answer.code == 0, "code": answer.code, "pOutInfo": answer.text}
    return json.dumps(told, ensure_ascii=False)


def _called(driver: Driver, message: str | bytes) -> Answer:
    try:
        asked: Any = json.loads(message)
    except (ValueError, RecursionError):
        return _refused(BAD_ARGUMENT.value)
    if not isinstance(asked, dict) or not isinstance(asked.get("function"), str):
        return _refused(BAD_ARGUMENT.value)
    name = asked.pop("function")
    if name not in FUNCTIONS:
        return _refused(UNSUPPORTED.value)
    expected = FUNCTIONS[name].arguments
    if set(asked) != set(expected):
        return _refused(BAD_ARGUMENT.value)
    return driver.call(name, *(asked[each] for each in expected))


def _refused(code: int) -> Answer:
    return Answer(code, meaning(code))
