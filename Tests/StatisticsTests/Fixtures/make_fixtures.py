"""Writes statistics.json: expected values of the Statistics module.

    pip install numpy scipy statsmodels
    python3 Tests/StatisticsTests/Fixtures/make_fixtures.py

Made with numpy 2.4, scipy 1.17 and statsmodels 0.15, in a few minutes. Everything is computed in
another way than the Swift code does: contrasts by least squares on the two-way design, Dunnett's
critical values by adaptive quadrature and again by simulating whole panels, the bootstrap of the
best by enumerating every resample, the seed x image bootstrap by drawing resamples.
"""

import itertools
import json
import math
import pathlib

import numpy as np
from scipy import integrate, optimize, special, stats
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestPower
from statsmodels.stats.weightstats import ttost_paired


def student_t():
    cases = []
    for df in (1, 2, 3, 4, 5, 8, 10, 30, 76, 500, 10000):
        for t in (-12.0, -3.5, -1.0, -1e-3, 0.0, 0.3, 1.0, 2.0, 2.776, 5.0, 40.0):
            cases.append({"df": df, "t": t, "cdf": stats.t.cdf(t, df), "tail": stats.t.sf(t, df)})
    quantiles = []
    for df in (1, 2, 3, 4, 8, 30, 500, 10000):
        for p in (0.001, 0.025, 0.05, 0.3, 0.5, 0.9, 0.95, 0.975, 0.995, 0.9999):
            quantiles.append({"df": df, "p": p, "t": stats.t.ppf(p, df)})
    return {"cdf": cases, "quantile": quantiles}


def two_way(values):
    """The least-squares fit of arm + seed, arms first among the parameters."""
    arms, seeds = values.shape
    design = np.zeros((arms, seeds, arms + seeds - 1))
    for arm in range(arms):
        design[arm, :, arm] = 1
    for seed in range(1, seeds):
        design[:, seed, arms + seed - 1] = 1
    return OLS(values.reshape(-1), design.reshape(arms * seeds, -1)).fit()


def variance_ratios(values):
    ratios = []
    for arm in range(len(values)):
        others = np.delete(values, arm, 0)
        if len(others) < 2:
            ratios.append(1.0)
            continue
        own = np.var(values[arm] - others.mean(0), ddof=1) / (1 + 1 / len(others))
        ratios.append(float(own / two_way(others).mse_resid))
    return ratios


def pooled_arms(values):
    """The arms in the pool, and those whose variance is their own."""
    seeds = values.shape[1]
    pool = list(range(len(values)))
    while True:
        ratios = variance_ratios(values[pool])
        chance = len(pool) * stats.f.sf(max(ratios), seeds - 1, (seeds - 1) * (len(pool) - 2))
        if max(ratios) <= 4 or chance >= 0.01:
            shared = [arm for arm, ratio in zip(pool, ratios) if ratio <= 4]
            return pool, [arm for arm in range(len(values)) if arm not in shared]
        del pool[int(np.argmax(ratios))]


