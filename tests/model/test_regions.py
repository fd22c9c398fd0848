"""Regions: what the list knows, and what it says of a place that it does not list."""

import pytest

from sscard_core.model import regions


class TestRegions:
    """The list holds provinces, three provinces' prefectures, and the counties of two places."""

    @pytest.mark.parametrize(
        ("region", "known", "name"),
        [
            ("110101", True, "北京市"),
            ("440300", True, "广东省"),
            ("320508", True, "江苏省苏州市"),
            ("321400", False, "江苏省"),
            ("410711", True, "河南省新乡市牧野区"),
            ("410799", False, "河南省新乡市"),
            ("650000", True, "新疆维吾尔自治区"),
            ("650100", True, "新疆维吾尔自治区乌鲁木齐市"),
            ("652101", True, "新疆维吾尔自治区吐鲁番地区"),
            ("650900", False, "新疆维吾尔自治区"),
            ("659001", True, "新疆维吾尔自治区石河子市"),
            ("710000", True, "台湾省"),
            ("000000", False, ""),
            ("890101", False, ""),
        ],
    )
    def test_a_region_is_known_as_far_down_as_the_list_goes(
        self, region: str, name: str, *, known: bool
    ) -> None:
        assert regions.is_known(region) is known
        assert regions.name_of(region) == name

    def test_all_thirty_four_provinces_are_listed_and_the_permits_of_taiwan_beside_them(self) -> None:
        listed = {code for code in range(100) if regions.name_of(f"{code:02d}0000")}
        assert len(listed - {83}) == 34
        assert 83 in listed
