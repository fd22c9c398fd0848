"""Every check of the project. `nox` runs them all; `nox -s NAME` runs one; `nox -l` lists them."""

import nox

nox.needs_version = ">=2025.2"
nox.options.sessions = ["types", "lint", "tests", "scenarios", "check"]
nox.options.reuse_existing_virtualenvs = True
nox.options.error_on_missing_interpreters = True


def install(session: nox.Session, extras: str) -> None:
    """Install the project in a session's own environment; with --no-venv the caller's must have it."""
    if session.virtualenv.is_sandboxed:
        session.install("--editable", f".[{extras}]")


@nox.session
def types(session: nox.Session) -> None:
    """Check types, strictly, tests included."""
    install(session, "dev")
    session.run("mypy")


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and formatting."""
    install(session, "dev")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests and the doctests of package and README."""
    install(session, "dev")
    session.run("pytest", *session.posargs)


@nox.session
def scenarios(session: nox.Session) -> None:
    """Play every scenario, and require a rule and evidence for every checkable clause."""
    install(session, "test")
    session.run("sscard", "run", "specs/scenarios")
    session.run("sscard", "clauses", "--missing")


@nox.session
def check(session: nox.Session) -> None:
    """Explore every state of the four rulebooks, compare with the specification, prove the ledgers."""
    install(session, "test")
    session.run("sscard", "check", *session.posargs)


@nox.session
def faults(session: nox.Session) -> None:
    """Do that, and plant every single fault of tables, rulebooks and conditions. Takes some minutes."""
    install(session, "test")
    session.run("sscard", "check", "--faults", *session.posargs)


@nox.session
def mutation(session: nox.Session) -> None:
    """Change the code of the desk, the conditions and the identifiers, one spot at a time. Takes a long while."""
    install(session, "test")
    session.run("python", "tests/mutation", *session.posargs)


@nox.session
def spin(session: nox.Session) -> None:
    """Run the specification in Spin, whole as well as in its views, and keep its graphs. Needs spin and gcc."""
    install(session, "test")
    session.run("python", "-m", "sscard_core.checking.keep", "specs")


@nox.session
def demo(session: nox.Session) -> None:
    """Show one scenario in full, in both languages, and why one step was refused."""
    install(session, "test")
    shown = "specs/scenarios/jiangsu-temporary-loss-lapses.yaml"
    session.run("sscard", "run", "--lang", "en", shown)
    session.run("sscard", "run", "--lang", "zh", shown)
    session.run("sscard", "explain", shown, "--step", "5")


@nox.session
def bench(session: nox.Session) -> None:
    """Print what a decision costs beside its peers, and what a card file weighs. Takes some minutes."""
    install(session, "dev,device")
    for name in ("decisions", "exploring", "walking", "chip", "lines", "simulating"):
        session.run("python", f"tests/bench/{name}.py", *session.posargs)


@nox.session
def validation(session: nox.Session) -> None:
    """Run the simulation against closed forms 400 times, and write specs/validation.md. Takes a long while."""
    install(session, "dev")
    session.run("python", "tests/simulation/theory/validation.py", *session.posargs)


@nox.session
def diagrams(session: nox.Session) -> None:
    """Draw specs/diagrams/ anew, from the tables that run. Needs Graphviz."""
    install(session, "audit")
    session.run("python", "-m", "sscard_core.audit.diagrams.keep", "specs")
