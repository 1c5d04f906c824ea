/** Multiplications between two pauses: a few to some tens of milliseconds. */
const PAUSE_WORK = 8_000_000;
/** What a sample costs besides its multiplications, in the same unit. */
const SAMPLE_WORK = 100;

/** Counts work, so that a long computation lets other things run now and then. */
export interface Pace {
  /** Counts rows of a model whose `work` is that many multiplications a row. */
  add(rows: number, work: number): void;
  /** Whether it is time for a pause. */
  due(): boolean;
  /** Lets the event loop run, and counts anew. */
  pause(): Promise<void>;
}

export function openPace(): Pace {
  let done = 0;
  return {
    add(rows, work) {
      done += rows * (SAMPLE_WORK + work);
    },
    due: () => done >= PAUSE_WORK,
    pause() {
      done = 0;
      return pause();
    },
  };
}

/**
 * Whatever waits (an abort, a timer, a repaint) gets its turn. A message channel, as timers of zero length take from 1 to 4 ms.
 */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
