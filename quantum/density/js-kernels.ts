import { sincosInto } from "../../core/math/index.ts";
import type { DensityKernels } from "./kernels.ts";

/** The kernels in plain JavaScript: the readable reference. */
export function jsKernels(memory: ArrayBuffer): DensityKernels {
  const m = new Float64Array(memory);
  const ints = new Int32Array(memory);

  return {
    sincos(x, sines, cosines, count) {
      const at = (bytes: number): Float64Array => m.subarray(bytes / 8, bytes / 8 + count);
      sincosInto(at(x), at(sines), at(cosines), count);
    },
    matrix(from, to, size, stride, at) {
      const [t0, xx, xy, xz, t1, yx, yy, yz, t2, zx, zy, zz] = twelve(m, at);
      for (let base = 0; base < size; base += 4 * stride) {
        for (let k = base; k < base + stride; k++) {
          const q = from + k;
          const i = m[q]!;
          const x = m[q + stride]!;
          const y = m[q + 2 * stride]!;
          const z = m[q + 3 * stride]!;
          m[to + k] = i;
          m[to + k + stride] = t0 * i + xx * x + (xy * y + xz * z);
          m[to + k + 2 * stride] = t1 * i + yx * x + (yy * y + yz * z);
          m[to + k + 3 * stride] = t2 * i + zx * x + (zy * y + zz * z);
        }
      }
    },
    matrixBack(from, to, size, stride, at) {
      const [t0, xx, xy, xz, t1, yx, yy, yz, t2, zx, zy, zz] = twelve(m, at);
      for (let base = 0; base < size; base += 4 * stride) {
        for (let k = base; k < base + stride; k++) {
          const q = from + k;
          const i = m[q]!;
          const x = m[q + stride]!;
          const y = m[q + 2 * stride]!;
          const z = m[q + 3 * stride]!;
          m[to + k] = i + t0 * x + (t1 * y + t2 * z);
          m[to + k + stride] = xx * x + (yx * y + zx * z);
          m[to + k + 2 * stride] = xy * x + (yy * y + zy * z);
          m[to + k + 3 * stride] = xz * x + (yz * y + zz * z);
        }
      }
    },
    gram(after, before, size, stride, out) {
      for (let a = 0; a < 3; a++) {
        for (let base = 0; base < size; base += 4 * stride) {
          for (let k = base; k < base + stride; k++) {
            const value = m[after + k + (a + 1) * stride]!;
            const sum = out + 8 * a + (k & 1);
            for (let b = 0; b < 4; b++) m[sum + 2 * b]! += value * m[before + k + b * stride]!;
          }
        }
      }
    },
    turn(from, to, size, stride, lanes, p, q, cos, sin, sign) {
      const rest = [0, 6 - p - q];
      for (let base = 0; base < size; base += 4 * stride) {
        for (let row = base; row < base + stride; row += lanes) {
          for (const b of rest)
            m.copyWithin(to + row + b * stride, from + row + b * stride, from + row + b * stride + lanes);
          for (let lane = 0; lane < lanes; lane++) {
            const c = m[cos + lane]!;
            const s = sign * m[sin + lane]!;
            const x = m[from + row + p * stride + lane]!;
            const y = m[from + row + q * stride + lane]!;
            m[to + row + p * stride + lane] = c * x - s * y;
            m[to + row + q * stride + lane] = s * x + c * y;
          }
        }
      }
    },
    turnDots(lambda, r, size, stride, lanes, p, q, out) {
      for (let base = 0; base < size; base += 4 * stride) {
        for (let row = base; row < base + stride; row += lanes) {
          const at = row + p * stride;
          const other = row + q * stride;
          for (let lane = 0; lane < lanes; lane++) {
            m[out + lane]! +=
              m[lambda + other + lane]! * m[r + at + lane]! - m[lambda + at + lane]! * m[r + other + lane]!;
          }
        }
      }
    },
    scatter(from, to, count, lanes, f, d) {
      for (let i = 0; i < count; i++) {
        const row = to + ints[f + i]! * lanes;
        for (let lane = 0; lane < lanes; lane++) m[row + lane] = m[d + i]! * m[from + i * lanes + lane]!;
      }
    },
    gather(from, to, count, lanes, f, d) {
      for (let i = 0; i < count; i++) {
        const row = from + ints[f + i]! * lanes;
        for (let lane = 0; lane < lanes; lane++) m[to + i * lanes + lane] = m[d + i]! * m[row + lane]!;
      }
    },
    mapDots(after, before, count, lanes, f, out) {
      for (let i = 0; i < count; i++) {
        const row = after + ints[f + i]! * lanes;
        let even = 0;
        let odd = 0;
        for (let lane = 0; lane < lanes; lane += 2) {
          even += m[row + lane]! * m[before + i * lanes + lane]!;
          odd += m[row + lane + 1]! * m[before + i * lanes + lane + 1]!;
        }
        m[out + i]! += even + odd;
      }
    },
    extend(from, count, wire, to, lanes) {
      for (let i = 0; i < count; i++) {
        for (let b = 0; b < 4; b++) {
          const row = to + (4 * i + b) * lanes;
          for (let lane = 0; lane < lanes; lane++) {
            m[row + lane] = m[from + i * lanes + lane]! * m[wire + b * lanes + lane]!;
          }
        }
      }
    },
    shrink(lambda, count, wire, from, out, mu, lanes) {
      m.fill(0, mu, mu + 4 * lanes);
      for (let lane = 0; lane < lanes; lane++) {
        const wx = m[wire + lanes + lane]!;
        const wy = m[wire + 2 * lanes + lane]!;
        const wz = m[wire + 3 * lanes + lane]!;
        for (let i = 0; i < count; i++) {
          const row = lambda + 4 * i * lanes + lane;
          const x = m[row + lanes]!;
          const y = m[row + 2 * lanes]!;
          const z = m[row + 3 * lanes]!;
          const value = m[from + i * lanes + lane]!;
          m[mu + lanes + lane]! += value * x;
          m[mu + 2 * lanes + lane]! += value * y;
          m[mu + 3 * lanes + lane]! += value * z;
          m[out + i * lanes + lane] = m[row]! + wx * x + (wy * y + wz * z);
        }
      }
    },
    contract(o, width, r, count, lanes, out) {
      for (let i = 0; i < width; i++) {
        for (let lane = 0; lane < lanes; lane++) {
          let sum = 0;
          for (let p = 0; p < count; p++) sum += m[o + p * width + i]! * m[r + p * lanes + lane]!;
          m[out + i * lanes + lane] = sum;
        }
      }
    },
    spread(o, width, g, count, lanes, r) {
      for (let p = 0; p < count; p++) {
        for (let lane = 0; lane < lanes; lane++) {
          let sum = 0;
          for (let i = 0; i < width; i++) sum += m[o + p * width + i]! * m[g + i * lanes + lane]!;
          m[r + p * lanes + lane] = sum;
        }
      }
    },
    collect(g, r, count, lanes, o, width) {
      for (let p = 0; p < count; p++) {
        for (let i = 0; i < width; i++) {
          let even = 0;
          let odd = 0;
          for (let lane = 0; lane < lanes; lane += 2) {
            even += m[g + i * lanes + lane]! * m[r + p * lanes + lane]!;
            odd += m[g + i * lanes + lane + 1]! * m[r + p * lanes + lane + 1]!;
          }
          m[o + p * width + i]! += even + odd;
        }
      }
    },
  };
}

type Twelve = [number, number, number, number, number, number, number, number, number, number, number, number];

function twelve(m: Float64Array, at: number): Twelve {
  return Array.from(m.subarray(at, at + 12)) as Twelve;
}
