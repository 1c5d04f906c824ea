import { boolean, type Field, integer, text } from "../core/fields.ts";
import { defaultWorkers } from "../node/pool.ts";

/** The flags of every command that trains. */
export const runFields = {
  workers: integer({ help: "threads; the results do not depend on it", min: 1, max: 256, default: defaultWorkers() }),
  fresh: boolean({ help: "discard the unfinished runs that lie in the folder, and start over", default: false }),
};

type Preset<T> = Field<T> & { readonly default: T };

/** The flags of every command: where its results go. */
export function outputFields(command: string): { readonly out: Preset<string>; readonly json: Preset<boolean> } {
  return {
    out: text({ help: "folder for the files", default: `moire-results/${command}` }),
    json: boolean({ help: "print the results as JSON instead of text", default: false }),
  };
}
