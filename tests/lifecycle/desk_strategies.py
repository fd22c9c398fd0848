"""The pools, as Hypothesis draws from them."""

from collections.abc import Iterable
from typing import Any, Final

from desk_pools import HOLDER, MOVING, ODD, OWN, PAYING, PLAIN, START, Pool
from hypothesis import strategies as st

from sscard_core import Holder, Start
from sscard_core import requests as ask
from sscard_core.model.arguments import BankAnswer, RequestName


def built(kind: type[Any], pool: Pool) -> st.SearchStrategy[Any]:
    """Draw each argument of a thing from its pool."""
    return st.builds(kind, **{name: st.sampled_from(values) for name, values in pool.items()})


def requests_of(names: Iterable[RequestName], common: Pool) -> st.SearchStrategy[ask.Request]:
    """Draw a request of one of some names."""
    return st.one_of(
        [
            st.one_of([built(ask.REQUESTS[name], {**common, **form}) for form in OWN.get(name, ({},))])
            for name in names
        ]
    )


ODD_REQUESTS: Final = requests_of(RequestName, ODD)
PLAIN_REQUESTS: Final = requests_of(RequestName, PLAIN)
USUAL_REQUESTS: Final = PLAIN_REQUESTS | requests_of(MOVING, PLAIN) | requests_of(PAYING, PLAIN)
ANSWERS: Final = st.sampled_from([BankAnswer.DONE, BankAnswer.DONE, *BankAnswer])
HOLDERS: Final[st.SearchStrategy[Holder]] = built(Holder, HOLDER)
STARTS: Final[st.SearchStrategy[Start]] = st.one_of([built(Start, pool) for pool in START])
