import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { stream } from "../../core/random.ts";
import { checkSpec } from "../../core/spec.ts";
import { input, param } from "../../quantum/angle.ts";
import { type Channel, type ChannelName, channels, type Transfer } from "../../quantum/channels/index.ts";
import { channel, circuit, op } from "../../quantum/circuit.ts";
import { type EngineName, engines, openCircuit } from "../../quantum/open.ts";
import { oracleNoisyZ } from "../oracle/density.ts";
import {
  adjoint,
  combined,
  fromMatrix,
  identity,
  kronecker,
  PAULIS,
  product,
  type Rows,
  rowsOf,
  throughKraus,
  trace,
} from "../oracle/matrix.ts";

const NAMES = Object.keys(channels) as ChannelName[];

/** Strengths at which a channel does nothing. */
const nothing: Record<ChannelName, readonly number[]> = {
  depolarizing: [0],
  twoQubitDepolarizing: [0],
  bitFlip: [0],
  phaseFlip: [0],
  bitPhaseFlip: [0],
  pauli: [0, 0, 0],
  twoQubitPauli: new Array(15).fill(0),
  amplitudeDamping: [0],
  generalizedAmplitudeDamping: [0, 0.3],
  phaseDamping: [0],
  thermalRelaxation: [2, 3, 0, 0.3],
  dephasing: [0],
  overRotationX: [0],
  overRotationY: [0],
  overRotationZ: [0],
  overRotationZX: [0],
  readoutError: [0, 0],
};

/** Random strengths within the fields' bounds, made smaller until they are legal together. */
function drawn(name: ChannelName, count: number): number[][] {
  const { fields, check }: Channel = channels[name];
  const random = stream(fold(keyOf(7), name));
  return Array.from({ length: count }, () => {
    let strengths = Object.values(fields).map(({ schema }) => {
      const u = random.uniform();
      if (schema.safeParse(-1).success) return 6 * u - 3;
      return schema.safeParse(2).success ? 0.2 + 3 * u : 0.01 + 0.98 * u;
    });
    while (typeof check?.(strengths) === "string") strengths = strengths.map((x) => x * random.uniform());
    return strengths;
  });
}

/** The matrices of all words of Pauli letters, in order. */
const wordsOf = (wires: number): Rows[] => {
  const letters = Object.values(PAULIS);
  return wires === 1 ? letters : letters.flatMap((a) => letters.map((b) => kronecker([a, b])));
};

function transferOf(kraus: readonly Rows[], wires: number): number[] {
  const words = wordsOf(wires);
  return words.flatMap((a) => words.map((b) => trace(product(a, throughKraus(kraus, b)))[0] / 2 ** wires));
}

function near(got: ArrayLike<number>, want: ArrayLike<number>, tolerance = 1e-14): void {
  expect(got.length).toBe(want.length);
  for (let k = 0; k < want.length; k++) {
    const apart = Math.abs(got[k]! - want[k]!);
    expect(apart, `entry ${k}: ${got[k]} against ${want[k]}`).toBeLessThanOrEqual(tolerance);
  }
}

/** Whether no eigenvalue of a Hermitian matrix is below -slack: the matrix plus slack has only positive pivots. */
function isPositive(matrix: Rows, slack: number): boolean {
  const size = matrix.length;
  let left = combined([
    [1, matrix],
    [slack, identity(size)],
  ]);
  for (let k = 0; k < size; k++) {
    const [pivot] = left[k]![k]!;
    if (!(pivot > 0)) return false;
    left = rowsOf(size, (i, j) => {
      if (i <= k || j <= k) return left[i]![j]!;
      const [a, b] = left[i]![k]!;
      const [c, d] = left[k]![j]!;
      return [left[i]![j]![0] - (a * c - b * d) / pivot, left[i]![j]![1] - (a * d + b * c) / pivot];
    });
  }
  return true;
}

/** The sum of R(a, b) P_b^T x P_a / 2^wires, positive where the map is completely positive. */
function choiOf(transfer: Transfer, wires: number): Rows {
  const words = wordsOf(wires);
  const transposed = (m: Rows): Rows => rowsOf(m.length, (i, j) => m[j]![i]!);
  return combined(
    words.flatMap((a, i) =>
      words.map((b, j) => [transfer[i * words.length + j]! / 2 ** wires, kronecker([transposed(b), a])] as const),
    ),
  );
}

