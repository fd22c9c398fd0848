"""The private PC/SC daemon for the tests that talk to a real one."""

from collections.abc import Iterator

import pytest
from private_daemon import PrivateDaemon, claim_socket, missing

claim_socket()  # at once: whichever test calls PC/SC first, it must not reach the machine's own daemon


@pytest.fixture(scope="session")
def daemon_of_all() -> Iterator[PrivateDaemon]:
    """Run one daemon for all tests of this process, or skip telling what is missing."""
    lacking = missing()
    if lacking:
        pytest.skip(f"a private PC/SC daemon needs {lacking}")
    with PrivateDaemon() as daemon:
        daemon.start()
        yield daemon


@pytest.fixture
def daemon(daemon_of_all: PrivateDaemon) -> PrivateDaemon:
    """Give a daemon that has just started: a reader is not to be trusted for half a second after a card left it."""
    daemon_of_all.readers(present=True)
    daemon_of_all.restart()
    return daemon_of_all
