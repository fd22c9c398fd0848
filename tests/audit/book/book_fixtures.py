"""What the tests of the book share: one book, made once, and a browser to read it with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from book_browser import Browser, browser
from book_samples import sample_inputs

from sscard_core.audit.book.matter.inputs import Inputs
from sscard_core.audit.book.shelf import write
from sscard_core.audit.book.site import site


@pytest.fixture(scope="session")
def inputs() -> Inputs:
    """What the tests' book is made from."""
    return sample_inputs()


@pytest.fixture(scope="session")
def book(inputs: Inputs, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tests' book."""
    folder = tmp_path_factory.mktemp("book")
    write(site(inputs), folder)
    return folder


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser; the test is skipped, with the reason, where there is none."""
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened
