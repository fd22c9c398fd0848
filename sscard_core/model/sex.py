"""Sex, which a citizen number also tells."""

from sscard_core.model.words import Word


class Sex(Word):
    """Sex, as AAC004 codes it (GB/T 2261.1)."""

    MALE = "male", "男"
    FEMALE = "female", "女"
    UNSTATED = "unstated", "未说明"
