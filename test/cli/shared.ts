import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, expect } from "vitest";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let child: ChildProcess | null = null;
let last: Promise<unknown> = Promise.resolve();

/** No run may leave anything open that would keep a process of its own from ending. */
afterAll(async () => {
  await last;
  if (child === null) return;
  const ended = new Promise((resolve) => child?.once("exit", resolve));
  child.disconnect();
  expect(await ended).toBe(0);
});

/**
 * Runs a module to its end, in a process that all such calls of a test file share: most of what a short command costs is its process and what
 * it loads. One runs at a time; what is asked for meanwhile waits.
 */
export function shared(module: string, cwd: string, args: readonly string[] = []): Promise<Ended> {
  const ended = last.then(() => asked({ module, cwd, args }));
  last = ended.catch(() => {});
  return ended;
}

function asked(job: {
  readonly module: string;
  readonly cwd: string;
  readonly args: readonly string[];
}): Promise<Ended> {
  child ??= fork(fileURLToPath(new URL("shared.mjs", import.meta.url)), {
    // Not the flags of the process of the tests.
    execArgv: [],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const running = child;
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => {
      child = null;
      reject(new Error(`the shared process ended with ${code} at ${job.args.join(" ")}`));
    };
    running.once("exit", onExit);
    running.once("message", (ended) => {
      running.off("exit", onExit);
      resolve(ended as Ended);
    });
    running.send(job);
  });
}