def panels():
    random = np.random.default_rng(2309)
    cases = []
    designs = ((2, 3, []), (3, 3, []), (5, 3, []), (5, 5, [0]), (8, 10, []), (9, 5, [0, 6]))
    for arms, seeds, wild in designs:
        while True:
            spread = np.full(arms, 0.4)
            spread[wild] *= 8
            values = 80 + random.normal(size=(arms, seeds)) * spread[:, None]
            values += random.normal(size=seeds)
            pool, own = pooled_arms(values)
            if own == wild:
                break
        fit = two_way(values[pool])
        contrasts = [{0: 1.0, 1: -1.0}]
        if arms > 2:
            contrasts.append({1: -1.0, 2: 1.0})
        if arms > 3:
            # Non-inferiority and the other half of equivalence, as shares of what attention is
            # worth: relu, softmax and uniform are arms 1, 2 and 3.
            contrasts.append({1: 1.0, 2: -0.8, 3: -0.2})
            contrasts.append({1: -1.0, 2: 1.15, 3: -0.15})
        intervals = []
        for contrast in contrasts:
            weights = np.zeros(arms)
            weights[list(contrast)] = list(contrast.values())
            if any(arm in wild for arm in contrast):
                per_seed = weights @ values
                result = stats.ttest_1samp(per_seed, 0, alternative="less")
                interval = stats.ttest_1samp(per_seed, 0).confidence_interval(0.95)
                estimate, low, high = per_seed.mean(), interval.low, interval.high
                df, p = seeds - 1, result.pvalue
            else:
                padded = np.zeros(len(fit.params))
                padded[: len(pool)] = weights[pool]
                result = fit.t_test(padded)
                estimate = result.effect[0]
                low, high = result.conf_int(0.05)[0]
                df = int(fit.df_resid)
                p = stats.t.cdf(result.tvalue.item(), df)
            intervals.append({"weights": weights.tolist(), "estimate": estimate, "low": low,
                              "high": high, "df": df, "pAtLeastZero": p})
        cases.append({"values": values.tolist(), "variance": fit.mse_resid,
                      "df": int(fit.df_resid), "ratios": variance_ratios(values), "wild": wild,
                      "intervals": intervals})
    return cases


def means():
    random = np.random.default_rng(8586)
    cases = []
    for n in (2, 3, 10):
        values = random.normal(81, 0.5, size=n)
        result = stats.ttest_1samp(values, 81)
        interval = result.confidence_interval(0.9)
        cases.append({"values": values.tolist(), "low90": float(interval.low),
                      "high90": float(interval.high), "estimate": float(values.mean())})
    return cases


def independent_differences():
    random = np.random.default_rng(86)
    cases = []
    for sizes, spreads in (((2, 2), (1, 1)), ((8, 8), (1, 1)), ((8, 120), (0.7, 0.4)), ((5, 3), (3, 0.1))):
        first, second = (random.normal(80, spread, n).round(2) for n, spread in zip(sizes, spreads))
        test = stats.ttest_ind(first, second, equal_var=False)
        interval = test.confidence_interval(0.95)
        cases.append({"first": first.tolist(), "second": second.tolist(), "df": float(test.df),
                      "difference": float(first.mean() - second.mean()),
                      "low": float(interval.low), "high": float(interval.high)})
    return cases


