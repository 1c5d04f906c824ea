import { fail } from "../../core/errors.ts";
import { type Circuit, checkCircuit } from "../circuit.ts";
import type { EngineName } from "../open.ts";
import { checkNumbers, checkOptions, checkPairs } from "./checks.ts";
import { countRows } from "./draws.ts";
import { overlap, statesOf } from "./states.ts";

export interface QuantumKernelOptions {
  /** (numParams,): must be given where the circuit has parameters. */
  readonly params?: Float64Array;
  readonly engine?: EngineName;
}

/**
 * The fidelity kernel of a circuit as a Gram matrix (rows, rows): |<psi(x)|psi(x')>|^2, and with noise Tr(rho(x) rho(x')), whose diagonal is the purity. Gates behind
 * the last input cancel in it, so that without re-uploading it is the embedding's alone: of RX angles prod_i cos^2((x_i - x'_i) / 2). rows: (rows, numInputs).
 * Errors: parameters that are missing; numbers that are not finite; more than 10,000 rows; with noise more than 5 qubits or a readout error; those of `openCircuit`.
 * Havlicek et al., arXiv 1804.11326; Schuld, Killoran, arXiv 1803.07128.
 */
export function quantumKernel(circuit: Circuit, rows: Float64Array, options: QuantumKernelOptions = {}): Float64Array {
  const checked = checkCircuit(circuit);
  checkOptions(options, "quantumKernel");
  const { params = new Float64Array(0), engine } = options;
  if (!(params instanceof Float64Array && params.length === checked.numParams)) {
    fail("quantumKernel: params", `a Float64Array of ${checked.numParams} parameters`, params);
  }
  checkNumbers(params, "quantumKernel: params");
  const count = countRows(checked, rows, "quantumKernel");
  checkPairs(count, "quantumKernel");
  const states = statesOf(checked, params, rows, count, "quantumKernel", engine);
  const gram = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) gram[i * count + j] = gram[j * count + i] = overlap(states, i, states, j);
  }
  return gram;
}
