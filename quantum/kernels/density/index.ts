/*
 * Passes over the coordinates of density matrices: see quantum/density/kernels.ts, whose order of operations they keep. Places are counted in doubles
 * (those of integers in words of four bytes); inside, in bytes. Two lanes a vector.
 */
export { sincos } from "../sincos";

@inline function ld(p: usize): v128 { return v128.load(p); }
@inline function st(p: usize, x: v128): void { v128.store(p, x); }
@inline function mul(a: v128, b: v128): v128 { return f64x2.mul(a, b); }
@inline function add(a: v128, b: v128): v128 { return f64x2.add(a, b); }
@inline function sub(a: v128, b: v128): v128 { return f64x2.sub(a, b); }
@inline function each(p: usize): v128 { return v128.load64_splat(p); }
@inline function both(x: v128): f64 { return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1); }

export function matrix(from: usize, to: usize, size: usize, stride: usize, m: usize): void {
  from <<= 3; to <<= 3; m <<= 3;
  const s1 = stride << 3, s2 = s1 + s1, s3 = s2 + s1, end = size << 3;
  const t0 = each(m), xx = each(m + 8), xy = each(m + 16), xz = each(m + 24);
  const t1 = each(m + 32), yx = each(m + 40), yy = each(m + 48), yz = each(m + 56);
  const t2 = each(m + 64), zx = each(m + 72), zy = each(m + 80), zz = each(m + 88);
  for (let base: usize = 0; base < end; base += s1 << 2) {
    const stop = from + base + s1;
    for (let q = from + base, o = to + base; q < stop; q += 16, o += 16) {
      const i = ld(q), x = ld(q + s1), y = ld(q + s2), z = ld(q + s3);
      st(o, i);
      st(o + s1, add(add(mul(t0, i), mul(xx, x)), add(mul(xy, y), mul(xz, z))));
      st(o + s2, add(add(mul(t1, i), mul(yx, x)), add(mul(yy, y), mul(yz, z))));
      st(o + s3, add(add(mul(t2, i), mul(zx, x)), add(mul(zy, y), mul(zz, z))));
    }
  }
}

export function matrixBack(from: usize, to: usize, size: usize, stride: usize, m: usize): void {
  from <<= 3; to <<= 3; m <<= 3;
  const s1 = stride << 3, s2 = s1 + s1, s3 = s2 + s1, end = size << 3;
  const t0 = each(m), xx = each(m + 8), xy = each(m + 16), xz = each(m + 24);
  const t1 = each(m + 32), yx = each(m + 40), yy = each(m + 48), yz = each(m + 56);
  const t2 = each(m + 64), zx = each(m + 72), zy = each(m + 80), zz = each(m + 88);
  for (let base: usize = 0; base < end; base += s1 << 2) {
    const stop = from + base + s1;
    for (let q = from + base, o = to + base; q < stop; q += 16, o += 16) {
      const i = ld(q), x = ld(q + s1), y = ld(q + s2), z = ld(q + s3);
      st(o, add(add(i, mul(t0, x)), add(mul(t1, y), mul(t2, z))));
      st(o + s1, add(mul(xx, x), add(mul(yx, y), mul(zx, z))));
      st(o + s2, add(mul(xy, x), add(mul(yy, y), mul(zy, z))));
      st(o + s3, add(mul(xz, x), add(mul(yz, y), mul(zz, z))));
    }
  }
}

export function gram(after: usize, before: usize, size: usize, stride: usize, out: usize): void {
  after <<= 3; before <<= 3; out <<= 3;
  const s1 = stride << 3, s2 = s1 + s1, s3 = s2 + s1, end = size << 3;
  for (let a: usize = 0; a < 3; a++, out += 64) {
    after += s1;
    let gi = ld(out), gx = ld(out + 16), gy = ld(out + 32), gz = ld(out + 48);
    for (let base: usize = 0; base < end; base += s1 << 2) {
      const stop = before + base + s1;
      for (let r = before + base, l = after + base; r < stop; r += 16, l += 16) {
        const value = ld(l);
        gi = add(gi, mul(value, ld(r)));
        gx = add(gx, mul(value, ld(r + s1)));
        gy = add(gy, mul(value, ld(r + s2)));
        gz = add(gz, mul(value, ld(r + s3)));
      }
    }
    st(out, gi);
    st(out + 16, gx);
    st(out + 32, gy);
    st(out + 48, gz);
  }
}

