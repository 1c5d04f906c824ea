import { F } from "./precision";

@inline export function ld(p: usize): v128 { return v128.load(p); }
@inline export function st(p: usize, x: v128): void { v128.store(p, x); }
@inline export function mul(a: v128, b: v128): v128 { return v128.mul<F>(a, b); }
@inline export function add(a: v128, b: v128): v128 { return v128.add<F>(a, b); }
@inline export function sub(a: v128, b: v128): v128 { return v128.sub<F>(a, b); }
@inline export function splat(x: F): v128 { return v128.splat<F>(x); }
/** One number of the table at p in every lane. */
@inline export function spread(p: usize): v128 {
  return sizeof<F>() == 8 ? v128.load64_splat(p) : v128.load32_splat(p);
}
/** Index k with a zero put in at bit a. */
@inline export function gap(k: usize, a: usize): usize { const m: usize = ((<usize>1) << a) - 1; return ((k & ~m) << 1) | (k & m); }
/** Two doubles, `stride` bytes apart. */
@inline export function pair(at: usize, stride: usize): v128 {
  return v128.load64_lane(at + stride, v128.load64_zero(at), 1);
}
/** Stores two doubles as two numbers of F. */
@inline export function putPair(at: usize, x: v128): void {
  if (sizeof<F>() == 8) v128.store(at, x);
  else v128.store64_lane(at, f32x4.demote_f64x2_zero(x), 0);
}
/** The sum of a vector's lanes. */
@inline export function total(at: usize): f64 {
  let sum: f64 = 0;
  for (let lane: usize = 0; lane < 16; lane += sizeof<F>()) sum += <f64>load<F>(at + lane);
  return sum;
}
/** 1 when an odd number of bits is set, else 0. */
@inline export function parity(bits: usize): usize { return popcnt(bits) & 1; }
