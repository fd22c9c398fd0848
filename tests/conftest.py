"""What all tests share: one Hypothesis profile, so that a run today and a run tomorrow try the same examples; the book."""

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=60,
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("deep", deadline=None, max_examples=2000)
settings.load_profile("ci")

pytest.register_assert_rewrite("card_model", "checked_card")
pytest_plugins = ["book_fixtures", "daemon_fixtures"]