export function turn(
  from: usize, to: usize, size: usize, stride: usize, lanes: usize, p: usize, q: usize, cos: usize, sin: usize, sign: f64,
): void {
  from <<= 3; to <<= 3; cos <<= 3; sin <<= 3;
  const s1 = stride << 3, row = lanes << 3, end = size << 3, turned = f64x2.splat(sign);
  const sp = p * s1, sq = q * s1, sr = (6 - p - q) * s1;
  for (let base: usize = 0; base < end; base += s1 << 2) {
    for (let at = base; at < base + s1; at += row) {
      for (let v: usize = 0; v < row; v += 16) {
        const f = from + at + v, o = to + at + v;
        const c = ld(cos + v), s = mul(turned, ld(sin + v));
        const x = ld(f + sp), y = ld(f + sq);
        st(o, ld(f));
        st(o + sr, ld(f + sr));
        st(o + sp, sub(mul(c, x), mul(s, y)));
        st(o + sq, add(mul(s, x), mul(c, y)));
      }
    }
  }
}

export function turnDots(
  lambda: usize, r: usize, size: usize, stride: usize, lanes: usize, p: usize, q: usize, out: usize,
): void {
  lambda <<= 3; r <<= 3; out <<= 3;
  const s1 = stride << 3, row = lanes << 3, end = size << 3;
  const sp = p * s1, sq = q * s1;
  for (let base: usize = 0; base < end; base += s1 << 2) {
    for (let at = base; at < base + s1; at += row) {
      for (let v: usize = 0; v < row; v += 16) {
        const o = at + v;
        st(out + v, add(ld(out + v), sub(mul(ld(lambda + o + sq), ld(r + o + sp)), mul(ld(lambda + o + sp), ld(r + o + sq)))));
      }
    }
  }
}

export function scatter(from: usize, to: usize, count: usize, lanes: usize, f: usize, d: usize): void {
  from <<= 3; to <<= 3; f <<= 2; d <<= 3;
  const row = lanes << 3;
  for (const stop = d + (count << 3); d < stop; d += 8, f += 4) {
    const factor = each(d);
    const o = to + <usize>load<u32>(f) * row;
    for (let v: usize = 0; v < row; v += 16, from += 16) st(o + v, mul(factor, ld(from)));
  }
}

export function gather(from: usize, to: usize, count: usize, lanes: usize, f: usize, d: usize): void {
  from <<= 3; to <<= 3; f <<= 2; d <<= 3;
  const row = lanes << 3;
  for (const stop = d + (count << 3); d < stop; d += 8, f += 4) {
    const factor = each(d);
    const q = from + <usize>load<u32>(f) * row;
    for (let v: usize = 0; v < row; v += 16, to += 16) st(to, mul(factor, ld(q + v)));
  }
}

export function mapDots(after: usize, before: usize, count: usize, lanes: usize, f: usize, out: usize): void {
  after <<= 3; before <<= 3; f <<= 2; out <<= 3;
  const row = lanes << 3;
  for (const stop = out + (count << 3); out < stop; out += 8, f += 4) {
    const q = after + <usize>load<u32>(f) * row;
    let sum = f64x2.splat(0);
    for (let v: usize = 0; v < row; v += 16, before += 16) sum = add(sum, mul(ld(q + v), ld(before)));
    store<f64>(out, load<f64>(out) + both(sum));
  }
}

export function extend(from: usize, count: usize, wire: usize, to: usize, lanes: usize): void {
  from <<= 3; wire <<= 3; to <<= 3;
  const row = lanes << 3, row2 = row + row, row3 = row2 + row;
  for (let i: usize = 0; i < count; i++, to += row3) {
    for (let v: usize = 0; v < row; v += 16, from += 16, to += 16) {
      const value = ld(from), w = wire + v;
      st(to, mul(value, ld(w)));
      st(to + row, mul(value, ld(w + row)));
      st(to + row2, mul(value, ld(w + row2)));
      st(to + row3, mul(value, ld(w + row3)));
    }
  }
}

