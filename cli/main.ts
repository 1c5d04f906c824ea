#!/usr/bin/env node
import { CommanderError, Command as Program } from "commander";
import { MoireError } from "../core/errors.ts";
import manifest from "../package.json" with { type: "json" };
import type { Command } from "./command.ts";
import { Interrupted, interruptible } from "./interrupt.ts";

interface Listed {
  readonly summary: string;
  load(): Promise<Command>;
}

/** Only the summaries are known here, so that `moire --help` need not load what the commands load. */
const commands: Readonly<Record<string, Listed>> = {
  reproduce: {
    summary: "run the published experiments and their controlled versions, and say what holds",
    load: async () => (await import("./reproduce.ts")).reproduce,
  },
  noise: {
    summary: "see what noise, shots and mitigation leave of the quantum router",
    load: async () => (await import("./noise.ts")).noise,
  },
  train: {
    summary: "train one model on a data set or your own table",
    load: async () => (await import("./train.ts")).train,
  },
  compare: {
    summary: "compare quantum and classical routers, or models of your own, on a data set",
    load: async () => (await import("./compare.ts")).compare,
  },
  ablate: {
    summary: "move the switches of a quantum router one at a time, and see which carry its accuracy",
    load: async () => (await import("./ablate.ts")).ablate,
  },
  audit: {
    summary: "judge claims about a quantum router by the controls that a careful referee would ask for",
    load: async () => (await import("./audit.ts")).audit,
  },
  analyse: {
    summary: "measure what a model's router can express, how it sees the rows, and what its experts share out",
    load: async () => (await import("./analyse.ts")).analyse,
  },
  report: {
    summary: "build the report and the figures again from a results file",
    load: async () => (await import("./report.ts")).report,
  },
  data: {
    summary: "list the data sets that Moire knows, or describe and draw one",
    load: async () => (await import("./data.ts")).data,
  },
};

/** The command line: only the commands that are named in it are loaded. */
async function programOf(words: readonly string[], signal: AbortSignal): Promise<Program> {
  const [first, second] = words;
  if (first === "help" && second !== undefined && !Object.hasOwn(commands, second)) {
    throw new CommanderError(2, "commander.unknownCommand", `unknown command '${second}'`);
  }
  const program = new Program("moire")
    .description(manifest.description)
    .version(manifest.version, "--version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .configureOutput({ outputError: () => {} })
    .exitOverride();
  for (const [name, { summary, load }] of Object.entries(commands)) {
    const sub = program.command(name).description(summary);
    if (!words.includes(name)) continue;
    const { fields, argument, examples, run } = await load();
    if (argument !== null) {
      const { name: word, help, preset } = argument;
      if (preset === undefined) sub.argument(`<${word}>`, help);
      else sub.argument(`[${word}]`, help, preset);
    }
    const { optionsOf, valuesOf } = await import("./options.ts");
    for (const option of optionsOf(fields)) sub.addOption(option);
    sub.addHelpText("after", `\nExamples:\n${examples.map((line) => `  ${line}`).join("\n")}`);
    sub.action(async (...given: unknown[]) => {
      const [word, options] = given;
      const flags = (argument === null ? word : options) as Record<string, unknown>;
      const session = { signal, version: manifest.version };
      await run(valuesOf(fields, flags), argument === null ? "" : [word].flat().join(" "), session);
    });
  }
  return program;
}

/** Says what went wrong, in one line where the user can mend it, and gives the exit code: 2 for a bad command line, else 1. */
function report(error: unknown, words: readonly string[]): number {
  if (error instanceof Interrupted) {
    process.stderr.write(`moire: ${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    process.stderr.write(`moire: ${usage(error, words)}\n`);
    return 2;
  }
  if (error instanceof MoireError) {
    process.stderr.write(`moire: ${error.message}\n`);
    return 1;
  }
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `moire: this is a bug in Moire ${manifest.version}, please report it with these lines:\n${details}\n`,
  );
  return 1;
}

function usage(error: CommanderError, words: readonly string[]): string {
  const said = error.message
    .replace(/^error: /, "")
    .replace(/\s*\n\s*/g, " ")
    .replace(/\.$/, "");
  if (error.code === "commander.unknownCommand") return `${said}; the commands are ${Object.keys(commands).join(", ")}`;
  const command = words.find((word) => Object.hasOwn(commands, word));
  return error.code.startsWith("commander.") ? `${said}; see moire ${command ? `${command} ` : ""}--help` : said;
}

/** A reader that has had enough (`| head`) is no error. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

const words = process.argv.slice(2);
const { signal, close } = interruptible();
try {
  const program = await programOf(words, signal);
  if (words.length === 0) program.outputHelp();
  else await program.parseAsync(words, { from: "user" });
} catch (error) {
  process.exitCode = report(error, words);
} finally {
  close();
}
