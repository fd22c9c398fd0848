"""What is fitted to a trace and used on another: small, versioned, and checked when it is read."""

from attrs import frozen

from simulation.replay.presence import PresenceRule


@frozen
class Turnaround:
    """Time from the end of a service to an agent's readiness for the next."""

    seconds: tuple[float, ...]
    """Quantiles at equal steps of probability, from the least to the greatest; between them it is linear."""


@frozen
class Pauses:
    """Short pauses of agents who are there with nobody to serve: they miss a call and are back a little later."""

    missed: float
    """Chance that an idle agent misses the call she should take, independent of her colleagues'."""
    back_after_s: float
    """Mean time from the missed call to her return, exponential."""


@frozen
class Patience:
    """How long callers wait before they hang up, given that they were not served at once.

    Source: the product-limit estimator of E. L. Kaplan and P. Meier, J. Am. Stat. Assoc. 53 (1958) 457-481; callers who
    were served are censored at their wait.
    """

    at_once: float
    """Share that hangs up at once, on finding that there is a queue."""
    seconds: tuple[float, ...]
    """Ends of the steps of the curve, ascending."""
    staying: tuple[float, ...]
    """Share still waiting after each of them, descending."""


@frozen
class CallType:
    """What a type of call is like."""

    service_mean_s: float
    service_cv: float
    """Mean and coefficient of variation of a service, for callers whose service the trace does not hold."""
    priorities: tuple[float, float, float]
    """Shares of the priorities 0, 1 and 2 among callers that had to queue."""


@frozen
class Fit:
    """A fitted model of the call centre. Times are seconds."""

    fitted_on: tuple[str, ...]
    """The days it was fitted on."""
    presence: PresenceRule
    turnaround: Turnaround
    pauses: Pauses
    patience: Patience
    queue_limit: int
    """So many wait at most; who comes then hangs up at once."""
    credit_s: tuple[float, float, float]
    """How much longer callers of priority 0, 1 and 2 count as having waited."""
    types: dict[str, CallType]
