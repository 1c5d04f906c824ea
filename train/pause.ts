/**
 * Lets the event loop run: whatever waits (an abort, a timer, a repaint) gets its turn. A message channel, as timers of zero length
 * take from 1 to 4 ms.
 */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
