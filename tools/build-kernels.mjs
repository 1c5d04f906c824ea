// Compiles quantum/kernels to WebAssembly, once for each precision, and embeds both modules in quantum/wasm/modules.generated.ts.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile } from "./assemblyscript.mjs";

const entry = "quantum/kernels/index.ts";
const modules = { f64: await compile(entry, "f64"), f32: await compile(entry, "f32") };
const lines = Object.entries(modules).map(([name, bytes]) => `  ${name}: "${Buffer.from(bytes).toString("base64")}",`);
writeFileSync(
  fileURLToPath(new URL("../quantum/wasm/modules.generated.ts", import.meta.url)),
  `/** Made by tools/build-kernels.mjs: the kernels in base64. */\nexport const modules = {\n${lines.join("\n")}\n};\n`,
);
