import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { cos, sin } from "../../core/math/index.ts";
import { uniforms } from "../../test/oracle/random-circuit.ts";
import { openKernels } from "./module.ts";
import { PROGRAM_WORDS, STAGE_WORDS } from "./program.ts";

test.each(["f64", "f32"] as const)("%s kernels: sines and cosines have the bits of core/math", (precision) => {
  const memory = new WebAssembly.Memory({ initial: 4 });
  const { sincos } = openKernels(precision, memory);
  const near = uniforms(fold(keyOf(5), "near"), 6000, -20, 20);
  const far = uniforms(fold(keyOf(5), "far"), 500, -2e6, 2e6);
  const quarters = Array.from({ length: 80 }, (_, k) => ((k - 40) * Math.PI) / 2);
  const special = [0, -0, 5e-324, -1e-300, 1e-9, -1e-9, 1e-5, 785398.2, -785399, 1e6, 2 ** 20, 1e15, -1e22, 1e300];
  const strange = [Number.NaN, Infinity, -Infinity];
  const x = Float64Array.of(...near, ...far, ...quarters, ...special, ...strange);
  expect(x.length % 2).toBe(1);
  const [at, sines, cosines] = [4096, 4096 + 8 * 8192, 4096 + 16 * 8192];
  const view = (from: number): Float64Array => new Float64Array(memory.buffer, from, x.length);
  view(at).set(x);
  sincos(at, sines, cosines, x.length);
  x.forEach((value, i) => {
    expect(Object.is(view(sines)[i], sin(value)), `sin ${value}`).toBe(true);
    expect(Object.is(view(cosines)[i], cos(value)), `cos ${value}`).toBe(true);
  });
});

test("the host writes the words of a program in the order in which the kernels read them", () => {
  const source = readFileSync("quantum/kernels/program.ts", "utf8");
  const wordsOf = (name: string): string[] => {
    const start = source.indexOf(`class ${name} {`);
    const body = source.slice(start, source.indexOf("\n}", start));
    return [...body.matchAll(/^ {2}(\w+): usize;$/gm)].map(([, word]) => word!);
  };
  expect(PROGRAM_WORDS).toEqual(wordsOf("Program"));
  expect(STAGE_WORDS).toEqual(wordsOf("Stage"));
});
