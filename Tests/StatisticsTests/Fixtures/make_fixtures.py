"""Writes statistics.json: expected values of the Statistics module, from SciPy and NumPy.

    python3 Tests/StatisticsTests/Fixtures/make_fixtures.py

Made with scipy 1.17 and numpy 2.4, in about three minutes. The two-way residual variance comes from
least squares and Dunnett's critical values from adaptive quadrature, unlike in the Swift code.
"""

import json
import pathlib

import numpy as np
from scipy import integrate, optimize, stats


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
    """Residual variance and degrees of freedom of arm + seed, by least squares."""
    arms, seeds = values.shape
    design = []
    for arm in range(arms):
        for seed in range(seeds):
            row = np.zeros(arms + seeds - 1)
            row[arm] = 1
            if seed > 0:
                row[arms + seed - 1] = 1
            design.append(row)
    design = np.array(design)
    target = values.reshape(-1)
    fitted = design @ np.linalg.lstsq(design, target, rcond=None)[0]
    df = arms * seeds - np.linalg.matrix_rank(design)
    return float(((target - fitted) ** 2).sum() / df), int(df)


def panels():
    random = np.random.default_rng(2309)
    cases = []
    for arms, seeds, wild in ((2, 3, 1.0), (3, 3, 1.0), (5, 3, 1.0), (5, 5, 8.0), (8, 10, 1.0)):
        while True:
            spread = np.full(arms, 0.4)
            spread[0] *= wild
            values = 80 + random.normal(size=(arms, seeds)) * spread[:, None]
            values += random.normal(size=seeds)
            ratios = []
            for arm in range(arms):
                others = np.delete(values, arm, 0)
                if len(others) < 2:
                    ratios.append(1.0)
                    continue
                own = np.var(values[arm] - others.mean(0), ddof=1) / (1 + 1 / len(others))
                ratios.append(float(own / two_way(others)[0]))
            # The first arm is the only one that may have its own variance.
            if max(ratios[1:]) < 4 and (ratios[0] > 4) == (wild > 1):
                break
        variance, df = two_way(values)
        weights = [0.0] * arms
        weights[0], weights[1] = 1.0, -1.0
        contrasts = [weights]
        if arms > 2:
            contrasts.append([0.0, -1.2, 1.0] + [0.0] * (arms - 3))
            contrasts[-1][-1] += 0.2
        intervals = []
        for weights in contrasts:
            per_seed = np.array(weights) @ values
            if ratios[0] > 4 and weights[0] != 0:
                se, used = float(stats.sem(per_seed)), seeds - 1
            else:
                se, used = float(np.sqrt(np.dot(weights, weights) * variance / seeds)), df
            low, high = stats.t.interval(0.95, used, loc=per_seed.mean(), scale=se)
            intervals.append(
                {"weights": weights, "estimate": float(per_seed.mean()), "low": float(low),
                 "high": float(high), "df": used,
                 "pAtLeastZero": float(stats.t.cdf(per_seed.mean() / se, used))})
        cases.append({"values": values.tolist(), "variance": variance, "df": df,
                      "ratios": ratios, "intervals": intervals})
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


def holm():
    def adjust(p):
        order = np.argsort(p, kind="stable")
        adjusted = np.maximum.accumulate((len(p) - np.arange(len(p))) * np.array(p)[order])
        result = np.empty(len(p))
        result[order] = np.minimum(adjusted, 1)
        return result.tolist()
    cases = [[0.01], [0.04, 0.01, 0.03], [0.2, 0.5, 0.9], [0.001, 0.001, 0.02, 0.0004, 0.3]]
    return [{"p": p, "adjusted": adjust(p)} for p in cases]


def sign_test():
    return [{"agreeing": k, "count": n,
             "p": float(stats.binomtest(k, n, 0.5, alternative="greater").pvalue)}
            for n in (1, 3, 5, 6, 20) for k in range(0, n + 1, 1 if n < 7 else 4)]


def dunnett():
    def probability(d, others, df):
        def given(s):
            inner = integrate.quad(
                lambda z: stats.norm.pdf(z) * stats.norm.cdf(z + d * s * np.sqrt(2)) ** others,
                -10, 10, epsabs=1e-12)[0]
            return inner * 2 * df * s * stats.chi2.pdf(df * s * s, df)
        return integrate.quad(given, 0, 1 + 12 / np.sqrt(2 * df), epsabs=1e-11, limit=200)[0]
    cases = []
    for others, df in ((1, 4), (2, 8), (5, 8), (6, 24), (8, 80)):
        d = optimize.brentq(lambda x: probability(x, others, df) - 0.95, 1, 6, xtol=1e-10)
        cases.append({"others": others, "df": df, "level": 0.95, "critical": float(d)})
    return cases


if __name__ == "__main__":
    fixtures = {"studentT": student_t(), "panels": panels(), "means": means(), "holm": holm(),
                "signTest": sign_test(), "dunnett": dunnett()}
    path = pathlib.Path(__file__).parent / "statistics.json"
    path.write_text(json.dumps(fixtures, indent=1, default=float) + "\n")
