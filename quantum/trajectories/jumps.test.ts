import { expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { uniforms } from "../../test/oracle/random-circuit.ts";
import type { Channel } from "../channels/index.ts";
import type { Matrix } from "../gates/index.ts";
import { jump, jumpBack, jumpOf } from "./jumps.ts";

const key = keyOf(1986);

/** Three Kraus matrices of complex numbers: the columns of a random 6 x 2 isometry. */
function randomKraus(): Matrix[] {
  const numbers = uniforms(fold(key, "isometry"), 24, -1, 1);
  const column = (k: number): number[] => Array.from(numbers.subarray(12 * k, 12 * k + 12));
  const norm = (v: number[]): number[] => {
    const length = Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));
    return v.map((x) => x / length);
  };
  const first = norm(column(0));
  const second = column(1);
  let [re, im] = [0, 0];
  for (let i = 0; i < 12; i += 2) {
    re += first[i]! * second[i]! + first[i + 1]! * second[i + 1]!;
    im += first[i]! * second[i + 1]! - first[i + 1]! * second[i]!;
  }
  const rest = norm(
    second.map((x, i) =>
      i % 2 === 0 ? x - re * first[i]! + im * first[i + 1]! : x - re * first[i]! - im * first[i - 1]!,
    ),
  );
  return Array.from({ length: 3 }, (_, k) =>
    [0, 1].flatMap((row) => [first, rest].map((v) => [v[4 * k + 2 * row]!, v[4 * k + 2 * row + 1]!] as const)),
  );
}

const channel: Channel = {
  help: "",
  wires: 1,
  form: "affine",
  fields: {},
  kraus: randomKraus,
  transfer: () => new Float64Array(16),
  slopes: () => [],
};

/** A random state of 2 wires. */
function randomState(label: string): Float64Array {
  const state = uniforms(fold(key, label), 8, -1, 1);
  const length = Math.sqrt(state.reduce((sum, x) => sum + x * x, 0));
  return state.map((x) => x / length);
}

/** A matrix on one of 2 wires, by its definition. */
function times(k: Matrix, wire: number, state: Float64Array): Float64Array {
  const out = new Float64Array(8);
  const bit = 1 - wire;
  for (let i = 0; i < 4; i++) {
    for (let b = 0; b < 2; b++) {
      const j = (i & ~(1 << bit)) | (b << bit);
      const [re, im] = k[2 * ((i >> bit) & 1) + b]!;
      out[2 * i]! += re * state[2 * j]! - im * state[2 * j + 1]!;
      out[2 * i + 1]! += re * state[2 * j + 1]! + im * state[2 * j]!;
    }
  }
  return out;
}

const square = (v: Float64Array): number => v.reduce((sum, x) => sum + x * x, 0);

test.each([0, 1])("on wire %i every matrix is taken by its chance and applied", (wire) => {
  const matrices = randomKraus();
  const state = randomState("state");
  const chances = matrices.map((k) => square(times(k, wire, state)));
  expect(chances.reduce((a, b) => a + b)).toBeCloseTo(1, 14);
  const one = jumpOf(channel, [], wire, 0);
  const lambda = randomState("lambda");
  let below = 0;
  for (const [k, chance] of chances.entries()) {
    // Just above and just below where the draw passes to the next.
    for (const draw of [below + 1e-12, below + chance - 1e-12]) {
      const states = new Float64Array([...state, ...state]);
      const taken = { matrix: new Uint8Array(2), root: new Float64Array(2) };
      jump(one, Float64Array.of(draw, 0), 2, states, 2, taken);
      expect([...taken.matrix]).toEqual([k, 0]);
      expect(taken.root[0]).toBeCloseTo(Math.sqrt(chance), 13);
      const want = times(matrices[k]!, wire, state).map((x) => x / Math.sqrt(chance));
      want.forEach((x, i) => {
        expect(states[i]).toBeCloseTo(x, 13);
      });
      // <lambda, K psi> = <K^dagger lambda, psi> for every psi.
      const back = new Float64Array([...lambda, ...lambda]);
      jumpBack(one, 2, back, 2, taken);
      const other = randomState("other");
      const forth = times(matrices[k]!, wire, other);
      const left = forth.reduce((sum, x, i) => sum + (x * lambda[i]!) / Math.sqrt(chance), 0);
      const right = other.reduce((sum, x, i) => sum + x * back[i]!, 0);
      expect(right).toBeCloseTo(left, 12);
    }
    below += chance;
  }
});

test("what is no state is refused", () => {
  const states = new Float64Array(4).fill(Number.NaN);
  const taken = { matrix: new Uint8Array(1), root: new Float64Array(1) };
  expect(() => jump(jumpOf(channel, [], 0, 0), Float64Array.of(0.5), 1, states, 1, taken)).toThrow("finite");
});
