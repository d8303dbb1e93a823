"""Prints the numbers of SeparationTest and RankCorrelationTest: scipy 1.10.1, statistics that share no code with the program.

/usr/bin/python3 separation.py
"""
from itertools import permutations

from numpy import percentile
from scipy.stats import ks_2samp, mannwhitneyu, spearmanr

GROUPS = {
    "apart": ([0.31, 0.12, 0.27, 0.44, 0.18, 0.35], [0.52, 0.61, 0.47, 0.73, 0.58]),
    "overlapping": ([1.2, 0.7, 2.9, 1.1, 3.3, 0.4, 2.2, 1.9], [2.5, 3.1, 1.6, 4.2, 3.6, 2.0, 5.1]),
    "ties": ([1, 2, 2, 3, 3, 3, 4], [2, 3, 3, 4, 4, 5, 5, 5]),
    "spread": ([4.8, 4.9, 5.0, 5.1, 5.2, 4.95, 5.05, 5.15, 4.85, 5.01], [1, 9, 2, 8, 3, 7, 0, 10, 2.5, 7.5]),
    "large": ([(37 * i % 101) / 101 for i in range(101)], [(41 * i % 103) / 103 + 0.3 for i in range(103)]),
}
for name, (low, high) in GROUPS.items():
    ks = ks_2samp(low, high)
    u = mannwhitneyu(high, low).statistic
    print(name, "ks", repr(ks.statistic), "p", repr(ks.pvalue), "auc", repr(u / len(low) / len(high)))

PAIRS = {
    "plain": ([3.1, 0.2, 5.5, 4.4, 2.7, 9.1, 7.3, 6.8, 1.5, 8.8], [0.61, 0.55, 0.71, 0.58, 0.66, 0.93, 0.91, 0.69, 0.50, 0.84]),
    "ties": ([1, 2, 2, 3, 3, 3, 4, 5, 5, 6, 7, 7], [9, 8, 8, 8, 6, 7, 6, 4, 5, 5, 2, 3]),
    "none": ([1, 2, 3, 4, 5, 6, 7, 8, 9], [5, 1, 9, 2, 8, 4, 6, 3, 7]),
}
for name, (x, y) in PAIRS.items():
    rho = spearmanr(x, y)
    print(name, "rho", repr(rho.correlation), "p", repr(rho.pvalue))

SMALL = {
    "three": ([1, 2, 3], [10, 20, 30]),
    "six": ([1, 2, 2, 4, 5, 6], [2, 1, 3, 3, 6, 5]),
    "eight": ([1, 2, 3, 4, 5, 6, 7, 8], [3, 1, 4, 2, 5, 8, 6, 7]),
}
for name, (x, y) in SMALL.items():
    rho = spearmanr(x, y).correlation
    orders = [abs(spearmanr(x, order).correlation) for order in permutations(y)] if len(x) < 8 else None
    if orders is None:  # spearmanr takes a minute over 40,320 orders; without ties rho = 1 - 6 sum d^2 / (n (n^2 - 1))
        orders = [abs(1 - 6 * sum((a - b) ** 2 for a, b in zip(x, order)) / (8 * 63)) for order in permutations(y)]
    print(name, "rho", repr(rho), "p", repr(sum(o >= abs(rho) - 1e-9 for o in orders) / len(orders)))


def splitmix(seed):  # Steele, Lea, Flood: Fast splittable pseudorandom number generators (2014)
    mask = 2**64 - 1
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) & mask
        z = (seed ^ seed >> 30) * 0xBF58476D1CE4E5B9 & mask
        z = (z ^ z >> 27) * 0x94D049BB133111EB & mask
        yield z ^ z >> 31


def resampled(low, high, random):
    low = [low[(next(random) >> 32) * len(low) >> 32] for _ in low]
    high = [high[(next(random) >> 32) * len(high) >> 32] for _ in high]
    return mannwhitneyu(high, low, method="asymptotic").statistic / len(low) / len(high)


for name in ("overlapping", "ties"):
    random = splitmix(42)
    print(name, "interval", *map(repr, percentile([resampled(*GROUPS[name], random) for _ in range(2000)], [2.5, 97.5]).tolist()))
