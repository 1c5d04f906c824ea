import cliProgress from "cli-progress";

/** Shows how far a run is: on a terminal a bar, elsewhere a line for about every tenth. */
export interface Progress {
  /** `doing` says in a few words what was just trained. */
  update(done: number, total: number, doing: string): void;
  /** Clears the bar and gives the cursor back. */
  stop(): void;
}

/** Opens a progress display on a stream (standard error: standard output is for results). `unit`: what is counted. */
export function openProgress(stream: NodeJS.WriteStream, unit: "runs" | "epochs" | "measures" = "runs"): Progress {
  return stream.isTTY ? bar(stream, unit) : lines(stream, unit);
}

const SHOW_CURSOR = "\x1b[?25h";

function bar(stream: NodeJS.WriteStream, unit: string): Progress {
  const shown = new cliProgress.SingleBar({
    stream,
    format: (_options, { progress, eta, value, total }, { doing }: { doing: string }) => {
      const full = Math.round(progress * 24);
      const left = value > 0 && Number.isFinite(eta) ? `, ${duration(eta)} left` : "";
      const blocks = "█".repeat(full) + "░".repeat(24 - full);
      return `  ${blocks} ${Math.floor(progress * 100)} %  ${value} of ${total} ${unit}${left}  ${doing}`;
    },
    hideCursor: true,
    clearOnComplete: true,
    gracefulExit: false,
    etaBuffer: 200,
    fps: 8,
  });
  // Also when the process ends before stop() is reached.
  const restore = (): void => {
    stream.write(SHOW_CURSOR);
  };
  process.on("exit", restore);
  let started = false;
  return {
    update(done: number, total: number, doing: string): void {
      if (!started) shown.start(total, done, { doing });
      started = true;
      shown.update(done, { doing });
    },
    stop(): void {
      if (started) shown.stop();
      process.off("exit", restore);
    },
  };
}

/** `42 s`, `3 min 20 s`, `1 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function lines(stream: NodeJS.WritableStream, unit: string): Progress {
  let tenths = 0;
  return {
    update(done: number, total: number, doing: string): void {
      const reached = Math.floor((10 * done) / total);
      if (reached === tenths) return;
      tenths = reached;
      stream.write(`${done} of ${total} ${unit} (${Math.floor((100 * done) / total)} %)${doing ? `, ${doing}` : ""}\n`);
    },
    stop(): void {},
  };
}
