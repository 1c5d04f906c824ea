export { checkOutput, type OutputFiles, writeOutput } from "./output.ts";
export { defaultWorkers, workerPool } from "./pool.ts";
export { newDocument, toPng } from "./render.ts";
export { openRunStore, type RunStore, type RunStoreOptions, storedExecutor } from "./run-store.ts";
export { loadRegistered, readSample, registeredNames } from "./samples.ts";
