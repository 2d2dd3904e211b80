"""The arithmetic behind the figures, on numbers where the answers are known."""

import pytest
from measuring import agree
from report import duration
from samples import Spread, differences, median, next_count, quantile, ratios, spread
from targets import Excess, Ratio, Time, at_most, verdict


def test_quantiles_interpolate_between_neighbours():
    assert quantile([4, 1, 3, 2], 0) == 1
    assert quantile([4, 1, 3, 2], 1) == 4
    assert quantile([4, 1, 3, 2], 0.25) == 1.75
    assert median([5]) == 5
    assert median([3, 1]) == 2
    assert spread([1, 2, 3, 4, 5]) == Spread(2, 3, 4)
    with pytest.raises(ValueError):
        median([])


def test_one_disturbed_round_changes_little():
    assert spread([2, 2, 2, 2, 900]) == Spread(2, 2, 2)


def test_ratios_are_taken_within_a_round():
    # The machine was ten times slower in the second round, for both.
    assert ratios([1, 10], [2, 20]) == [0.5, 0.5]


def test_the_faster_peer_is_chosen_in_each_round():
    assert ratios([6, 6], [2, 3], [3, 2]) == [3, 3]


def test_every_library_takes_part_in_every_round():
    with pytest.raises(ValueError):
        ratios([1, 2], [1])
    with pytest.raises(ValueError):
        ratios([1, 2])


def test_differences():
    assert differences([3, 5], [1, 2]) == [2, 3]


@pytest.mark.parametrize("cost", [1e-7, 1e-4, 3e-3, 0.02, 0.7])
def test_counts_are_found_in_few_steps(cost):
    count, better, steps = 0, 1, 0
    while count != better:
        count, steps = better, steps + 1
        better = next_count(count, count * cost, 0.04)
    assert steps <= 6
    assert 0.02 <= count * cost <= 0.1 or count == 1


def test_a_clock_that_stood_still_asks_for_more():
    assert next_count(1, 0.0, 0.04) == 100


def test_verdicts():
    times = {"swnd": [0.9, 1.0, 1.1], "torch": [1.0, 1.0, 1.0], "numpy": [2.0, 2.0, 2.0]}
    assert verdict(at_most(1.0, "torch"), times) == ("1.00 (0.95-1.05) x torch <= 1.00 ok", True)
    assert verdict(at_most(1.0, "torch", "numpy"), times)[1]
    assert verdict(at_most(0.9, "torch"), times)[0].endswith("OVER")
    assert verdict(Ratio(("numpy",)), times) == ("0.50 (0.47-0.53) x numpy", None)
    assert verdict(Time(0.5), times)[1] is False
    assert verdict(Excess("numpy", 0.06), times)[1]
    assert verdict(at_most(1.0, "jax"), times) == ("not judged: no jax", None)


def test_durations_have_three_digits():
    assert duration(1.234e-6) == "1.23us"
    assert duration(9.996e-3) == "10.0ms"
    assert duration(99.96e-3) == "100ms"
    assert duration(5e-8) == "0.05us"
    assert duration(2) == "2.00s"


def test_digests_agree_up_to_the_last_digits():
    one = {"elements": 10, "sum": 1.0, "absolute": 100.0}
    assert agree(one, {"elements": 10, "sum": 1.05, "absolute": 100.05})
    assert not agree(one, {"elements": 10, "sum": 2.0, "absolute": 100.0})
    assert not agree(one, {"elements": 9, "sum": 1.0, "absolute": 100.0})
