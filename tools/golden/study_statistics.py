"""Intervals and tests by SciPy and statsmodels. Writes test/golden/statistics.json."""
import json, sys
import numpy as np, scipy, statsmodels
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(2026)

def samples():
    yield "normal 30", rng.normal(0.2, 1, 30)
    yield "normal 60", rng.normal(0.1, 1, 60)
    yield "five", rng.normal(0.5, 1, 5)
    yield "ties 30", np.round(rng.normal(0.3, 1, 30), 1)
    yield "zeros 20", np.where(rng.random(20) < 0.3, 0, rng.normal(0.5, 1, 20))
    yield "ties and zeros 60", np.round(rng.normal(0, 1, 60), 0)
    yield "skewed 30", rng.exponential(1, 30)
    yield "accuracies 30", 1 - rng.integers(0, 40, 30) / 2000

def nadeau(x, train, test):
    n, m = len(x), np.mean(x)
    se = np.sqrt(np.var(x, ddof=1) * (1 / n + test / train))
    h = stats.t.ppf(0.975, n - 1) * se
    return {"mean": m, "interval": [m - h, m + h], "p": 2 * stats.t.sf(abs(m / se), n - 1)}

cases = []
for name, x in samples():
    x = np.asarray(x, float)
    w = stats.wilcoxon(x)
    b = stats.bootstrap((x,), np.mean, n_resamples=200000, batch=20000, method="BCa", random_state=1)
    cases.append({
        "name": name, "values": x.tolist(), "mean": np.mean(x), "variance": np.var(x, ddof=1),
        "quantiles": [[q, np.quantile(x, q)] for q in (0, 0.1, 0.25, 0.5, 0.9, 1)],
        "wilcoxon": {"statistic": w.statistic, "p": w.pvalue},
        "bca": [b.confidence_interval.low, b.confidence_interval.high], "standardError": b.standard_error,
        "nadeau": nadeau(x, 700, 300),
    })
def wilcoxon(name, x):
    w = stats.wilcoxon(np.asarray(x, float))
    return {"name": name, "values": np.asarray(x, float).tolist(), "statistic": w.statistic, "p": w.pvalue}

# Around SciPy's limits between exact and approximate: 13 values with ties or zeros, 50 without.
signed_ranks = [wilcoxon(f"{n} without ties", rng.normal(0.3, 1, n)) for n in (1, 2, 5, 13, 14, 30, 49, 50, 51, 80)]
signed_ranks += [wilcoxon(f"{n} with ties", np.round(rng.normal(0.4, 1.2, n)) + 0.5) for n in (3, 8, 13, 14, 30, 50, 60)]
signed_ranks += [wilcoxon(f"{n} with a zero", np.append(rng.normal(0.5, 1, n - 1), 0)) for n in (4, 13, 14, 50, 51, 52)]
signed_ranks += [wilcoxon(f"{n} with ties and zeros", np.round(rng.normal(0.5, 1, n))) for n in (6, 13, 14, 30, 60)]
signed_ranks += [wilcoxon("all the same", [0.25] * 6), wilcoxon("all below", -np.arange(1.0, 31)), wilcoxon("balanced", [1, -1, 2, -2])]
p = [0.001, 0.04, 0.03, 0.2, 0.0005, 0.04, 0.9]
out = {
    "tool": "SciPy and statsmodels", "version": f"{scipy.__version__}, {statsmodels.__version__}", "script": "tools/golden/study_statistics.py",
    "cases": cases,
    "wilson": [[k, n, *proportion_confint(k, n, 0.05, "wilson")] for k, n in [(0, 30), (1, 30), (15, 30), (21, 30), (30, 30), (3, 4)]],
    "holm": {"p": p, "adjusted": multipletests(p, method="holm")[1].tolist()},
    "wilcoxon": signed_ranks,
    "wilsonLevels": [[k, n, level, *proportion_confint(k, n, 1 - level, "wilson")] for k, n in [(0, 5), (7, 9), (90, 1000)] for level in (0.5, 0.9, 0.99)],
    "holmMore": [{"p": q, "adjusted": multipletests(q, method="holm")[1].tolist()} for q in ([0.3], [0.02, 0.02, 0.02], [0.5, 0.6, 0, 1], rng.random(12).tolist())],
    "t": [[t, d, stats.t.cdf(t, d)] for t in (-5, -1, 0, 0.3, 2.5) for d in (1, 4, 29, 200)],
}
with open(sys.argv[1] if len(sys.argv) > 1 else "test/golden/statistics.json", "w") as file:
    json.dump(out, file, default=float, indent=1)
    file.write("\n")
