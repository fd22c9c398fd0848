"""Reading values out of JSON by their place, so that every error says where it is and what was expected there."""

from collections.abc import Iterator, Mapping

from attrs import frozen


class CheckFileError(ValueError):
    """A file is no result of a check: which file, where in it, what was expected, and how to make one."""

    def __init__(self, file: str, place: str, problem: str) -> None:
        self.file, self.place, self.problem = file, place, problem
        at = f"{file}: {place}: " if place else f"{file}: "
        super().__init__(f"{at}{problem}; `sscard check --json > FILE` writes one")


@frozen
class Node:
    """An object of the file with its place."""

    file: str
    place: str
    values: Mapping[str, object]

    @classmethod
    def at(cls, file: str, place: str, value: object) -> "Node":
        """Return a value as an object. Raises: CheckFileError."""
        if not isinstance(value, dict):
            raise CheckFileError(file, place, "an object was expected")
        return cls(file, place, value)

    def _get(self, name: str, kind: type, told: str) -> object:
        value = self.values.get(name)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise CheckFileError(self.file, f"{self.place}.{name}".lstrip("."), f"{told} was expected")
        return value

    def text(self, name: str) -> str:
        """Return a text. Raises: CheckFileError."""
        return str(self._get(name, str, "a text"))

    def number(self, name: str) -> int:
        """Return a whole number. Raises: CheckFileError."""
        value = self._get(name, int, "a whole number")
        assert isinstance(value, int)
        return value

    def flag(self, name: str) -> bool:
        """Return true or false. Raises: CheckFileError."""
        return bool(self._get(name, bool, "true or false"))

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts. Raises: CheckFileError."""
        listed = self._listed(name)
        if not all(isinstance(each, str) for each in listed):
            raise CheckFileError(
                self.file, f"{self.place}.{name}".lstrip("."), "a list of texts was expected"
            )
        return tuple(str(each) for each in listed)

    def nodes(self, name: str) -> Iterator["Node"]:
        """Yield the objects of a list. Raises: CheckFileError."""
        for number, each in enumerate(self._listed(name)):
            yield Node.at(self.file, f"{self.place}.{name}[{number}]".lstrip("."), each)

    def node(self, name: str) -> "Node | None":
        """Return an object, None where there is null. Raises: CheckFileError."""
        value = self.values.get(name)
        return None if value is None else Node.at(self.file, f"{self.place}.{name}".lstrip("."), value)

    def maybe(self, name: str) -> str | None:
        """Return a text, None where there is null. Raises: CheckFileError."""
        return None if self.values.get(name) is None else self.text(name)

    def _listed(self, name: str) -> list[object]:
        value = self._get(name, list, "a list")
        assert isinstance(value, list)
        return value
