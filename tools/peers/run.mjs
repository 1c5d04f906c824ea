// Compares Moire's circuit engine and training with other libraries: node tools/peers/run.mjs --python PATH. See README.md here.
import { execFileSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { noisyWorkloads, trainings, workloads } from "../../bench/workloads.mjs";
import { cpusFor, endChildren, startPeer } from "./child.mjs";
import { entries } from "./entries.mjs";
import { writeFigure } from "./figure.mjs";
import { measureTraining, measureWorkload } from "./measure.mjs";
import { report } from "./report.mjs";
import { trainingRequest } from "./training-request.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

const SETTINGS = { slice: 0.3, rounds: 15, budget: 45, trainingRounds: 5, trainingBudget: 60 };
const QUICK = { slice: 0.05, rounds: 3, budget: 2, trainingRounds: 2, trainingBudget: 5 };

const usage = `node tools/peers/run.mjs --python PATH [options]
  --python PATH       Python of the environment with the peers (see tools/peers/README.md)
  --threads N         threads of every entry (1)
  --only NAMES        of W1,W2,W3,W4,W5,N2,N4,N6,phase1,phase2
  --entries NAMES     of ${entries.map((entry) => entry.id).join(",")}; Moire's always run
  --longest SECONDS   trainings that take longer are extrapolated (300)
  --quick             short runs, to try the script
  --skip-missing      go on without peers that are not installed
  --keep              keep the other groups of the report that is there; these say when and how they ran
  --fastest           times are the fastest round, not the median: for a machine that others use as well
  --note TEXT         a line on the circumstances, for the report
  --no-figure         leave docs/peers.png as it is
  --out FILE          the report (bench/RESULTS.md); its numbers go beside it as results.json`;

function flags() {
  const text = { type: "string" };
  const yes = { type: "boolean", default: false };
  const { values } = parseArgs({
    options: {
      python: { ...text, default: "python3" },
      threads: { ...text, default: "1" },
      only: text,
      entries: text,
      longest: text,
      quick: yes,
      keep: yes,
      fastest: yes,
      note: text,
      "skip-missing": yes,
      "no-figure": yes,
      out: { ...text, default: join(root, "bench/RESULTS.md") },
      help: yes,
    },
  });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const number = (name, value) => {
    if (!(Number(value) > 0)) throw new Error(`--${name}: expected a number above 0, got "${value}"`);
    return Number(value);
  };
  const threads = number("threads", values.threads);
  if (!Number.isInteger(threads)) throw new Error(`--threads: expected a whole number, got "${values.threads}"`);
  if (!statSync(dirname(resolve(values.out)), { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`--out: expected a file in a folder that exists, got "${values.out}"`);
  }
  const longest = number("longest", values.longest ?? (values.quick ? 10 : 300));
  return { ...values, threads, longest, only: values.only?.split(","), entries: values.entries?.split(",") };
}

/** Those of the things whose short names were asked for; an unknown name is an error. */
function chosen(things, nameOf, names, flag) {
  if (names === undefined) return things;
  const known = things.map(nameOf);
  const stranger = names.find((name) => !known.includes(name));
  if (stranger !== undefined) throw new Error(`--${flag}: expected names of ${known.join(", ")}, got "${stranger}"`);
  return things.filter((thing) => names.includes(nameOf(thing)));
}

const shortName = (name) => name.replace(/,.*/, "").replaceAll(" ", "");

async function startPeers(options) {
  const wanted = chosen(
    entries,
    (entry) => entry.id,
    options.entries && [...options.entries, "moire-double", "moire-single"],
    "entries",
  );
  const peers = [];
  const missing = [];
  const versions = {};
  for (const entry of wanted) {
    const peer = startPeer(entry, options);
    const hello = await peer.ask({ op: "hello" }).catch((error) => {
      const absent = /No module named \S+/.exec(error.message);
      if (absent === null) throw error;
      return { missing: absent[0] };
    });
    if (hello.missing !== undefined) {
      missing.push(`${entry.id}: ${hello.missing}\n    ${options.python} -m pip install ${entry.packages.join(" ")}`);
      continue;
    }
    Object.assign(versions, hello.versions);
    peers.push(peer);
  }
  if (missing.length > 0) {
    const text = `peers that are not installed:\n  ${missing.join("\n  ")}`;
    if (!options["skip-missing"]) throw new Error(`${text}\nInstall them, or leave them out with --skip-missing`);
    console.error(text);
  }
  return { peers, versions };
}

function pythonVersion(python) {
  const script = "import platform; print(platform.python_version())";
  try {
    return execFileSync(python, ["-c", script], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    throw new Error(
      `--python: expected the path of a Python with the peers (see tools/peers/README.md), got "${python}"`,
    );
  }
}

function conditions({ threads, python, quick, longest, fastest, note }, versions, settings) {
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    bound: cpusFor(threads).length > 0,
    threads,
    quick,
    longest,
    settings,
    ...(fastest && { fastest }),
    ...(note !== undefined && { note }),
    versions: {
      moire: JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version,
      node: process.version,
      python: pythonVersion(python),
      ...versions,
    },
  };
}

async function main() {
  const options = flags();
  const settings = options.quick ? QUICK : SETTINGS;
  const all = [
    ...[...workloads(), ...noisyWorkloads()].map((work) => ({ name: work.name, work })),
    ...trainings().map((training) => ({ name: shortName(training.name), training })),
  ];
  const todo = chosen(all, ({ name }) => name, options.only, "only");
  pythonVersion(options.python);
  const kept = options.keep ? readNumbers(options.out) : null;
  const log = (text) => console.error(`${new Date().toISOString().slice(11, 19)} ${text}`);
  const { peers, versions } = await startPeers(options);
  const groups = [];
  for (const { name, work, training } of todo) {
    if (work !== undefined) {
      const { qubits, layers, batch, embedding, noise } = work;
      const rows = await measureWorkload(work, peers, { ...settings, fastest: options.fastest }, log);
      groups.push({ name, kind: "workload", qubits, layers, batch, embedding, noise, rows });
    } else {
      const request = trainingRequest(training);
      const how = {
        longest: options.longest,
        budget: settings.trainingBudget,
        rounds: settings.trainingRounds,
        fastest: options.fastest,
      };
      const { total, rows } = await measureTraining({ ...training, request }, peers, how, log);
      groups.push({ name, title: training.name, kind: "training", batch: training.batch, total, rows });
    }
  }
  for (const peer of peers) peer.end();
  const run = conditions(options, versions, settings);
  const results = kept === null ? { ...run, groups } : merged(kept, groups, run, all);
  writeFileSync(options.out, report(results));
  writeFileSync(numbersOf(options.out), `${JSON.stringify(results, rounded, 1)}\n`);
  if (!options["no-figure"]) writeFigure(results, join(root, "docs"));
  log(`wrote ${options.out}`);
}

const numbersOf = (out) => join(dirname(out), "results.json");

function readNumbers(out) {
  try {
    return JSON.parse(readFileSync(numbersOf(out), "utf8"));
  } catch (error) {
    throw new Error(`--keep: expected the results of an earlier run in ${numbersOf(out)}: ${error.message}`);
  }
}

/** The groups of an earlier run with those of this one, which carry their conditions, in the order of `all`. */
function merged(kept, groups, run, all) {
  const own = groups.map((group) => ({ ...group, run }));
  const both = all.map(({ name }) => [...own, ...kept.groups].find((group) => group.name === name));
  return { ...kept, groups: both.filter((group) => group !== undefined) };
}

/** Six digits are more than timings hold. */
const rounded = (_, value) =>
  typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    endChildren();
    process.exit(130);
  });
}

try {
  await main();
} catch (error) {
  console.error(`peers: ${error.message}`);
  process.exitCode = 1;
} finally {
  endChildren();
}
