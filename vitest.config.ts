import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["node_modules", "dist"],
    // A focused test would hide the others; biome cannot tell our `fit` from Jasmine's.
    allowOnly: false,
    // All cores: the command-line tests wait for processes of their own most of the time.
    maxWorkers: "100%",
    // Of tests that may run side by side, in one file: they wait for processes.
    maxConcurrency: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
