/**
 * The passes over coordinates that the exact engine is made of. All arrays lie in one memory of doubles; arguments are places in it (`f`: in the
 * same memory as 32-bit integers), sizes are numbers of doubles. An array of coordinates is (4^k, lanes), lanes an even number; a wire's digit has the
 * stride 4^(wires after it) lanes. The same operations in the same order in both forms, plain JavaScript and WebAssembly: the same bits.
 */
export interface DensityKernels {
  /** Sines and cosines of `count` numbers at x, which are overwritten; there is room for one more. Of these places alone the unit is a byte. */
  sincos(x: number, sines: number, cosines: number, count: number): void;
  /** to = M from on one digit: rows X, Y, Z of m (12,), four numbers each, the first for I; I stays. size: of the whole array. */
  matrix(from: number, to: number, size: number, stride: number, m: number): void;
  /** to = M^T from. */
  matrixBack(from: number, to: number, size: number, stride: number, m: number): void;
  /** out (12, 2) += after[a] before[b], for a in X, Y, Z and b in I, X, Y, Z, summed over all else but even and odd lanes. */
  gram(after: number, before: number, size: number, stride: number, out: number): void;
  /** p' = cos p - sin q, q' = sin p + cos q, by lane: cos and sin (lanes,); sign -1 takes it back. The two other letters are copied. */
  turn(
    from: number,
    to: number,
    size: number,
    stride: number,
    lanes: number,
    p: number,
    q: number,
    cos: number,
    sin: number,
    sign: number,
  ): void;
  /** out (lanes,) += sum of lambda_q r_p - lambda_p r_q: the derivative by the angle of a turn, both arrays being those after it. */
  turnDots(
    lambda: number,
    r: number,
    size: number,
    stride: number,
    lanes: number,
    p: number,
    q: number,
    out: number,
  ): void;
  /** to[f[i]] = d[i] from[i] for i < count, rows of lanes. */
  scatter(from: number, to: number, count: number, lanes: number, f: number, d: number): void;
  /** to[i] = d[i] from[f[i]]. */
  gather(from: number, to: number, count: number, lanes: number, f: number, d: number): void;
  /** out[i] += sum over lanes of after[f[i]] before[i]. */
  mapDots(after: number, before: number, count: number, lanes: number, f: number, out: number): void;
  /** to[4 i + b] = from[i] wire[b]: from (count, lanes), wire (4, lanes) whose first row is 1. */
  extend(from: number, count: number, wire: number, to: number, lanes: number): void;
  /** out[i] = sum_b wire[b] lambda[4 i + b]; mu[b] = sum_i from[i] lambda[4 i + b] for b > 0, mu[0] = 0. */
  shrink(lambda: number, count: number, wire: number, from: number, out: number, mu: number, lanes: number): void;
  /** out[i] (lanes,) = sum_P o[P, i] r[P]: o (count, width) numbers, r (count, lanes), out (width, lanes). width even. */
  contract(o: number, width: number, r: number, count: number, lanes: number, out: number): void;
  /** r[P] = sum_i o[P, i] g[i], g (width, lanes). */
  spread(o: number, width: number, g: number, count: number, lanes: number, r: number): void;
  /** o[P, i] += sum over lanes of g[i] r[P]. */
  collect(g: number, r: number, count: number, lanes: number, o: number, width: number): void;
}
