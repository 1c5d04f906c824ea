"""Correctly rounded values of elementary functions and distributions, by mpmath. Writes test/golden/math.json."""
import json, math, random, sys, mpmath
from mpmath import mp
from scipy import stats

mp.prec = 2400  # huge arguments lose 1,024 bits to the reduction
rng = random.Random(2026)

def wide(low, high, signs=True):
    x = math.ldexp(1 + rng.random(), rng.randint(low, high))
    return -x if signs and rng.random() < 0.5 else x

def normal_quantile(p):
    with mpmath.workprec(1400):  # 2 p - 1 must not lose a small p
        return mpmath.sqrt(2) * mpmath.erfinv(2 * mpmath.mpf(p) - 1)

ARGS = {
    "sin": [wide(-30, 4) for _ in range(120)] + [wide(5, 1022) for _ in range(60)]
    + [k * math.pi / 2 for k in (1, 2, 3, 5, 100, 355, 1e6)] + [math.nextafter(math.pi, 4), 6381956970095103 * 2.0**797],
    "exp": [wide(-30, 4) for _ in range(80)] + [rng.uniform(-745, 709) for _ in range(80)] + [-745.13, -744.2, -709.5, -708.3, 709.78],
    "expm1": [wide(-60, 4) for _ in range(120)] + [rng.uniform(-50, 709) for _ in range(40)],
    "log": [wide(-1060, 1020, False) for _ in range(80)] + [rng.uniform(0.5, 2) for _ in range(80)] + [5e-324, 1 + 2**-52, 1 - 2**-53],
    "log1p": [wide(-60, -1) for _ in range(100)] + [wide(0, 1000, False) for _ in range(40)] + [-0.9999, -0.5, 0.41, 0.415, -0.29, -0.295],
    "tanh": [wide(-40, 4) for _ in range(160)] + [rng.uniform(-2, 2) for _ in range(60)],
}
ARGS["cos"] = ARGS["sin"]
ARGS["erf"] = [rng.uniform(-4, 4) for _ in range(60)] + [wide(-30, -2) for _ in range(20)]
ARGS["erfc"] = [rng.uniform(-3, 26) for _ in range(80)]
SPECIAL = {
    "normalCdf": ([[rng.uniform(-12, 6)] for _ in range(60)], lambda z: mpmath.ncdf(z)),
    "normalQuantile": ([[p] for p in [1e-10, 1e-4, 0.0005, 0.025, 0.1, 0.3, 0.5, 0.77, 0.975, 0.9999]],
                       normal_quantile),
    "lnGamma": ([[x] for x in [0.5, 1.5, 2.5, 3.3, 10, 29.5, 100, 1000.5]], lambda x: mpmath.loggamma(x)),
    "incompleteBeta": ([[rng.random(), rng.uniform(0.5, 40), rng.uniform(0.5, 40)] for _ in range(60)],
                       lambda x, a, b: mpmath.betainc(a, b, 0, x, regularized=True)),
}

more = random.Random(2027)

def near(steps):
    """Doubles beside multiples of pi/2, where a reduction loses most."""
    x = more.randint(-steps, steps) * math.pi / 2
    return math.nextafter(x, more.choice([-math.inf, x, math.inf])) if more.random() < 0.7 else x + more.gauss(0, 1e-6)

ARGS["sin"] += [near(40) for _ in range(40)] + [near(2**20) for _ in range(40)] + [more.uniform(-20, 20) for _ in range(60)] + [5e-324, 1e-310]
# Where a tangent goes wrong by 2 ulp when it divides rounded sines and cosines.
HARD_TANGENTS = [-8.678228004448432, 13.320427780060172, 3.9081892893295667, -7.065009726413791, 3.907721689598816, -0.7542134957308768,
                 -14.073773902921115, 2.1712105772402666, -14.073447242210326, -1.315505215786299, -14.414822570959318, 1.0364471867608138]
ARGS["cos"] = ARGS["sin"]
ARGS["tan"] = ARGS["sin"] + HARD_TANGENTS
ARGS["exp"] += [more.uniform(-745.13, -708) for _ in range(40)] + [more.uniform(-20, 20) for _ in range(80)]
ARGS["expm1"] += [more.uniform(-2, 2) for _ in range(60)] + [5e-324, -1e-310, -44.0]
ARGS["log"] += [math.ldexp(more.random(), more.randint(-1070, -1020)) for _ in range(40)] + [1 + math.ldexp(more.random() - 0.5, -more.randint(0, 45)) for _ in range(60)]
ARGS["log1p"] += [more.random() * 2 - 1 for _ in range(60)] + [math.ldexp(1 + more.random(), -more.randint(2, 1070)) for _ in range(30)] + [2.0**-53 - 1]
ARGS["tanh"] += [more.uniform(-20, 20) for _ in range(40)] + [5e-324, 1e-310]
ARGS["erf"] += [more.uniform(-6, 6) for _ in range(80)] + [1e-310]
ARGS["erfc"] += [more.uniform(0.5, 1.5) for _ in range(40)] + [more.uniform(10, 26.5) for _ in range(40)]

def student_cdf(t, d):
    t, d = mpmath.mpf(t), mpmath.mpf(d)
    tail = mpmath.betainc(d / 2, 0.5, 0, d / (d + t * t), regularized=True) / 2
    return tail if t < 0 else 1 - tail

def student_quantile(p, d):
    """Newton's method; SciPy only gives the start."""
    t, p, d = mpmath.mpf(float(stats.t.ppf(float(p), float(d)))), mpmath.mpf(p), mpmath.mpf(d)
    for _ in range(4):
        density = (1 + t * t / d) ** (-(d + 1) / 2) / (mpmath.sqrt(d) * mpmath.beta(d / 2, 0.5))
        t -= (student_cdf(t, d) - p) / density
    return t

DEGREES = (1, 2, 4, 9, 29, 99)
SPECIAL["normalCdf"][0].extend([z] for z in (-37.5, -30, -20, -1e-9, 0, 8))
SPECIAL["normalQuantile"][0].extend([p] for p in [1e-300, 1e-30, 0.4999999, 0.5000001] + [more.random() for _ in range(40)])
SPECIAL["lnGamma"][0].extend([x] for x in [1e-9, 0.01, 0.9999, 1.0001, 1.9999, 2.0001, 1e6] + [more.uniform(0, 60) for _ in range(40)])
SPECIAL["studentTCdf"] = ([[t, d] for d in DEGREES for t in [0, 1e-8, -1e-8, 1e-4, -40] + [more.uniform(-8, 8) for _ in range(8)]], student_cdf)
SPECIAL["studentTQuantile"] = ([[p, d] for d in DEGREES for p in [1e-6, 0.025, 0.975] + [more.random() for _ in range(4)]], student_quantile)

def main(path):
    out = {"tool": "mpmath", "version": mpmath.__version__, "script": "tools/golden/elementary.py", "functions": {}, "special": {}}
    for name, args in ARGS.items():
        out["functions"][name] = [[x, float(getattr(mpmath, name)(mpmath.mpf(x)))] for x in args]
    mp.prec = 300
    for name, (args, f) in SPECIAL.items():
        out["special"][name] = [[*a, float(f(*[mpmath.mpf(x) for x in a]))] for a in args]
    with open(path, "w") as file:
        json.dump(out, file, separators=(",", ":"), allow_nan=False)
        file.write("\n")

main(sys.argv[1] if len(sys.argv) > 1 else "test/golden/math.json")
