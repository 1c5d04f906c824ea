const CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** The reason of an abort by the user: the process ends with this exit code, and says what is left behind. */
export class Interrupted extends Error {
  readonly exitCode: number;
  constructor(exitCode: number, left = "nothing was written") {
    super(`interrupted, ${left}`);
    this.exitCode = exitCode;
  }
}

/** A signal that Ctrl-C or SIGTERM aborts, so that the command can tidy up; the second Ctrl-C ends the process at once. */
export function interruptible(): { readonly signal: AbortSignal; close(): void } {
  const controller = new AbortController();
  const onSignal = (name: NodeJS.Signals): void => {
    const code = CODES[name as keyof typeof CODES];
    if (controller.signal.aborted) process.exit(code);
    controller.abort(new Interrupted(code));
  };
  const names = Object.keys(CODES) as (keyof typeof CODES)[];
  for (const name of names) process.on(name, onSignal);
  return {
    signal: controller.signal,
    close(): void {
      for (const name of names) process.off(name, onSignal);
    },
  };
}

/** Lets a waiting Ctrl-C in between two long pieces of work, and stops here if there was one. */
export async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}
