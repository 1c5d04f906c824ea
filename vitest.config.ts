import { defineConfig } from "vitest/config";

/** Tests that start processes of their own, mostly of what was built. */
const withProcesses = ["test/*.test.ts", "test/{cli,browser}/**/*.test.ts"];
const never = ["node_modules", "dist"];

export default defineConfig({
  test: {
    // A focused test would hide the others; biome cannot tell our `fit` from Jasmine's.
    allowOnly: false,
    // All cores: the command-line tests wait for processes of their own most of the time.
    maxWorkers: "100%",
    // Of tests that may run side by side, in one file: they wait for processes.
    maxConcurrency: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      // The longest files, so they come first, by the name too.
      { extends: true, test: { name: "command line", include: withProcesses, exclude: never } },
      // The library keeps no state between calls, so its tests share what they load: half their time was loading.
      {
        extends: true,
        test: { name: "library", include: ["**/*.test.ts"], exclude: [...never, ...withProcesses], isolate: false },
      },
    ],
  },
});
