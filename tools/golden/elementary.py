"""Correctly rounded values of elementary functions, by mpmath with 400 bits. Writes test/golden/math.json."""
import json, math, random, sys, mpmath
from mpmath import mp

mp.prec = 2400  # huge arguments lose 1,024 bits to the reduction
rng = random.Random(2026)

def wide(low, high, signs=True):
    x = math.ldexp(1 + rng.random(), rng.randint(low, high))
    return -x if signs and rng.random() < 0.5 else x

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
                       lambda p: mpmath.sqrt(2) * mpmath.erfinv(2 * mpmath.mpf(p) - 1)),
    "lnGamma": ([[x] for x in [0.5, 1.5, 2.5, 3.3, 10, 29.5, 100, 1000.5]], lambda x: mpmath.loggamma(x)),
    "incompleteBeta": ([[rng.random(), rng.uniform(0.5, 40), rng.uniform(0.5, 40)] for _ in range(60)],
                       lambda x, a, b: mpmath.betainc(a, b, 0, x, regularized=True)),
}

def main(path):
    out = {"tool": "mpmath", "version": mpmath.__version__, "script": "tools/golden/elementary.py", "functions": {}, "special": {}}
    for name, args in ARGS.items():
        out["functions"][name] = [[x, float(getattr(mpmath, name)(mpmath.mpf(x)))] for x in args]
    mp.prec = 300
    for name, (args, f) in SPECIAL.items():
        out["special"][name] = [[*a, float(f(*[mpmath.mpf(x) for x in a]))] for a in args]
    with open(path, "w") as file:
        json.dump(out, file, separators=(",", ":"))
        file.write("\n")

main(sys.argv[1] if len(sys.argv) > 1 else "test/golden/math.json")
