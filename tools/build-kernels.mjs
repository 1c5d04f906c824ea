// Compiles quantum/kernels to WebAssembly, once for each precision, and embeds both modules in quantum/wasm/modules.generated.ts.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

async function compile(precision) {
  let binary;
  const { error, stderr } = await asc.main(
    [
      "quantum/kernels/index.ts",
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
  if (error || !binary) throw new Error(`kernels (${precision}): ${error?.message ?? "no output"}\n${stderr}`);
  return binary;
}

const modules = { f64: await compile("f64"), f32: await compile("f32") };
const lines = Object.entries(modules).map(([name, bytes]) => `  ${name}: "${Buffer.from(bytes).toString("base64")}",`);
writeFileSync(
  join(root, "quantum/wasm/modules.generated.ts"),
  `/** Made by tools/build-kernels.mjs: the kernels in base64. */\nexport const modules = {\n${lines.join("\n")}\n};\n`,
);