export function shrink(lambda: usize, count: usize, wire: usize, from: usize, out: usize, mu: usize, lanes: usize): void {
  lambda <<= 3; wire <<= 3; from <<= 3; out <<= 3; mu <<= 3;
  const row = lanes << 3, row2 = row + row, row3 = row2 + row;
  for (let v: usize = 0; v < row; v += 16) {
    const wx = ld(wire + row + v), wy = ld(wire + row2 + v), wz = ld(wire + row3 + v);
    let mx = f64x2.splat(0), my = f64x2.splat(0), mz = f64x2.splat(0);
    let q = lambda + v, o = v;
    for (let i: usize = 0; i < count; i++, q += row << 2, o += row) {
      const x = ld(q + row), y = ld(q + row2), z = ld(q + row3), value = ld(from + o);
      mx = add(mx, mul(value, x));
      my = add(my, mul(value, y));
      mz = add(mz, mul(value, z));
      st(out + o, add(add(ld(q), mul(wx, x)), add(mul(wy, y), mul(wz, z))));
    }
    st(mu + v, f64x2.splat(0));
    st(mu + row + v, mx);
    st(mu + row2 + v, my);
    st(mu + row3 + v, mz);
  }
}

export function contract(o: usize, width: usize, r: usize, count: usize, lanes: usize, out: usize): void {
  o <<= 3; r <<= 3; out <<= 3;
  const row = lanes << 3, step = width << 3, stop = r + count * row;
  for (let i: usize = 0; i < step; i += 16, out += row + row) {
    let v: usize = 0;
    for (; v + 16 < row; v += 32) {
      let a = f64x2.splat(0), b = a, c = a, d = a;
      for (let q = r + v, p = o + i; q < stop; q += row, p += step) {
        const x = ld(q), y = ld(q + 16), one = each(p), two = each(p + 8);
        a = add(a, mul(one, x));
        b = add(b, mul(one, y));
        c = add(c, mul(two, x));
        d = add(d, mul(two, y));
      }
      st(out + v, a);
      st(out + v + 16, b);
      st(out + row + v, c);
      st(out + row + v + 16, d);
    }
    if (v < row) {
      let a = f64x2.splat(0), c = a;
      for (let q = r + v, p = o + i; q < stop; q += row, p += step) {
        const x = ld(q);
        a = add(a, mul(each(p), x));
        c = add(c, mul(each(p + 8), x));
      }
      st(out + v, a);
      st(out + row + v, c);
    }
  }
}

export function spread(o: usize, width: usize, g: usize, count: usize, lanes: usize, r: usize): void {
  o <<= 3; g <<= 3; r <<= 3;
  const row = lanes << 3, step = width << 3;
  for (let p: usize = 0; p < count; p++, o += step) {
    for (let v: usize = 0; v < row; v += 16, r += 16) {
      let sum = f64x2.splat(0);
      for (let i = o, q = g + v; i < o + step; i += 8, q += row) sum = add(sum, mul(each(i), ld(q)));
      st(r, sum);
    }
  }
}

export function collect(g: usize, r: usize, count: usize, lanes: usize, o: usize, width: usize): void {
  g <<= 3; r <<= 3; o <<= 3;
  const row = lanes << 3, step = width << 3;
  for (let p: usize = 0; p < count; p++, r += row) {
    for (let i: usize = 0, q = g; i < step; i += 16, q += row + row, o += 16) {
      let a = f64x2.splat(0), b = a;
      for (let v: usize = 0; v < row; v += 16) {
        const x = ld(r + v);
        a = add(a, mul(ld(q + v), x));
        b = add(b, mul(ld(q + row + v), x));
      }
      const even = i64x2.shuffle(a, b, 0, 2), odd = i64x2.shuffle(a, b, 1, 3);
      st(o, add(ld(o), add(even, odd)));
    }
  }
}
