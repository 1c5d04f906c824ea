/** The first argument as a whole number from 1; without one, `preset`. */
export function repetitionsFrom(argv, preset) {
  const given = Number(argv[2] ?? preset);
  if (Number.isSafeInteger(given) && given >= 1) return given;
  console.error(`repetitions: expected a whole number from 1, got ${argv[2]}`);
  return process.exit(1);
}

/** Shares, in percent, of repetitions with an interval above and below the truth, and what is summed up in `reach`, on average. */
export function shown({ above, below, reach }, repetitions, digits) {
  const [up, down] = [above, below].map((n) => ((100 * n) / repetitions).toFixed(1));
  return `${up} / ${down}, ${(reach / repetitions).toFixed(digits)}`;
}
