"""The rules of the Chinese social security card (社会保障卡), run exactly, with their clauses.

Build a rulebook, put a request to its desk, and read the decision: what happened, what it costs, when it is due, what is
missing, and on which clauses and assumptions it rests.
"""

from sscard_core.lifecycle.desk import Desk, Presented, StaleMoment
from sscard_core.lifecycle.explain import Explanation, explain
from sscard_core.lifecycle.opening import Situation, Start, open_file
from sscard_core.lifecycle.status import Status, status
from sscard_core.model import requests
from sscard_core.model.card_file import CardFile
from sscard_core.model.citations import Assumption, Clause
from sscard_core.model.decisions import Decision, Outcome, Refused
from sscard_core.model.events import Event, fold, ledger
from sscard_core.model.moments import SHANGHAI
from sscard_core.model.money import Fen, read_yuan, show_yuan
from sscard_core.model.people import Holder
from sscard_core.model.pins import HmacPinVerifier, PinVerifier
from sscard_core.model.refusals import RefusalCode
from sscard_core.rulebooks import RULEBOOK_IDS, find_rulebook, load_rulebook, rulebook
from sscard_core.rulebooks.book import Rulebook

__all__ = [
    "RULEBOOK_IDS",
    "SHANGHAI",
    "Assumption",
    "CardFile",
    "Clause",
    "Decision",
    "Desk",
    "Event",
    "Explanation",
    "Fen",
    "HmacPinVerifier",
    "Holder",
    "Outcome",
    "PinVerifier",
    "Presented",
    "RefusalCode",
    "Refused",
    "Rulebook",
    "Situation",
    "StaleMoment",
    "Start",
    "Status",
    "explain",
    "find_rulebook",
    "fold",
    "ledger",
    "load_rulebook",
    "open_file",
    "read_yuan",
    "requests",
    "rulebook",
    "show_yuan",
    "status",
]
