// Moire behind the protocol of protocol.py, so that it is timed as the peers are.
import { createInterface } from "node:readline";
import { buildMixture } from "moire/moe";
import { adam, trainableRanges } from "moire/optim";
import { openCircuit } from "moire/quantum";
import { fit, openStep } from "moire/train";
import { circuitOf, noisyWorkloads, trainings, workloads } from "../../bench/workloads.mjs";

const precision = process.argv[2] === "single" ? "f32" : "f64";
let step = null;
let training = null;

const seconds = (run) => {
  const start = performance.now();
  run();
  return (performance.now() - start) / 1000;
};

function load({ workload: { name } }) {
  const work = [...workloads(), ...noisyWorkloads()].find((w) => w.name === name);
  if (work.noise !== null && precision === "f32") return { unsupported: "circuits with noise run in double precision" };
  const expectations = new Float64Array(work.batch * work.qubits);
  const grads = new Float64Array(work.params.length);
  const open = () => {
    const opened = openCircuit(circuitOf(work), work.batch, { precision });
    step = () => {
      opened.forward(work.params, work.inputs, work.batch, expectations);
      grads.fill(0);
      opened.backward(work.batch, work.cotangent, grads, 0, null);
    };
    step();
    return opened.engine;
  };
  let variant;
  const warmup = seconds(() => {
    variant = `engine ${open()}`;
  });
  let best = Number.POSITIVE_INFINITY;
  for (let k = 0; k < 5; k++) best = Math.min(best, seconds(step));
  return { variant, warmup, seconds: best, expectations: [...expectations], grads: [...grads] };
}

function time({ steps }) {
  return {
    seconds: seconds(() => {
      for (let k = 0; k < steps; k++) step();
    }),
  };
}

async function loadTraining({ training: { name } }) {
  training = trainings().find((t) => t.name === name);
  const start = performance.now();
  // Until V8 has compiled: for a second, or one training where that takes longer.
  while (performance.now() - start < 1000) await fit(training.model, training.data, training.fitOptions);
  return { variant: "fit", warmup: (performance.now() - start) / 1000 };
}

/** Whole trainings are `fit`; the losses of the first epoch, which the driver compares, come from the same step and optimiser. */
async function train({ maxSteps }) {
  const { model, data, fitOptions, batch, orders } = training;
  const perEpoch = Math.ceil(orders[0].length / batch);
  if (maxSteps < perEpoch * orders.length) {
    const start = performance.now();
    const losses = firstLosses(Math.min(maxSteps, perEpoch));
    return { steps: losses.length, seconds: (performance.now() - start) / 1000, losses };
  }
  const start = performance.now();
  const { history } = await fit(model, data, fitOptions);
  const seconds = (performance.now() - start) / 1000;
  return { steps: perEpoch * orders.length, seconds, losses: [], firstEpoch: history[0].meanLoss };
}

function firstLosses(steps) {
  const { model, batch, learningRate, x, y, start, orders, data } = training;
  const { numFeatures: features, numClasses: classes } = data;
  const mixture = buildMixture(model, { features, outputs: classes });
  const { run } = openStep(mixture, batch);
  const optimiser = adam();
  const params = start.slice();
  const state = optimiser.init(params.length);
  const grads = new Float64Array(params.length);
  const ranges = trainableRanges(mixture.parameters);
  const losses = [];
  for (let k = 0; k < steps; k++) {
    const rows = [...orders[0].subarray(k * batch, (k + 1) * batch)];
    const batchX = Float64Array.from(rows.flatMap((row) => [...x.subarray(row * features, (row + 1) * features)]));
    const batchY = Int32Array.from(rows, (row) => y[row]);
    losses.push(run(params, batchX, batchY, rows.length, grads, 0));
    optimiser.updateInto(params, grads, state, ranges, learningRate);
  }
  return losses;
}

const operations = {
  hello: () => ({
    label: "Moire",
    precision: precision === "f32" ? "single" : "double",
    versions: { node: process.version },
  }),
  load,
  time,
  loadTraining: (request) =>
    precision === "f32" ? { unsupported: "fit works in double precision" } : loadTraining(request),
  train,
  free: () => {
    step = null;
    training = null;
    return {};
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = await operations[request.op](request);
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