def medians():
    cases = []
    for n in (5, 6, 8, 12, 25, 60):
        for level in (0.95, 0.99):
            ranks = [k for k in range(1, n // 2 + 1)
                     if 2 * stats.binom.cdf(k - 1, n, 0.5) <= 1 - level]
            cases.append({"n": n, "level": level, "rank": max(ranks, default=0)})
    return cases


def equivalence():
    """Two one-sided tests of a paired difference; its p value is the larger of the two."""
    random = np.random.default_rng(15)
    cases = []
    for n in (3, 5, 10, 20):
        for shift in (0.0, 0.5, 1.2):
            first = random.normal(size=n)
            second = first + random.normal(shift, 0.4, size=n)
            p = ttost_paired(second, first, -1.0, 1.0)[0]
            cases.append({"first": first.tolist(), "second": second.tolist(), "margin": 1.0,
                          "p": p})
    return cases


def holm():
    cases = [[0.01], [0.04, 0.01, 0.03], [0.2, 0.5, 0.9], [0.001, 0.001, 0.02, 0.0004, 0.3]]
    return [{"p": p, "adjusted": multipletests(p, method="holm")[1].tolist()} for p in cases]


def sign_test():
    return [{"agreeing": k, "count": n,
             "p": float(stats.binomtest(k, n, 0.5, alternative="greater").pvalue)}
            for n in (1, 3, 5, 6, 20) for k in range(0, n + 1, 1 if n < 7 else 4)]


def dunnett_tail(d, others, df):
    """The chance that the largest of so many standardised differences from one mean exceeds d."""
    def given(s):
        inner = integrate.quad(
            lambda z: math.exp(-z * z / 2)
            * -math.expm1(others * special.log_ndtr(z + d * s * math.sqrt(2))),
            -10, 10, epsabs=0, epsrel=1e-12, limit=200)[0] / math.sqrt(2 * math.pi)
        return inner * 2 * df * s * stats.chi2.pdf(df * s * s, df)
    return integrate.quad(
        given, 0, 1 + 12 / np.sqrt(2 * df), epsabs=0, epsrel=1e-11, limit=200)[0]


def dunnett_critical(others, df, level):
    return float(optimize.brentq(
        lambda x: dunnett_tail(x, others, df) - (1 - level), 1, 9, xtol=1e-10))


def dunnett():
    return [{"others": others, "df": df, "level": level,
             "critical": dunnett_critical(others, df, level)}
            for others, df, level in ((1, 4, 0.95), (2, 2, 0.95), (2, 8, 0.95), (5, 8, 0.975),
                                      (6, 24, 0.95), (8, 80, 0.95), (12, 48, 0.99))]


def hsu_intervals():
    """Hsu's simultaneous intervals of the distance from the best, written out for whole panels.

    The variance is that of the least-squares fit of arm + seed. The lead of the best over the second
    errs with 1 - level at either end.
    """
    random = np.random.default_rng(1984)
    level = 0.95
    cases = []
    for centres, seeds in (((0, 0, -3), 3), ((0, 0.2, 0.1, -0.4, 0.15), 5), ((4, 0, 0.3, 0.1), 4),
                           ((0, 0, 0, 0, 0, 0, 0), 10)):
        while True:
            values = np.array(centres)[:, None] + 0.4 * random.normal(size=(len(centres), seeds))
            values += random.normal(size=seeds)
            if pooled_arms(values)[1] == []:
                break
        fit = two_way(values)
        others = len(values) - 1
        df = int(fit.df_resid)
        error = np.sqrt(2 * fit.mse_resid / seeds)
        mean = values.mean(1)
        reach = dunnett_critical(others, df, level) * error
        rivals = [np.delete(mean, arm).max() for arm in range(len(mean))]
        high = np.maximum(0, mean - rivals + reach)
        low = [min([0.0] + [mean[arm] - mean[other] - reach for other in range(len(mean))
                            if other != arm and high[other] > 0]) for arm in range(len(mean))]
        best = int(mean.argmax())
        strict = dunnett_critical(others, df, (1 + level) / 2) * error
        lead = mean[best] - rivals[best]
        cases.append({"values": values.tolist(), "estimates": (mean - rivals).tolist(),
                      "lows": low, "highs": high.tolist(),
                      "pAgainstBest": [dunnett_tail((rival - own) / error, others, df)
                                       for own, rival in zip(mean, rivals)],
                      "lead": lead, "leadLow": max(0, lead - strict), "leadHigh": high.max()})
    return cases


def binomial():
    return [{"accuracy": p, "images": n, "error": float(stats.binom.std(n, p) / n)}
            for p in (0.1, 0.5, 0.81, 1.0) for n in (80, 5000, 10000)]


def diverged_orders():
    """Seeds of two arms some of whose runs diverged: the sign test of SciPy, ties against either."""
    cases = []
    for n in (5, 6, 8):
        for above in range(n + 1):
            for below in range(n - above + 1):
                p_above, p_below = (
                    stats.binomtest(k, n, 0.5, alternative="greater").pvalue
                    for k in (above, below))
                cases.append({"above": above, "below": below, "ties": n - above - below,
                              "pAgainst": float(p_below),
                              "decision": "holds" if p_above <= 0.05
                              else "fails" if p_below <= 0.05 else "undecided"})
    return cases


def cells():
    """Statements over cells: all must hold; one that fails after Holm's correction fails them all.

    A cell is given by its t statistic and decided, with its two one-sided p values, at 2.5 %.
    """
    random = np.random.default_rng(1979)
    cases = []
    for count in (1, 2, 5, 8):
        for shift in (-2.5, -1.0, 1.0, 4.0, 6.0):
            t = random.normal(shift, 1.0, size=count)
            against, holding = stats.t.cdf(t, 8), stats.t.sf(t, 8)
            rejected = multipletests(against, alpha=0.025, method="holm")[0]
            cases.append({"pAgainst": against.tolist(), "pFor": holding.tolist(),
                          "decision": "fails" if rejected.any()
                          else "holds" if (holding <= 0.025).all() else "undecided"})
    return cases


def hsu_by_simulation():
    """Critical values and simultaneous p values from whole panels of equal arms.

    The statistic is the largest lead of another arm over arm 0, over the standard error of a
    difference, with the residual variance of arm + seed.
    """
    random = np.random.default_rng(1981)
    cases = []
    for arms, seeds in ((3, 3), (7, 5), (9, 10)):
        statistics = []
        for _ in range(100):
            panel = random.normal(size=(20_000, arms, seeds))
            panel += 3 * random.normal(size=(20_000, 1, seeds))
            means = panel.mean(2)
            residuals = (panel - means[:, :, None] - panel.mean(1)[:, None]
                         + panel.mean((1, 2))[:, None, None])
            variance = (residuals ** 2).sum((1, 2)) / ((arms - 1) * (seeds - 1))
            lead = means[:, 1:].max(1) - means[:, 0]
            statistics.append(lead / np.sqrt(2 * variance / seeds))
        statistics = np.sort(np.concatenate(statistics))
        count = len(statistics)
        for level in (0.9, 0.95, 0.99):
            spread = np.sqrt(level * (1 - level) * count)
            low, middle, high = (statistics[int(level * count + step * spread)]
                                 for step in (-1, 0, 1))
            cases.append({"arms": arms, "seeds": seeds, "level": level, "critical": middle,
                          "error": (high - low) / 2})
    return cases


def optimum():
    """The bootstrap of the best grid point over every one of the n^n resamples."""
    random = np.random.default_rng(100)
    cases = []
    for points, seeds, curvature in ((5, 5, 0.3), (9, 5, 0.05), (7, 6, 0.1)):
        middle = (points - 1) / 2
        values = -curvature * (np.arange(points) - middle)[:, None] ** 2
        values = values + 0.5 * random.normal(size=(points, seeds)) + random.normal(size=seeds)
        draws = np.array(list(itertools.product(range(seeds), repeat=seeds)))
        best = values[:, draws].sum(2).argmax(0)
        shares = np.bincount(best, minlength=points) / len(draws)
        tail = stats.norm.cdf(-stats.t.ppf(0.975, seeds - 1) * np.sqrt(seeds / (seeds - 1)))
        cases.append({"values": values.tolist(), "shares": shares.tolist(), "tail": tail,
                      "best": int(values.mean(1).argmax()),
                      "low": int(np.argmax(np.cumsum(shares) > tail)),
                      "high": points - 1 - int(np.argmax(np.cumsum(shares[::-1]) > tail))})
    return cases


def seed_image():
    """Resamples of seeds and images, with each part scaled to an unbiased spread.

    Drawing both counts the spread of the remainder three times, of which two are taken off.
    """
    random = np.random.default_rng(10_000)
    resamples = 20_000
    cases = []
    for seeds, images in ((3, 50), (5, 80)):
        easy = random.normal(size=images)
        skill = random.normal(0.4, 0.3, size=(seeds, 1))
        right = random.normal(size=(seeds, images)) < easy + skill
        other = random.normal(size=(seeds, images)) < easy
        table = right.astype(float) - other
        mean = table.mean()
        by_seed = table.mean(1, keepdims=True) - mean
        by_image = table.mean(0, keepdims=True) - mean
        rest = table - mean - by_seed - by_image
        grow, grow_images = np.sqrt(seeds / (seeds - 1)), np.sqrt(images / (images - 1))
        table = mean + by_seed * grow + by_image * grow_images + rest * grow * grow_images

        def spread(draw_seeds, draw_images):
            results = []
            for _ in range(resamples):
                rows = random.integers(seeds, size=seeds) if draw_seeds else np.arange(seeds)
                columns = random.integers(images, size=images) if draw_images else np.arange(images)
                results.append(table[np.ix_(rows, columns)].mean())
            return float(np.std(results))

        drawn = spread(True, True)
        excess = 2 * (rest ** 2).sum() / (seeds * (seeds - 1) * images * (images - 1))
        both = np.sqrt(drawn ** 2 - excess)
        cases.append({"differences": (right.astype(float) - other).tolist(),
                      "difference": mean, "both": both,
                      "seedsOnly": spread(True, False), "imagesOnly": spread(False, True),
                      # Relative, of a standard deviation over this many resamples.
                      "error": 1 / np.sqrt(2 * resamples),
                      "bothError": (drawn / both) ** 2 / np.sqrt(2 * resamples)})
    return cases


def equivalence_power(margin, difference, n, df, level=0.9):
    """Power of two one-sided tests with standard deviation 1, over the spread's distribution."""
    t = stats.t.ppf((1 + level) / 2, df)
    error = 1 / np.sqrt(n)

    def given(s):
        reach = margin - t * s * error
        if reach <= 0:
            return 0
        inside = (stats.norm.cdf((reach - difference) / error)
                  - stats.norm.cdf((-reach - difference) / error))
        return inside * 2 * df * s * stats.chi2.pdf(df * s * s, df)
    end = margin / (t * error)
    return integrate.quad(given, 0, end, points=[min(1, end / 2)], epsabs=1e-13, limit=400)[0]


def power():
    orders = []
    for n in (3, 5, 10, 40):
        for effect in (0.2, 0.5, 1.0, 3.0):
            orders.append({"n": n, "effect": effect, "power": float(TTestPower().power(
                effect, n, 0.025, alternative="larger"))})
    seeds = [{"effect": effect, "seeds": int(np.ceil(TTestPower().solve_power(
        effect, power=0.8, alpha=0.025, alternative="larger")))}
        for effect in (0.1, 0.3, 0.7, 1.5)]
    equivalences = [{"margin": margin, "difference": difference, "n": n, "dfPerSeed": per_seed,
                     "power": equivalence_power(margin, difference, n, (n - 1) * per_seed)}
                    for margin in (1.0, 2.0) for difference in (0.0, 0.5)
                    for n in (3, 5, 10) for per_seed in (1, 7)]
    margins = [{"n": n, "margin": optimize.brentq(
        lambda margin: equivalence_power(margin, 0, n, n - 1) - 0.8, 0.3, 4, xtol=1e-12)}
        for n in (5, 10, 20)]
    return {"orders": orders, "seeds": seeds, "equivalences": equivalences, "margins": margins}


if __name__ == "__main__":
    fixtures = {"studentT": student_t(), "panels": panels(), "means": means(),
                "independentDifferences": independent_differences(),
                "medians": medians(), "equivalence": equivalence(), "holm": holm(),
                "signTest": sign_test(), "dunnett": dunnett(), "hsu": hsu_by_simulation(),
                "hsuIntervals": hsu_intervals(), "binomial": binomial(),
                "divergedOrders": diverged_orders(), "cells": cells(),
                "optimum": optimum(), "seedImage": seed_image(), "power": power()}
    path = pathlib.Path(__file__).parent / "statistics.json"
    path.write_text(json.dumps(fixtures, indent=1, default=float) + "\n")
