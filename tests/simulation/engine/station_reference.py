"""A slow, plain model of a station: at each moment it looks at everyone, and it shares no code with the engine."""

import math

from simulation.engine.station import AtClosing, Customers, Fate, Floats, QueueAtClosing, Station


class Reference:
    """Lists of people, searched afresh each time."""

    def __init__(self, station: Station, customers: Customers) -> None:
        count = len(customers)
        self.station, self.customers = station, customers
        patience = customers.patience
        self.until = [math.inf if patience is None else float(each) for each in _untils(customers)]
        self.left = [float(each) for each in customers.service]
        self.start = [math.nan] * count
        self.fate = [Fate.INSIDE] * count
        self.line: list[int] = []
        self.handed: list[int] = []
        self.busy: dict[int, float] = {}
        self.open = 0
        self.staying = False
        self.planned = 0

    def key(self, customer: int) -> tuple[float, int]:
        kind = 0 if self.customers.classes is None else int(self.customers.classes[customer])
        return float(self.customers.arrival[customer]) - self.station.credits[kind], customer

    def give_up(self, now: float) -> None:
        for each in [each for each in self.line if self.until[each] < now]:
            self.line.remove(each)
            self.fate[each] = Fate.RENEGED

    def call(self, now: float) -> None:
        self.give_up(now)
        while len(self.busy) < self.open and (self.handed or self.line):
            chosen = min(self.handed) if self.handed else min(self.line, key=self.key)
            (self.handed if self.handed else self.line).remove(chosen)
            if math.isnan(self.start[chosen]):
                self.start[chosen] = now
            self.busy[chosen] = now + self.left[chosen]

    def finish(self, now: float) -> None:
        done = min(self.busy, key=lambda each: self.busy[each])
        del self.busy[done]
        self.fate[done] = Fate.SERVED
        self.call(now)
        if self.staying and len(self.busy) < self.open:
            self.staying, self.open = False, self.planned

    def arrive(self, customer: int, now: float) -> None:
        self.give_up(now)
        limit = math.inf if self.customers.line is None else int(self.customers.line[customer])
        waiting = len(self.line) + len(self.handed)
        if len(self.busy) >= self.open and waiting >= limit:
            if self.customers.calls_back is None or not self.customers.calls_back[customer]:
                self.fate[customer] = Fate.BALKED
                return
            self.until[customer] = math.inf
        self.line.append(customer)
        self.call(now)

    def change(self, place: int, now: float) -> None:
        self.give_up(now)
        ends = bool(self.station.day_ends[place])
        self.planned = int(self.station.windows[place])
        waits = bool(self.line or self.handed)
        serves = self.station.queue_at_closing is QueueAtClosing.SERVE
        self.staying = ends and serves and self.open > 0 and waits
        if self.staying:
            return
        self.open = self.planned
        if self.station.at_closing is not AtClosing.FINISH:
            self.break_off(now)
        self.call(now)
        if ends:
            for each in self.line:
                self.fate[each] = Fate.TURNED_AWAY
            for each in self.handed:
                self.fate[each] = Fate.INTERRUPTED
            self.line, self.handed = [], []

    def break_off(self, now: float) -> None:
        while len(self.busy) > self.open:
            last = max(self.busy, key=lambda each: (self.busy[each], each))
            end = self.busy.pop(last)
            if self.station.at_closing is AtClosing.INTERRUPT:
                self.fate[last] = Fate.INTERRUPTED
            else:
                self.left[last] = end - now
                self.handed.append(last)

    def run(self) -> None:
        coming = [(float(each), 2, place) for place, each in enumerate(self.customers.arrival)]
        changes = [(float(each), 1, place) for place, each in enumerate(self.station.changes)]
        for now, what, place in sorted([*coming, *changes]):
            self.work_until(now)
            (self.arrive if what == 2 else self.change)(place, now)
        self.work_until(math.inf)
        self.give_up(math.inf)

    def work_until(self, now: float) -> None:
        while self.busy and min(self.busy.values()) <= now:
            self.finish(min(self.busy.values()))


def _untils(customers: Customers) -> Floats:
    return customers.arrival + (math.inf if customers.patience is None else customers.patience)


def reference_fates(station: Station, customers: Customers) -> tuple[list[float], list[int]]:
    """Return start and fate of everyone."""
    reference = Reference(station, customers)
    reference.run()
    return reference.start, [int(each) for each in reference.fate]
