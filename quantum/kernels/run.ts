import { F } from "./precision";
import { rowsToParams, samplesToSources, sampleAngles, sharedAngles, sumsToSources } from "./angles";
import { amplitudesBackward, amplitudesForward } from "./amplitudes";
import { measure, measureBack } from "./measure";
import { highs, lows, packedPhases } from "./packed";
import { packedAmplitudes, packedAmplitudesBack, packedMeasure, packedMeasureBack, packedPrefix, packedPrefixBack } from "./packed-ends";
import { clearSums, fillMatrices, matricesBackward, prefixBackward, prefixForward } from "./prefix";
import { Program, stageOf } from "./program";
import { fitTo } from "./room";
import { putStates, takeStates } from "./states";
import { pair, putPair } from "./simd";
import { sharedPhases, stageBackward, stageForward } from "./stage";
import { fillStage } from "./tables";

@inline function snapshot(p: Program, block: usize, k: usize): usize {
  return p.psi + (block * (p.numStages + 1) + k) * p.stateStride;
}

/** Runs the batch; returns the number of the first sample whose amplitudes make no state, or the batch. */
export function forward(at: usize, batch: usize): usize {
  const p = changetype<Program>(at);
  fitTo(p, batch);
  const n = p.numQubits, lanes = p.V * (16 / sizeof<F>());
  const numBlocks = (batch + lanes - 1) / lanes;
  sharedAngles(p);
  sampleAngles(p, batch, numBlocks * lanes);
  for (let k: usize = 0; k < p.numStages; k++) fillStage(p, stageOf(p, k));
  if (p.packed) return forwardOne(p);
  if (!p.startNumbers) fillMatrices(p);
  for (let block: usize = 0; block < numBlocks; block++) {
    const first = block * lanes, count = min(lanes, batch - first);
    if (p.startNumbers) {
      const good = amplitudesForward(p, first, count, lanes, snapshot(p, block, 0));
      if (good < count) return first + good;
    } else prefixForward(p, block, snapshot(p, block, 0));
    for (let k: usize = 0; k < p.numStages; k++) {
      stageForward(p, stageOf(p, k), block, snapshot(p, block, k), snapshot(p, block, k + 1));
    }
    if (p.stateOut) {
      putStates(snapshot(p, block, p.numStages), n, p.V, p.results + (first << (n + 4)), count);
      continue;
    }
    measure(snapshot(p, block, p.numStages), p.lastInverse, p.scratch, p.z, n, p.V);
    for (let w: usize = 0; w < n; w++) {
      const z = p.z + w * (p.V << 4);
      let out = p.results + ((first * n + w) << 3);
      for (let s: usize = 0; s < count; s++, out += n << 3) store<f64>(out, <f64>load<F>(z + s * sizeof<F>()));
    }
  }
  return batch;
}

function forwardOne(p: Program): usize {
  if (!p.startNumbers) packedPrefix(p, p.psi);
  else if (!packedAmplitudes(p, p.psi)) return 0;
  for (let k: usize = 0; k < p.numStages; k++) stageForward(p, stageOf(p, k), 0, snapshot(p, 0, k), snapshot(p, 0, k + 1));
  const end = snapshot(p, 0, p.numStages);
  // Packed, a state lies as it is put out.
  if (p.stateOut) memory.copy(p.results, end, p.stateBytes);
  else packedMeasure(p, end);
  return 1;
}

function backwardOne(p: Program, wantInputs: bool): void {
  let lambda = p.lambda, back = p.back;
  if (p.stateOut) memory.copy(lambda, p.cotangent, p.stateBytes);
  else packedMeasureBack(p, snapshot(p, 0, p.numStages), lambda);
  for (let k = p.numStages; k-- > 0; ) {
    stageBackward(p, stageOf(p, k), 0, snapshot(p, 0, k + 1), snapshot(p, 0, k), lambda, back, false);
    packedPhases(p, stageOf(p, k));
    const swap = lambda;
    lambda = back;
    back = swap;
  }
  if (!p.startNumbers) packedPrefixBack(p, lambda);
  else if (wantInputs) packedAmplitudesBack(p, p.psi, lambda);
  sumsToSources(p);
}

/** Derivatives by <Z> of every wire of the block's samples first..first+count-1, lane by lane, in z. */
function cotangents(p: Program, first: usize, count: usize): void {
  const n = p.numQubits, V = p.V, lanes = V * (16 / sizeof<F>());
  for (let w: usize = 0; w < n; w++) {
    const g = p.z + w * (V << 4);
    const source = p.cotangent + ((first * n + w) << 3);
    const whole = count & ~1;
    for (let s: usize = 0; s < whole; s += 2) putPair(g + s * sizeof<F>(), pair(source + ((s * n) << 3), n << 3));
    if (count > whole) store<F>(g + whole * sizeof<F>(), <F>load<f64>(source + ((whole * n) << 3)));
    // Lanes beyond the batch get no cotangent, so that they add nothing to sums.
    for (let s = count; s < lanes; s++) store<F>(g + s * sizeof<F>(), 0);
  }
}

/**
 * After forward on the same batch: derivatives by parameters (numParams,), or with rows (batch, numParams), and, if wanted, by inputs,
 * overwritten.
 */
export function backward(at: usize, batch: usize, rows: bool, wantInputs: bool): void {
  const p = changetype<Program>(at);
  const n = p.numQubits, V = p.V, lanes = V * (16 / sizeof<F>());
  const numBlocks = (batch + lanes - 1) / lanes;
  memory.fill(p.gradParams, 0, (rows ? batch * p.numParams : p.numParams) << 3);
  // Packed, shared angles have inputs, wanted or not.
  if (wantInputs || p.packed) memory.fill(p.gradInputs, 0, (batch * p.numInputs) << 3);
  memory.fill(p.sumShared, 0, p.numShared << 4);
  memory.fill(p.gradSample, 0, p.numSample * p.padded * sizeof<F>());
  const sums: usize = p.packed ? (highs(p) + lows(p)) << 4 : (<usize>16) << n;
  for (let k: usize = 0; k < p.numStages; k++) memory.fill(stageOf(p, k).sums, 0, sums);
  if (p.packed) {
    backwardOne(p, wantInputs);
    return;
  }
  clearSums(p);
  for (let block: usize = 0; block < numBlocks; block++) {
    const first = block * lanes, count = min(lanes, batch - first);
    if (rows) memory.fill(p.laneShared, 0, p.numShared * (V << 4));
    let lambda = p.lambda, back = p.back;
    if (p.stateOut) takeStates(p.cotangent + (first << (n + 4)), n, V, count, lambda);
    else {
      cotangents(p, first, count);
      measureBack(snapshot(p, block, p.numStages), lambda, p.lastMap, p.scratch, p.z, n, V);
    }
    for (let k = p.numStages; k-- > 0; ) {
      stageBackward(p, stageOf(p, k), block, snapshot(p, block, k + 1), snapshot(p, block, k), lambda, back, rows);
      const swap = lambda;
      lambda = back;
      back = swap;
    }
    if (!p.startNumbers) prefixBackward(p, block, lambda, rows, wantInputs);
    else if (wantInputs) amplitudesBackward(p, first, count, snapshot(p, block, 0), lambda);
    if (rows) rowsToParams(p, first, count);
  }
  if (!rows) {
    if (!p.startNumbers) matricesBackward(p);
    for (let k: usize = 0; k < p.numStages; k++) sharedPhases(p, stageOf(p, k), stageOf(p, k).sums, 1, false);
    sumsToSources(p);
  }
  samplesToSources(p, batch, rows, wantInputs);
}
