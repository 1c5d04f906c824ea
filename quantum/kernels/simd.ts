import { F } from "./precision";

@inline export function ld(p: usize): v128 { return v128.load(p); }
@inline export function st(p: usize, x: v128): void { v128.store(p, x); }
@inline export function mul(a: v128, b: v128): v128 { return v128.mul<F>(a, b); }
@inline export function add(a: v128, b: v128): v128 { return v128.add<F>(a, b); }
@inline export function sub(a: v128, b: v128): v128 { return v128.sub<F>(a, b); }
@inline export function splat(x: F): v128 { return v128.splat<F>(x); }
/** One number of the table at p in every lane. */
@inline export function spread(p: usize): v128 { return v128.splat<F>(load<F>(p)); }
/** Index k with a zero put in at bit a. */
@inline export function gap(k: usize, a: usize): usize { const m: usize = ((<usize>1) << a) - 1; return ((k & ~m) << 1) | (k & m); }
