import { fail, MoireError } from "../core/errors.ts";
import type { Dataset, Generator } from "../data/index.ts";
import { generators } from "../data/index.ts";
import { loadRegistered } from "../node/samples.ts";
import { partOf } from "./parts.ts";

export interface Registered {
  readonly name: string;
  /** Every option of the generator with its value; empty for a shipped table. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly data: Dataset;
}

const makers: Readonly<Record<string, Generator>> = generators;

/**
 * The data set that a word of the command line names: a shipped table, `iris`, or a generator with options, `circles:noise=0.2,key=7`.
 * `where` starts the errors, as `--data` does: an unknown name, with all choices; an option that is unknown or wrong; options for a table.
 */
export function registered(word: string, where: string): Registered {
  const name = word.split(":", 1)[0]!.trim();
  try {
    if (Object.hasOwn(makers, name)) {
      const { kind: _, ...options } = partOf(makers, word, "data");
      return { name, options, data: loadRegistered(name, options) };
    }
    const data = loadRegistered(name);
    if (word.includes(":")) {
      throw new MoireError(`--data: ${name} is a shipped table and takes no options, got ${JSON.stringify(word)}`);
    }
    return { name, options: {}, data };
  } catch (error) {
    if (!(error instanceof MoireError)) throw error;
    throw new MoireError(error.message.replace(/^(--)?data\b/, where));
  }
}

/** Largest number that pictures and trainings take: beyond it differences and squares overflow. */
const LARGEST = 1e150;

/** Refuses features too large to compute with. Errors: the first of them. */
export function checkSizes({
  name,
  x,
  numFeatures,
  featureNames,
}: Pick<Dataset, "name" | "x" | "numFeatures" | "featureNames">): void {
  const bad = x.findIndex((value) => Math.abs(value) > LARGEST);
  if (bad < 0) return;
  const place = `data set ${name}: feature ${featureNames[bad % numFeatures]} of row ${Math.floor(bad / numFeatures)}`;
  fail(place, `a number of size up to ${LARGEST}`, x[bad], "Change its unit");
}
