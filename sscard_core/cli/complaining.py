"""What is said on stderr, and text that cannot steer a terminal."""

import sys
import unicodedata


def visible(text: str) -> str:
    """Return a text with control characters written out, so that a file cannot steer the terminal."""
    if text.isascii() and text.isprintable():
        return text
    written = (ascii(each)[1:-1] if unicodedata.category(each).startswith("C") else each for each in text)
    return "".join(written)


def complain(problem: object) -> None:
    """Write one line on stderr."""
    print(visible(str(problem)), file=sys.stderr)
