import type { Fields, Values } from "../core/fields.ts";

/** What a running command may use: a signal that is aborted when the user interrupts, and the version of this package. */
export interface Session {
  readonly signal: AbortSignal;
  readonly version: string;
}

/** One command: its flags are its fields; at most one argument. A name that ends in "..." takes several words, with spaces between. */
export interface Command<F extends Fields = Fields> {
  readonly fields: F;
  /** preset: taken when it is left out; missing: it must be given. */
  readonly argument: { readonly name: string; readonly help: string; readonly preset?: string } | null;
  readonly examples: readonly string[];
  run(values: Values<F>, argument: string, session: Session): Promise<void>;
}
