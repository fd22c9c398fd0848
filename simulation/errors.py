"""What a user can get wrong, as data in two languages: a mistake in a file, all of them at once, and what cannot run."""

from attrs import frozen

from sscard_core.yaml_files.nodes import YamlFileError


@frozen
class Mistake:
    """One mistake: its line, what was found and how to mend it, in English and in Chinese."""

    line: int
    en: str
    zh: str
    is_warning: bool = False


class NetworkFileError(YamlFileError):
    """A network file cannot be used. `mistakes` has them all; the text is that of the first."""

    def __init__(self, file: str, line: int, problem: str, mistakes: tuple[Mistake, ...] = ()) -> None:
        super().__init__(file, line, problem)
        self.mistakes = mistakes or (Mistake(line, problem, problem),)


class SimulationError(ValueError):
    """A run that cannot be made as asked: what, and the remedy."""


class OptionError(SimulationError):
    """An option of a command that cannot be used: what was found and the remedy, in English and in Chinese."""

    def __init__(self, en: str, zh: str) -> None:
        self.en, self.zh = en, zh
        super().__init__(en)
