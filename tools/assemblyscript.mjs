import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * Compiles an AssemblyScript entry (a path from the root of the checkout) to WebAssembly with SIMD over an imported memory. precision: f64 or
 * f32, the type `F` of quantum/kernels/precision, which is no file.
 */
export async function compile(entry, precision) {
  let binary;
  const { error, stderr } = await asc.main(
    [
      entry,
      "--outFile",
      "kernels.wasm",
      "-O3",
      "--converge",
      "--noAssert",
      "--runtime",
      "stub",
      "--enable",
      "simd",
      "--importMemory",
    ],
    {
      readFile: (name) => {
        if (/kernels\/precision\.ts$/.test(name)) return `export type F = ${precision};`;
        try {
          return readFileSync(join(root, name), "utf8");
        } catch {
          return null;
        }
      },
      writeFile: (_name, contents) => {
        binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error || !binary) throw new Error(`${entry} (${precision}): ${error?.message ?? "no output"}\n${stderr}`);
  return binary;
}
