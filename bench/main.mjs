// npm run bench: what the circuit engine and trainings reach on this machine. See bench/README.md.
import { accessSync, constants, statSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { bestEngine } from "moire/quantum";
import { scalingRows, workloadCases, workloadRows } from "./circuits.mjs";
import { expertRows } from "./experts.mjs";
import { interleaved } from "./measure.mjs";
import { noiseRows, phase3bRows } from "./noise.mjs";
import { peakCases, peaksOf } from "./peak.mjs";
import { text } from "./print.mjs";
import { trainingRows } from "./training.mjs";
import { workerRows } from "./workers.mjs";

const CIRCUITS = ["W1", "W2", "W3", "W4", "W5"];
const SECTIONS = [...CIRCUITS, "noise", "training", "experts", "scaling"];
const USAGE = `npm run bench -- [--only ${SECTIONS.join(",")}] [--quick] [--json FILE]

  --only   these alone, separated by commas
  --quick  few repeats: a rough look in under a minute
  --json   write all numbers to a file as well`;

/** Seconds of one repeat, and how many there are. */
const FULL = {
  slice: 0.05,
  peak: 5,
  workloads: 25,
  noise: 15,
  training: 15,
  experts: 9,
  scaling: 9,
  pool: 5,
  seeds: 160,
  noiseSeeds: 5,
};
const QUICK = {
  slice: 0.02,
  peak: 3,
  workloads: 5,
  noise: 3,
  training: 3,
  experts: 3,
  scaling: 3,
  pool: 1,
  seeds: 60,
  noiseSeeds: 1,
};

function readArguments() {
  const { values } = parseArgs({
    options: {
      only: { type: "string", default: SECTIONS.join(",") },
      quick: { type: "boolean", default: false },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const chosen = values.only.split(",");
  const unknown = chosen.find((name) => !SECTIONS.includes(name));
  if (unknown !== undefined) throw new Error(`--only: expected some of ${SECTIONS.join(", ")}, got "${unknown}"`);
  if (values.json === "") throw new Error('--json: expected the name of a file, got ""');
  if (values.json !== undefined) checkWritable(values.json);
  return { ...values, chosen };
}

/** Refuses a file that could not be written after minutes of work. */
function checkWritable(file) {
  const say = (what) => new Error(`--json: expected a file that can be written, got "${file}": ${what}`);
  const folder = dirname(resolve(file));
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw say("that is a folder; name a file in it");
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw say(`there is no folder ${folder}; make it first`);
  try {
    accessSync(found ? file : folder, constants.W_OK);
  } catch {
    throw say("this user may not write there");
  }
}

function save(file, results) {
  try {
    writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`);
  } catch (error) {
    throw new Error(`--json: could not write ${file}: ${error.message}. The figures are printed above`);
  }
}

/** One line on standard error that says what is being measured; on a terminal it is overwritten. */
function openStatus(stream) {
  let section = "";
  const show = (line) => stream.isTTY && stream.write(`\r\x1b[K${line}`);
  return {
    section(name) {
      section = name;
      if (stream.isTTY) show(name);
      else stream.write(`${name}\n`);
    },
    onRound: (what, done, total) => show(`${section}: ${what}, ${done + 1} of ${total}`),
    clear: () => show(""),
  };
}

async function measure({ chosen, quick }, signal, status) {
  const { slice, ...rounds } = quick ? QUICK : FULL;
  const options = { slice, signal, onRound: status.onRound };
  const machine = {
    cpu: cpus()[0]?.model.trim() ?? "unknown processor",
    cores: availableParallelism(),
    node: process.version,
    engine: bestEngine(),
    date: new Date().toISOString().slice(0, 16).replace("T", " "),
    load: loadavg()[0],
    quick,
  };
  status.section("peak and circuits");
  const peaks = await peakCases();
  const circuits = workloadCases(chosen);
  const times = await interleaved([...peaks, ...circuits], {
    ...options,
    rounds: circuits.length > 0 ? rounds.workloads : rounds.peak,
  });
  const peak = peaksOf(peaks, times);
  const results = { machine, peak };
  if (circuits.length > 0) results.workloads = workloadRows(circuits, times.slice(peaks.length), peak.flops);
  if (chosen.includes("noise")) {
    status.section("noise");
    results.noise = await noiseRows({ ...options, rounds: rounds.noise });
    results.noise.phase3b = await phase3bRows({ ...options, rounds: rounds.pool, seeds: rounds.noiseSeeds });
  }
  if (chosen.includes("training")) {
    status.section("training");
    results.training = await trainingRows({ ...options, rounds: rounds.training });
  }
  if (chosen.includes("experts")) {
    status.section("experts");
    results.experts = await expertRows({ ...options, rounds: rounds.experts });
  }
  if (chosen.includes("scaling")) {
    status.section("scaling");
    results.scaling = await scalingRows({ ...options, rounds: rounds.scaling });
    status.section("workers");
    results.workers = await workerRows({ ...options, rounds: rounds.pool, seeds: rounds.seeds });
  }
  return results;
}

async function main() {
  const given = readArguments();
  if (given.help) return console.log(USAGE);
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"]) process.once(name, () => controller.abort(new Error("interrupted")));
  const status = openStatus(process.stderr);
  try {
    const results = await measure(given, controller.signal, status);
    status.clear();
    process.stdout.write(text(results));
    if (given.json !== undefined) save(given.json, results);
  } catch (error) {
    status.clear();
    if (!controller.signal.aborted) throw error;
    process.stderr.write("interrupted\n");
    process.exitCode = 130;
  }
}

main().catch((error) => {
  const usage = error.code?.startsWith("ERR_PARSE_ARGS") || /^--\w+: expected/.test(error.message);
  const said = usage ? `${error.message}\n\n${USAGE}` : error.message.startsWith("--") ? error.message : error.stack;
  process.stderr.write(`${said}\n`);
  process.exitCode = usage ? 2 : 1;
});
