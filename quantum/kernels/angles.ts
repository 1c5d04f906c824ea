import { F } from "./precision";
import { Program } from "./program";
import { pair, putPair, splat, st, total } from "./simd";
import { sincos } from "./sincos";

/*
 * An angle is a sum: constant + scale * parameter * input * other input, term by term, where each of the three may be missing. In memory, 24 bytes for
 * each slot: f64 constant, u32 number of terms; then as many for each term: f64 scale, u32 1 + index of the parameter, of the input and of the other
 * input, 0 where there is none. Where there is another input there is an input.
 */
const TERM: usize = 24;

@inline function paramIn(term: usize): usize {
  return <usize>load<u32>(term + 8);
}
/** The scale times the term's parameter, if it has one. */
@inline function scaleOf(p: Program, term: usize): f64 {
  const param = paramIn(term);
  return param ? load<f64>(term) * load<f64>(p.params + ((param - 1) << 3)) : load<f64>(term);
}
/** Address of the term's input, and of its other input, in the first sample's row, or 0. */
@inline function inputAt(p: Program, term: usize): usize {
  const input = <usize>load<u32>(term + 12);
  return input ? p.inputs + ((input - 1) << 3) : 0;
}
@inline function otherAt(p: Program, term: usize): usize {
  const other = <usize>load<u32>(term + 16);
  return other ? p.inputs + ((other - 1) << 3) : 0;
}
@inline function addTo(at: usize, value: f64): void {
  store<f64>(at, load<f64>(at) + value);
}

/** Half angles of the whole batch (of one sample, inputs too), then their cosines and sines. */
export function sharedAngles(p: Program): void {
  let at = p.sharedTerms;
  for (let slot: usize = 0; slot < p.numShared; slot++) {
    const count = load<u32>(at + 8);
    let angle = load<f64>(at);
    at += TERM;
    for (let t: u32 = 0; t < count; t++, at += TERM) {
      const x = inputAt(p, at), y = otherAt(p, at);
      let turn = scaleOf(p, at);
      if (x) turn *= load<f64>(x);
      if (y) turn *= load<f64>(y);
      angle += turn;
    }
    store<f64>(p.sharedHalf + (slot << 3), angle / 2);
  }
  sincos(p.sharedHalf, p.sharedSin, p.sharedCos, p.numShared);
  for (let slot: usize = 0; slot < p.numShared; slot++) {
    st(p.sharedCosLanes + (slot << 4), splat(<F>load<f64>(p.sharedCos + (slot << 3))));
    st(p.sharedSinLanes + (slot << 4), splat(<F>load<f64>(p.sharedSin + (slot << 3))));
  }
}

/**
 * Cosines and sines of the angles that differ by sample. Lanes from the batch up to a whole block get the angle 0, but where the batch is odd the
 * first of them gets its last sample's once more. They count nowhere, but must be finite: 0 times NaN would not be 0.
 */
export function sampleAngles(p: Program, batch: usize, filled: usize): void {
  const half = p.sampleHalf, stop = half + (batch << 3);
  const row = p.padded * sizeof<F>(), stride = p.numInputs << 3;
  const two = f64x2.splat(0.5);
  let at = p.sampleTerms;
  for (let slot: usize = 0; slot < p.numSample; slot++) {
    const count = load<u32>(at + 8);
    const start = f64x2.splat(load<f64>(at) / 2);
    at += TERM;
    for (let t: u32 = 0; t < count; t++, at += TERM) {
      const scale = f64x2.splat(scaleOf(p, at));
      let x = inputAt(p, at), y = otherAt(p, at);
      if (!x) {
        const turn = f64x2.mul(scale, two);
        for (let q = half; q < stop; q += 16) v128.store(q, f64x2.add(t ? v128.load(q) : start, turn));
        continue;
      }
      if (y) {
        for (let q = half; q < stop; q += 16, x += 2 * stride, y += 2 * stride) {
          const step = q + 8 < stop ? stride : 0;
          const turn = f64x2.mul(f64x2.mul(scale, pair(x, step)), pair(y, step));
          v128.store(q, f64x2.add(t ? v128.load(q) : start, f64x2.mul(turn, two)));
        }
        continue;
      }
      for (let q = half; q < stop; q += 16, x += 2 * stride) {
        const turn = f64x2.mul(f64x2.mul(scale, pair(x, q + 8 < stop ? stride : 0)), two);
        v128.store(q, f64x2.add(t ? v128.load(q) : start, turn));
      }
    }
    for (let s = (batch + 1) & ~1; s < filled; s += 2) v128.store(half + (s << 3), f64x2.splat(0));
    const cosines = p.sampleCos + slot * row, sines = p.sampleSin + slot * row;
    if (sizeof<F>() == 8) sincos(half, sines, cosines, filled);
    else {
      // In double precision behind the angles, then to single.
      const wide = half + (p.padded << 3), wider = wide + (p.padded << 3);
      sincos(half, wide, wider, filled);
      for (let s: usize = 0; s < filled; s += 2) {
        putPair(sines + (s << 2), v128.load(wide + (s << 3)));
        putPair(cosines + (s << 2), v128.load(wider + (s << 3)));
      }
    }
  }
}

