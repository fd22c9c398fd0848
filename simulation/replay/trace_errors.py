"""What is wrong with a file that a replay was given: where it stands, what was found, what to write instead."""


class TraceError(ValueError):
    """A trace is not what it should be: file, line, column, what was found, and the remedy."""

    def __init__(self, file: str, line: int, column: str, problem: str) -> None:
        self.file, self.line, self.column, self.problem = file, line, column, problem
        at = f"{file}:{line}" if line else file
        super().__init__(f"{at}: {column}: {problem}" if column else f"{at}: {problem}")


class FitError(ValueError):
    """A file of fitted figures is not what it should be: file, field, what was found, and the remedy."""

    def __init__(self, file: str, field: str, problem: str) -> None:
        self.file, self.field, self.problem = file, field, problem
        super().__init__(f"{file}: {field}: {problem}" if field else f"{file}: {problem}")
