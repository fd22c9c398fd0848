"""A headless browser for the tests of the book; what is missing is told as the reason of a skip."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import frozen

PROGRAMS: Final = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "chromedriver": ("chromedriver",),
}
FLAGS: Final = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def program(name: str) -> str:
    """Return the path of a program; skip where it is not installed."""
    found = next(filter(None, (shutil.which(each) for each in PROGRAMS[name])), None)
    if found is None:
        pytest.skip(f"{name} is not installed: none of {', '.join(PROGRAMS[name])} is on the path")
    return found


def needs(package: str) -> None:
    """Skip where a package is not installed."""
    if find_spec(package) is None:
        pytest.skip(f"the package {package} is not installed")


@frozen
class Browser:
    """A browser that opens pages of a folder."""

    driver: Any

    def open(self, page: Path, place: str = "") -> None:
        """Open a page afresh, at a place of it."""
        self.driver.get("about:blank")
        self.driver.get(page.as_uri() + place)

    def run(self, script: str, *arguments: object) -> Any:
        """Return what a script returns."""
        return self.driver.execute_script(script, *arguments)

    def wide(self, width: int) -> None:
        """Make the window so many pixels wide."""
        screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)

    @property
    def complaints(self) -> list[str]:
        """What the console was told since it was last asked."""
        return [each["message"] for each in self.driver.get_log("browser")]


def violations(browser: Browser) -> list[tuple[str, str, int]]:
    """Return what an audit by axe-core finds on the page: the rule, the first place, and how many there are."""
    needs("axe_core_python")
    from axe_core_python.selenium import Axe  # type: ignore[import-untyped]  # noqa: PLC0415 - it may be missing

    found = Axe().run(browser.driver)["violations"]
    return [(each["id"], each["nodes"][0]["html"][:160], len(each["nodes"])) for each in found]


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Open a browser with a profile of its own. Skips where something is missing."""
    needs("selenium")
    chromium, chromedriver = program("chromium"), program("chromedriver")
    from selenium import webdriver  # noqa: PLC0415 - it may be missing
    from selenium.webdriver.chrome.service import Service  # noqa: PLC0415

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(chromedriver))
    driver.set_script_timeout(120)
    try:
        yield Browser(driver)
    finally:
        driver.quit()
