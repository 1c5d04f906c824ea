import { layoutOf } from "moire/core";
import { buildMixture } from "moire/moe";
import { adam, trainableRanges } from "moire/optim";
import { openCircuit, routingCircuit } from "moire/quantum";
import { fit, openStep } from "moire/train";
import { interleaved } from "./measure.mjs";
import { trainings } from "./workloads.mjs";

/** Milliseconds that a whole training should take at most. */
const AIMS = { "phase 2": 10 };

/** Whole trainings through `fit`, and how a step of phase 2 divides; all timed in the same rounds. */
export async function trainingRows(options) {
  const whole = trainings();
  const parts = partsOf(whole[0]);
  const cases = [
    ...whole.map(({ name, model, data, fitOptions }) => ({ name, run: () => fit(model, data, fitOptions) })),
    ...Object.entries(parts).map(([name, run]) => ({ name, run })),
  ];
  const times = await interleaved(cases, options);
  const rows = whole.map(({ name, orders, batch }, k) => {
    const steps = orders.reduce((sum, order) => sum + Math.ceil(order.length / batch), 0);
    const milliseconds = times[k].median * 1000;
    const fastestMilliseconds = times[k].fastest * 1000;
    const aim = AIMS[name] ?? null;
    const met = aim === null ? null : milliseconds <= aim;
    return {
      name,
      steps,
      milliseconds,
      fastestMilliseconds,
      microsecondsPerStep: (milliseconds * 1000) / steps,
      aim,
      met,
    };
  });
  const fastest = Object.keys(parts).map((name, k) => [name, times[whole.length + k].fastest * 1e6]);
  const step = (rows[0].fastestMilliseconds * 1000) / rows[0].steps;
  return {
    rows,
    parts: division({ fit: step, experts: whole[0].model.experts.length, ...Object.fromEntries(fastest) }),
  };
}

/**
 * How a step divides: microseconds of its parts, each timed alone by its fastest repeat, as differences of medians are blurred by whatever else the
 * machine does. Parts that are not `timed` are what is left. depth: a part belongs to the last line before it with less.
 */
function division({ fit: whole, step, router, circuit, expert, experts, update }) {
  const part = (depth, name, microseconds, timed) => ({ depth, name, microseconds, timed });
  return [
    part(0, "a step within the training", whole, true),
    part(1, "loss and gradient", step, true),
    part(2, "circuit", circuit, true),
    part(2, "the router's linear layer", router - circuit, false),
    part(2, `${experts} linear experts`, experts * expert, true),
    part(2, "gating, mixing, cross entropy", step - router - experts * expert, false),
    part(1, "Adam", update, true),
    part(1, "order, copying rows, checks", whole - step - update, false),
  ];
}

/** Functions that run the parts of a phase-2 step, through the public functions of the library. */
function partsOf({ model, data, x, y, batch, parameters, start, learningRate }) {
  const { numFeatures, numClasses } = data;
  const mixture = buildMixture(model, { features: numFeatures, outputs: numClasses });
  const params = start.slice();
  const grads = new Float64Array(params.length);
  const rows = x.slice(0, batch * numFeatures);
  const step = openStep(mixture, batch);
  const optimiser = adam();
  const state = optimiser.init(params.length);
  const ranges = trainableRanges(parameters);
  const updated = start.slice();
  step.run(params, rows, y, batch, grads, 0);
  return {
    step: () => step.run(params, rows, y, batch, grads, 0),
    router: layerRun(mixture.router, rows, batch),
    circuit: circuitRun(routingCircuit({ qubits: numFeatures, layers: model.router.layers }), rows, batch),
    expert: layerRun(mixture.experts[0], rows, batch),
    update: () => optimiser.updateInto(updated, grads, state, ranges, learningRate),
  };
}

function circuitRun(source, inputs, batch) {
  const opened = openCircuit(source, batch);
  const theta = Float64Array.from({ length: source.numParams }, (_, k) => 0.3 * k);
  const out = new Float64Array(batch * source.numQubits);
  const cotangent = new Float64Array(out.length).fill(0.5);
  const grads = new Float64Array(theta.length);
  return () => {
    opened.forward(theta, inputs, batch, out);
    grads.fill(0);
    opened.backward(batch, cotangent, grads, 0, null);
  };
}

function layerRun(layer, inputs, batch) {
  const opened = layer.open(batch);
  const params = Float64Array.from({ length: layoutOf(layer.parameters).length }, (_, k) => 0.3 * k);
  const grads = new Float64Array(params.length);
  const out = new Float64Array(batch * layer.outputs);
  const cotangent = new Float64Array(out.length).fill(0.5);
  return () => {
    opened.forward(params, inputs, batch, out);
    grads.fill(0);
    opened.backward(params, inputs, batch, cotangent, grads, 0, null);
  };
}
