import { F } from "./precision";
import { Program } from "./program";
import { pair, putPair, splat, st, total } from "./simd";
import { sincos } from "./sincos";

/*
 * An angle is a sum: constant + scale * parameter * input, term by term, where parameter or input may be missing. In memory, for each slot: u32 number
 * of terms, u32 unused, f64 constant; then for each term u32 1 + index of the parameter or 0, u32 1 + index of the input or 0, f64 scale.
 */
const TERM: usize = 16;

/** The term's parameter, or 1. */
@inline function paramOf(p: Program, term: usize): f64 {
  const param = <usize>load<u32>(term);
  return param ? load<f64>(p.params + ((param - 1) << 3)) : 1;
}
/** Address of the term's input in the first sample's row, or 0. */
@inline function inputAt(p: Program, term: usize): usize {
  const input = <usize>load<u32>(term + 4);
  return input ? p.inputs + ((input - 1) << 3) : 0;
}
@inline function addTo(at: usize, value: f64): void {
  store<f64>(at, load<f64>(at) + value);
}

/** Half angles of the whole batch (of one sample, inputs too), then their cosines and sines. */
export function sharedAngles(p: Program): void {
  let at = p.sharedTerms;
  for (let slot: usize = 0; slot < p.numShared; slot++) {
    const count = load<u32>(at);
    let angle = load<f64>(at + 8);
    at += TERM;
    for (let t: u32 = 0; t < count; t++, at += TERM) {
      const input = inputAt(p, at);
      const value = load<f64>(at + 8) * paramOf(p, at);
      angle += input ? value * load<f64>(input) : value;
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
    const count = load<u32>(at);
    const start = f64x2.splat(load<f64>(at + 8) / 2);
    at += TERM;
    for (let t: u32 = 0; t < count; t++, at += TERM) {
      const scale = f64x2.splat(load<f64>(at + 8) * paramOf(p, at));
      let x = inputAt(p, at);
      if (!x) {
        const turn = f64x2.mul(scale, two);
        for (let q = half; q < stop; q += 16) v128.store(q, f64x2.add(t ? v128.load(q) : start, turn));
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
    const count = load<u32>(at);
    const grad = total(p.sumShared + (slot << 4)) / 2;
    at += TERM;
    for (let t: u32 = 0; t < count; t++, at += TERM) {
      const param = <usize>load<u32>(at), x = inputAt(p, at);
      const slope = load<f64>(at + 8) * grad;
      if (param) addTo(p.gradParams + ((param - 1) << 3), x ? slope * load<f64>(x) : slope);
      if (x) addTo(p.gradInputs + (x - p.inputs), slope * paramOf(p, at));
    }
  }
}

/** The same lane by lane, for the block's samples first..first+count-1. */
export function rowsToParams(p: Program, first: usize, count: usize): void {
  let at = p.sharedTerms;
  for (let slot: usize = 0; slot < p.numShared; slot++) {
    const terms = load<u32>(at);
    const lanes = p.laneShared + slot * (p.V << 4);
    at += TERM;
    for (let t: u32 = 0; t < terms; t++, at += TERM) {
      const scale = load<f64>(at + 8);
      // Shared angles have parameters alone where there are rows.
      let out = p.gradParams + ((first * p.numParams + <usize>load<u32>(at) - 1) << 3);
      for (let s: usize = 0; s < count; s++, out += p.numParams << 3) {
        store<f64>(out, load<f64>(out) + scale * <f64>load<F>(lanes + s * sizeof<F>()) / 2);
      }
    }
  }
}

/** Derivatives by angles that differ by sample, to parameters (summed, or by row) and, if wanted, inputs. */
export function samplesToSources(p: Program, batch: usize, rows: bool, wantInputs: bool): void {
  let at = p.sampleTerms;
  for (let slot: usize = 0; slot < p.numSample; slot++) {
    const count = load<u32>(at);
    const lanes = p.gradSample + slot * p.padded * sizeof<F>();
    at += TERM;
    for (let t: u32 = 0; t < count; t++, at += TERM) {
      const param = <usize>load<u32>(at), x = inputAt(p, at);
      const scale = load<f64>(at + 8) / 2;
      if (param) {
        let out = p.gradParams + ((param - 1) << 3), value = x;
        for (let s: usize = 0; s < batch; s++, out += rows ? p.numParams << 3 : 0, value += p.numInputs << 3) {
          const slope = scale * <f64>load<F>(lanes + s * sizeof<F>());
          addTo(out, x ? slope * load<f64>(value) : slope);
        }
      }
      if (x && wantInputs) {
        const factor = scale * paramOf(p, at);
        let out = p.gradInputs + (x - p.inputs);
        for (let s: usize = 0; s < batch; s++, out += p.numInputs << 3) addTo(out, factor * <f64>load<F>(lanes + s * sizeof<F>()));
      }
    }
  }
}
