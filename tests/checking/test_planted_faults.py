"""Single faults of a rulebook and of the table: which of them a judge notices, by what, and which are none."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from exploration_samples import few_explored, law
from attrs import define, field

from sscard_core import RULEBOOK_IDS, Desk, rulebook
from sscard_core.checking.explore import VERIFIER
from sscard_core.checking.killing import ALIKE, Judge, edge_samples_of, samples_of
from sscard_core.checking.mutants import TOLD_ONLY, Mutant, mutants, table_mutants
from sscard_core.checking.projection import explore_view
from sscard_core.checking.properties import PROMISES
from sscard_core.checking.questions import OpenDesk
from sscard_core.lifecycle import engine
from sscard_core.lifecycle.engine import another_table, fire, row_for
from sscard_core.lifecycle.rules import Rules
from sscard_core.lifecycle.table import TABLE, Region, Trigger
from sscard_core.model.arguments import RequestName
from sscard_core.model.statuses import Order
from sscard_core.rulebooks.book import Rulebook
