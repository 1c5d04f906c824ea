export { checkOutput, type OutputFiles, writeOutput } from "./output.ts";
export { defaultWorkers, workerPool } from "./pool.ts";
export { newDocument, toPng } from "./render.ts";
export { loadRegistered, readSample, registeredNames } from "./samples.ts";
