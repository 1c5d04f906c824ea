import { describe, expect, test } from "vitest";
import { channel } from "../circuit.ts";
import { channels, type Transfer } from "./index.ts";

/** (R S)(rho) = R(S(rho)) */
function chained(r: Transfer, s: Transfer): number[] {
  const size = Math.sqrt(r.length);
  return Array.from(r, (_, k) => {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += r[Math.floor(k / size) * size + j]! * s[j * size + (k % size)]!;
    return sum;
  });
}

function near(got: ArrayLike<number>, want: ArrayLike<number>, tolerance = 1e-14): void {
  expect(got.length).toBe(want.length);
  for (let k = 0; k < want.length; k++) {
    const apart = Math.abs(got[k]! - want[k]!);
    expect(apart, `entry ${k}: ${got[k]} against ${want[k]}`).toBeLessThanOrEqual(tolerance);
  }
}

describe("strengths that are wrong only together", () => {
  test("probabilities above 1", () => {
    expect(() => channel("pauli", [0], [0.5, 0.4, 0.2])).toThrow(
      "channel pauli: expected probabilities px, py, pz that are at most 1 together, got",
    );
    expect(() => channel("twoQubitPauli", [0, 1], new Array(15).fill(0.07))).toThrow("at most 1 together");
    expect(() => channel("twoQubitPauli", [0, 1], new Array(15).fill(1 / 15))).not.toThrow();
  });

  test("T2 above 2 T1", () => {
    expect(() => channel("thermalRelaxation", [0], [1, 2.1, 0.1, 0])).toThrow(
      "channel thermalRelaxation: expected t2 at most 2 t1",
    );
    expect(() => channel("thermalRelaxation", [0], [1, 2, 0.1, 0])).not.toThrow();
  });
});

describe("laws between channels", () => {
  const { amplitudeDamping, bitFlip, bitPhaseFlip, dephasing, depolarizing, generalizedAmplitudeDamping } = channels;
  const { pauli, phaseDamping, phaseFlip, thermalRelaxation, twoQubitDepolarizing, twoQubitPauli } = channels;

  test("depolarizing twice is depolarizing", () => {
    const [p, q] = [0.1, 0.27];
    near(
      chained(depolarizing.transfer([p]), depolarizing.transfer([q])),
      depolarizing.transfer([p + q - (4 * p * q) / 3]),
    );
    near(depolarizing.transfer([0.75]), [1, ...new Array(15).fill(0)]);
    near(twoQubitDepolarizing.transfer([15 / 16]), [1, ...new Array(255).fill(0)]);
  });

  test("Pauli errors one by one", () => {
    const p = 0.3;
    near(depolarizing.transfer([p]), pauli.transfer([p / 3, p / 3, p / 3]));
    near(bitFlip.transfer([p]), pauli.transfer([p, 0, 0]));
    near(bitPhaseFlip.transfer([p]), pauli.transfer([0, p, 0]));
    near(phaseFlip.transfer([p]), pauli.transfer([0, 0, p]));
    near(twoQubitDepolarizing.transfer([p]), twoQubitPauli.transfer(new Array(15).fill(p / 15)));
    // A bit flip and a phase flip make the third.
    near(chained(bitFlip.transfer([p]), phaseFlip.transfer([p])), pauli.transfer([p - p * p, p * p, p - p * p]));
  });

  test("dephasing(s) = phaseFlip(s/2) = phaseDamping(2s - s^2)", () => {
    const s = 0.37;
    near(dephasing.transfer([s]), phaseFlip.transfer([s / 2]));
    near(dephasing.transfer([s]), phaseDamping.transfer([2 * s - s * s]));
  });

  test("relaxation: long T1 is dephasing, T2 = 2 T1 damping, at a temperature generalised damping; times add up", () => {
    const [time, t2] = [0.4, 1.3];
    const decay = (t: number): number => 1 - Math.exp(-time / t);
    near(thermalRelaxation.transfer([1e13, t2, time, 0]), dephasing.transfer([decay(t2)]), 1e-12);
    near(thermalRelaxation.transfer([0.9, 1.8, time, 0]), amplitudeDamping.transfer([decay(0.9)]));
    near(thermalRelaxation.transfer([0.9, 1.8, time, 0.2]), generalizedAmplitudeDamping.transfer([decay(0.9), 0.8]));
    near(
      chained(thermalRelaxation.transfer([0.7, 1.1, 0.3, 0.1]), thermalRelaxation.transfer([0.7, 1.1, 0.5, 0.1])),
      thermalRelaxation.transfer([0.7, 1.1, 0.8, 0.1]),
    );
    // After a long time nothing is left but the equilibrium.
    near(thermalRelaxation.transfer([0.7, 1.1, 1e6, 0.1]), [1, ...new Array(11).fill(0), 0.8, 0, 0, 0]);
  });

  test("generalised damping with p = 1 is damping, with p = 0 its mirror image", () => {
    const gamma = 0.6;
    near(generalizedAmplitudeDamping.transfer([gamma, 1]), amplitudeDamping.transfer([gamma]));
    const flipped = chained(bitFlip.transfer([1]), amplitudeDamping.transfer([gamma]));
    near(generalizedAmplitudeDamping.transfer([gamma, 0]), chained(Float64Array.from(flipped), bitFlip.transfer([1])));
  });

  test("derivatives are infinite where they are, and nowhere else", () => {
    for (const { slopes } of [amplitudeDamping, phaseDamping]) {
      expect([...slopes([1])[0]!].filter((x) => x === Number.NEGATIVE_INFINITY)).toHaveLength(2);
      expect([...slopes([1])[0]!].some(Number.isNaN)).toBe(false);
    }
    for (const slope of thermalRelaxation.slopes([1e-300, 1e-300, 1e10, 0.2]))
      expect(slope.every(Number.isFinite)).toBe(true);
  });
});
