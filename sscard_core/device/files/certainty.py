"""How sure the library is of a fact about the chip: the texts of LD/T 32 were not at hand."""

from sscard_core.model.words import Word


class Certainty(Word):
    """Where a fact about the chip comes from. Facts that were not found are arguments, never constants."""

    AGREED = "A", "两个以上独立来源一致"
    SINGLE = "B", "一个来源"
    WEAK = "C", "仅见于个别厂商"
    UNKNOWN = "not found", "未查到"
    STANDARD = "standard", "公开标准"
