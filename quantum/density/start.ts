import type { Circuit } from "../circuit.ts";
import { openAmplitudes } from "../engine/amplitudes.ts";
import { walsh } from "../observables/walsh.ts";

/** A start from amplitudes as coordinates Tr(P |psi><psi|), and back. */
export interface Start {
  allocate(maxBatch: number): void;
  /** Normalises the rows of the batch. Errors: a row that makes no state. */
  states(inputs: Float64Array, batch: number): void;
  /** Writes (4^n, lanes) at `at` for samples first..first+count-1; other lanes are 0. */
  coordinates(memory: Float64Array, at: number, lanes: number, first: number, count: number): void;
  /** lambda: (4^n, lanes), the derivative by the coordinates. Keeps the derivative by the state. */
  backward(memory: Float64Array, lambda: number, lanes: number, first: number, count: number): void;
  /** Adds the derivatives by the amplitudes to gradInputs. */
  scatter(first: number, count: number, gradInputs: Float64Array): void;
}

/**
 * P = i^(number of Y) X^x Z^z with bit masks x and z, so Tr(P |psi><psi|) for all z at once is a Walsh-Hadamard transform of conj(psi_(i xor x)) psi_i over i, for
 * each x: 4^n n operations. The derivative by psi is 2 sum_P lambda_P P psi, the same transforms once more.
 */
export function openStart(circuit: Circuit): Start {
  const { numQubits: n } = circuit;
  const size = 2 ** n;
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  const lambdaRow = new Float64Array(2 * size);
  let psi = new Float64Array(0);
  let grads = new Float64Array(0);
  let amplitudes = openAmplitudes(circuit, 1);

  /** The word's number of base 4 for masks x and z: digit I 0, X 1, Y 2, Z 3. */
  const word = new Int32Array(size * size);
  const quarters = new Uint8Array(size * size);
  for (let x = 0; x < size; x++) {
    for (let z = 0; z < size; z++) {
      let digits = 0;
      let count = 0;
      for (let bit = n - 1; bit >= 0; bit--) {
        const [a, b] = [(x >> bit) & 1, (z >> bit) & 1];
        digits = 4 * digits + (a ? (b ? 2 : 1) : b ? 3 : 0);
        count += a & b;
      }
      word[x * size + z] = digits;
      quarters[x * size + z] = count & 3;
    }
  }

  return {
    allocate(maxBatch) {
      psi = new Float64Array(maxBatch * 2 * size);
      grads = new Float64Array(maxBatch * 2 * size);
      amplitudes = openAmplitudes(circuit, maxBatch);
    },
    states(inputs, batch) {
      for (let s = 0; s < batch; s++) amplitudes.forward(inputs, s, 1, psi, s * 2 * size);
    },
    coordinates(memory, at, lanes, first, count) {
      memory.fill(0, at, at + size * size * lanes);
      for (let lane = 0; lane < count; lane++) {
        const row = (first + lane) * 2 * size;
        for (let x = 0; x < size; x++) {
          for (let i = 0; i < size; i++) {
            const p = row + 2 * i;
            const q = row + 2 * (i ^ x);
            re[i] = psi[q]! * psi[p]! + psi[q + 1]! * psi[p + 1]!;
            im[i] = psi[q]! * psi[p + 1]! - psi[q + 1]! * psi[p]!;
          }
          walsh(re, size);
          walsh(im, size);
          for (let z = 0; z < size; z++) {
            const k = x * size + z;
            memory[at + word[k]! * lanes + lane] = turned(quarters[k]!, re[z]!, im[z]!);
          }
        }
      }
    },
    backward(memory, lambda, lanes, first, count) {
      for (let lane = 0; lane < count; lane++) {
        const row = (first + lane) * 2 * size;
        grads.fill(0, row, row + 2 * size);
        for (let x = 0; x < size; x++) {
          re.fill(0);
          im.fill(0);
          for (let z = 0; z < size; z++) {
            const k = x * size + z;
            const value = 2 * memory[lambda + word[k]! * lanes + lane]!;
            const quarter = quarters[k]!;
            if (quarter & 1) im[z] = quarter & 2 ? -value : value;
            else re[z] = quarter & 2 ? -value : value;
          }
          walsh(re, size);
          walsh(im, size);
          // (P psi)_(i xor x) = i^quarters (-1)^(z i) psi_i
          for (let i = 0; i < size; i++) {
            const p = row + 2 * i;
            const to = row + 2 * (i ^ x);
            grads[to]! += re[i]! * psi[p]! - im[i]! * psi[p + 1]!;
            grads[to + 1]! += re[i]! * psi[p + 1]! + im[i]! * psi[p]!;
          }
        }
      }
    },
    scatter(first, count, gradInputs) {
      for (let s = first; s < first + count; s++) {
        const row = s * 2 * size;
        for (let i = 0; i < 2 * size; i++) lambdaRow[i] = grads[row + i]!;
        amplitudes.backward(psi, row, lambdaRow, s, 1, gradInputs);
      }
    },
  };
}

/** Re(i^quarters (re + i im)). */
function turned(quarters: number, re: number, im: number): number {
  const value = quarters & 1 ? -im : re;
  return quarters & 2 ? -value : value;
}
