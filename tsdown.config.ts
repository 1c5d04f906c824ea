import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["index.ts", "{core,quantum,nn,optim,data,moe,train,study,node}/index.ts", "cli/main.ts", "node/worker.ts"],
  format: "esm",
  platform: "neutral",
  target: "es2022",
  unbundle: true,
  fixedExtension: true,
  dts: true,
  deps: { neverBundle: [/^node:/] },
  copy: [{ from: "node/fonts", to: "dist/node" }],
  clean: true,
  logLevel: "warn",
});
