// Compiles quantum/kernels to WebAssembly and embeds it in quantum/wasm/modules.generated.ts: states once for each precision, densities in double precision.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile } from "./assemblyscript.mjs";

const states = "quantum/kernels/index.ts";
const modules = {
  f64: await compile(states, "f64"),
  f32: await compile(states, "f32"),
  density: await compile("quantum/kernels/density/index.ts", "f64"),
};
const lines = Object.entries(modules).map(([name, bytes]) => `  ${name}: "${Buffer.from(bytes).toString("base64")}",`);
writeFileSync(
  fileURLToPath(new URL("../quantum/wasm/modules.generated.ts", import.meta.url)),
  `/** Made by tools/build-kernels.mjs: the kernels in base64. */\nexport const modules = {\n${lines.join("\n")}\n};\n`,
);