describe.each(NAMES)("channel %s", (name) => {
  const found: Channel = channels[name];
  const { wires, form, fields } = found;
  const size = 4 ** wires;
  const samples = drawn(name, 6);
  const krausAt = (strengths: readonly number[]): Rows[] => found.kraus(strengths).map(fromMatrix);

  test("keeps the trace: the sum of K^dagger K is 1, and the transfer's first row 1 0 0 ...", () => {
    for (const strengths of [...samples, nothing[name]]) {
      const sum = combined(krausAt(strengths).map((k) => [1, product(adjoint(k), k)]));
      near(sum.flat(2), identity(2 ** wires).flat(2));
      const first = Array.from({ length: size }, (_, k) => (k === 0 ? 1 : 0));
      near(found.transfer(strengths).subarray(0, size), first, 0);
    }
  });

  test("its transfer is that of its Kraus matrices", () => {
    for (const strengths of samples) {
      const want = transferOf(krausAt(strengths), wires);
      const got = found.transfer(strengths);
      if (form !== "readout") near(got, want);
      else
        for (const row of [0, 3])
          near(got.subarray(row * size, (row + 1) * size), want.slice(row * size, (row + 1) * size));
    }
  });

  test("does nothing at strength zero", () => {
    near(
      found.transfer(nothing[name]),
      Array.from({ length: size * size }, (_, k) => (k % (size + 1) === 0 ? 1 : 0)),
      0,
    );
  });

  if (form !== "readout")
    test("is completely positive: no eigenvalue of its Choi matrix is negative", () => {
      for (const strengths of samples) expect(isPositive(choiOf(found.transfer(strengths), wires), 1e-12)).toBe(true);
    });

  test("its slopes are the derivatives of its transfer", () => {
    const h = 1e-6;
    for (const strengths of samples) {
      const slopes = found.slopes(strengths);
      expect(slopes).toHaveLength(strengths.length);
      for (const [k, slope] of slopes.entries()) {
        const at = (step: number): Transfer => found.transfer(strengths.map((x, j) => (j === k ? x + step : x)));
        const [above, below] = [at(h), at(-h)];
        const scale = 1 + slope.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
        near(
          slope,
          above.map((x, j) => (x - below[j]!) / (2 * h)),
          1e-7 * scale,
        );
      }
    }
  });

  if (form === "pauli")
    test("mixes Pauli errors: a diagonal transfer with probabilities behind it", () => {
      const words = wordsOf(wires);
      // +1 where the words commute: Tr(A B A B) / 2^wires
      const signs = words.map((a) => words.map((b) => trace(product(product(a, b), product(a, b)))[0] / 2 ** wires));
      for (const strengths of samples) {
        const transfer = found.transfer(strengths);
        for (const [k, x] of transfer.entries()) if (k % (size + 1) !== 0) expect(x).toBe(0);
        const probabilities = signs.map(
          (row) => row.reduce((sum, s, a) => sum + s * transfer[a * (size + 1)]!, 0) / size,
        );
        for (const p of probabilities) expect(p).toBeGreaterThanOrEqual(-1e-15);
        expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 14);
      }
    });

  test("has one form of those that there are, with moves where it is unitary", () => {
    expect(["pauli", "affine", "unitary", "readout"]).toContain(form);
    expect(found.lower !== undefined).toBe(form === "unitary");
    if (form === "unitary") expect(found.kraus(samples[0]!)).toHaveLength(1);
    if (form === "affine" || form === "readout") expect(wires).toBe(1);
  });

  if (form === "unitary")
    test("runs through its moves on every engine, with strengths that are parameters", () => {
      const on = wires === 1 ? [1] : [2, 0];
      const strengths = samples[0]!;
      const dressed = (given: typeof strengths | ReturnType<typeof param>[]) =>
        circuit(3, [
          ...[0, 1, 2].flatMap((w) => [op("RY", [w], [0.7 + w]), op("RZ", [w], [0.3 - w])]),
          op("CNOT", [0, 1]),
          op("CZ", [1, 2]),
          channel(name, on, given),
          ...[0, 1, 2].map((w) => op("Rot", [w], [1.1 * w, 0.9, 0.2])),
          op("CNOT", [2, 1]),
          ...[0, 1, 2].map((w) => op("RX", [w], [1 - w])),
        ]);
      const want = oracleNoisyZ(dressed(strengths), [], []);
      const sources = [dressed(strengths), dressed(strengths.map((_, k) => param(k, 2)))];
      for (const [k, source] of sources.entries()) {
        for (const engine of Object.keys(engines) as EngineName[]) {
          const out = new Float64Array(3);
          const params = k === 0 ? new Float64Array(0) : Float64Array.from(strengths, (x) => x / 2);
          openCircuit(source, 1, { engine }).forward(params, new Float64Array(0), 1, out);
          near(out, want, 1e-13);
        }
      }
    });

  test("refuses wrong strengths with its name, the strength's name and what it expects", () => {
    const on = Array.from({ length: wires }, (_, w) => w);
    const good = samples[0]!;
    expect(channel(name, on, good).strengths).toEqual(good);
    for (const [k, [field, { expected }]] of Object.entries(fields).entries()) {
      const wrong = (value: unknown) => good.map((x, j) => (j === k ? value : x)) as number[];
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, ...(expected === "a number" ? [] : [-0.1])]) {
        expect(() => channel(name, on, wrong(value))).toThrow(`channel ${name}: ${field}: expected ${expected}`);
      }
      if (expected.endsWith(" to 1")) expect(() => channel(name, on, wrong(1.01))).toThrow(`expected ${expected}`);
      for (const value of [input(0), "0.1", null])
        expect(() => channel(name, on, wrong(value))).toThrow("expected strengths that are numbers or parameters");
      expect(channel(name, on, wrong(param(3))).strengths[k]).toEqual(param(3));
    }
    expect(() => channel(name, on, good.slice(1))).toThrow(
      `${good.length} strengths: ${Object.keys(fields).join(", ")}`,
    );
    expect(() => channel(name, [...on, 5], good)).toThrow(`expected ${wires} wires`);
  });

  test("its spec as data holds its strengths in order", () => {
    const names = Object.keys(fields);
    const spec = { kind: name, ...Object.fromEntries(names.map((field, k) => [field, samples[0]![k]])) };
    expect(checkSpec(channels, spec, "channel")).toEqual(spec);
    expect(() => checkSpec(channels, { ...spec, q: 1 }, "channel")).toThrow('unknown option "q"');
  });
});
