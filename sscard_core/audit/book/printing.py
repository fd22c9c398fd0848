"""Making a PDF of the book with Chromium, if there is one."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

CHROMIUMS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS: Final = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-pdf-header-footer",
)  # fmt: skip
LIMIT: Final = 300
"""Seconds after which a print is given up."""


class PrintError(RuntimeError):
    """The PDF could not be made: why, and what to do."""


def chromium() -> str:
    """Return the path of Chromium. Raises: PrintError, where there is none."""
    found = next(filter(None, (shutil.which(each) for each in CHROMIUMS)), None)
    if found is None:
        raise PrintError(
            f"no PDF: none of {', '.join(CHROMIUMS)} is installed; install one, "
            "or open index.html in a browser and print from there"
        )
    return found


def print_book(document: Path, pdf: Path, language: str) -> None:
    """Print an HTML document in a language. Raises: PrintError."""
    with TemporaryDirectory() as profile:
        command = (
            chromium(), *FLAGS, f"--user-data-dir={profile}", f"--print-to-pdf={pdf.resolve()}",
            f"{document.resolve().as_uri()}#lang={language}",
        )  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
        except subprocess.TimeoutExpired:
            raise PrintError(f"no PDF: Chromium did not end within {LIMIT} seconds") from None
    if done.returncode != 0 or not pdf.is_file():
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise PrintError(f"no PDF: Chromium ended with {done.returncode}: {last}")
