import { join } from "node:path";
import { CommanderError } from "commander";
import { text } from "../core/fields.ts";
import { registeredNames } from "../node/samples.ts";
import type { Command } from "./command.ts";
import { outputFields } from "./fields.ts";

const PLACE = "moire-results/data";

const fields = {
  ...outputFields("data"),
  out: text({ help: `folder for the files (default: "${PLACE}/NAME")`, default: "" }),
};

/** `moire data list`, `moire data show iris`: what data there is, and what one data set looks like. */
export const data: Command<typeof fields> = {
  fields,
  argument: {
    name: "list|show NAME...",
    help: "list: all data sets. show: one of them, a generator with its options after a colon",
  },
  examples: [
    "moire data list",
    "moire data show iris",
    "moire data show circles:samples=200,noise=0.05,key=7 --out circles",
  ],
  async run({ out, json }, argument, { signal }) {
    const [action, word, ...more] = argument.split(" ");
    if (action === "list") {
      if (word !== undefined)
        throw usage(`list takes no name, got ${JSON.stringify(word)}; try moire data show ${word}`);
      const { listed } = await import("./data-text.ts");
      process.stdout.write(listed(json));
      return;
    }
    if (action !== "show") throw usage(`expected list, or show and a name, got ${JSON.stringify(action)}`);
    if (word === undefined) throw usage(`show needs a name: one of ${registeredNames().join(", ")}`);
    if (more.length > 0) {
      throw usage(
        `show takes one name, got ${JSON.stringify(argument.slice(5))}; write options as NAME:samples=200,key=7`,
      );
    }
    const { checkSizes, registered } = await import("./registered.ts");
    const { checkOutput, writeOutput } = await import("../node/output.ts");
    const one = registered(word, "data show");
    checkSizes(one.data);
    const folder = out === "" ? join(PLACE, one.name) : out;
    checkOutput(folder);
    const { described, tableOf } = await import("./data-text.ts");
    const { picture } = await import("./data-picture.ts");
    const { newDocument, toPng } = await import("../node/render.ts");
    const { breathe } = await import("./interrupt.ts");
    const { svg, what } = picture(one.data, newDocument());
    await breathe(signal);
    const files = { "data.svg": svg, "data.png": toPng(svg, 1600), "data.csv": tableOf(one) };
    await breathe(signal);
    writeOutput(folder, files);
    const places = [
      [join(folder, "data.png"), `${what}; data.svg is the same`],
      [join(folder, "data.csv"), "the data as a table"],
    ] as const;
    const width = Math.max(...places.map(([path]) => path.length));
    const written = places.map(([path, note]) => `${path.padEnd(width)}  ${note}\n`).join("");
    process.stdout.write(described(one, json) + (json ? "" : `\n${written}`));
  },
};

function usage(message: string): CommanderError {
  return new CommanderError(2, "moire.usage", `data: ${message}`);
}
