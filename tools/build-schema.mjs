// Writes the JSON Schema of model files into the built package: dist/schema/models.json.
import { mkdirSync, writeFileSync } from "node:fs";
import { armsSchema } from "../dist/study/index.mjs";

mkdirSync("dist/schema", { recursive: true });
writeFileSync("dist/schema/models.json", `${JSON.stringify(armsSchema())}\n`);