/** Where the derivatives by an angle go: twice the derivative, one vector for the batch (rows: V vectors of lanes), or the sample's lanes. */
@inline export function sharedSink(p: Program, slot: usize, rows: bool): usize {
  return rows ? p.laneShared + slot * (p.V << 4) : p.sumShared + (slot << 4);
}
@inline export function sampleSink(p: Program, slot: usize, block: usize): usize {
  return p.gradSample + slot * p.padded * sizeof<F>() + block * (p.V << 4);
}

/** The batch's derivatives by shared angles, to the parameters; of one sample, to the inputs too. */
export function sumsToSources(p: Program): void {
  let at = p.sharedTerms;
  for (let slot: usize = 0; slot < p.numShared; slot++) {
    const count = load<u32>(at + 8);
    const grad = total(p.sumShared + (slot << 4)) / 2;
    at += TERM;
    for (let t: u32 = 0; t < count; t++, at += TERM) termToSources(p, at, grad, 0, 0, true);
  }
}

/** The derivative by one angle of one sample, to what its term names. row: bytes to the sample's row of inputs; paramRow: to its row of gradParams. */
@inline function termToSources(p: Program, term: usize, grad: f64, row: usize, paramRow: usize, wantInputs: bool): void {
  const param = paramIn(term);
  const x = inputAt(p, term) ? inputAt(p, term) + row : 0, y = otherAt(p, term) ? otherAt(p, term) + row : 0;
  if (param) addTo(p.gradParams + paramRow + ((param - 1) << 3), load<f64>(term) * grad * (x ? load<f64>(x) : 1));
  if (!x || !wantInputs) return;
  const slope = scaleOf(p, term) * grad;
  addTo(p.gradInputs + (x - p.inputs), y ? slope * load<f64>(y) : slope);
  if (y) addTo(p.gradInputs + (y - p.inputs), slope * load<f64>(x));
}

/** The same lane by lane, for the block's samples first..first+count-1: shared angles have parameters alone where there are lanes. */
export function rowsToParams(p: Program, first: usize, count: usize): void {
  let at = p.sharedTerms;
  for (let slot: usize = 0; slot < p.numShared; slot++) {
    const terms = load<u32>(at + 8);
    const lanes = p.laneShared + slot * (p.V << 4);
    at += TERM;
    for (let t: u32 = 0; t < terms; t++, at += TERM) {
      const scale = load<f64>(at) / 2;
      let out = p.gradParams + ((first * p.numParams + paramIn(at) - 1) << 3);
      for (let s: usize = 0; s < count; s++, out += p.numParams << 3) addTo(out, scale * <f64>load<F>(lanes + s * sizeof<F>()));
    }
  }
}

/** Derivatives by angles that differ by sample, to parameters (summed, or by row) and, if wanted, inputs. */
export function samplesToSources(p: Program, batch: usize, rows: bool, wantInputs: bool): void {
  const row = p.numInputs << 3, paramRow = rows ? p.numParams << 3 : 0;
  let at = p.sampleTerms;
  for (let slot: usize = 0; slot < p.numSample; slot++) {
    const count = load<u32>(at + 8);
    const lanes = p.gradSample + slot * p.padded * sizeof<F>();
    at += TERM;
    for (let t: u32 = 0; t < count; t++, at += TERM) {
      if (!wantInputs && !paramIn(at)) continue;
      for (let s: usize = 0; s < batch; s++) {
        termToSources(p, at, <f64>load<F>(lanes + s * sizeof<F>()) / 2, s * row, s * paramRow, wantInputs);
      }
    }
  }
}
