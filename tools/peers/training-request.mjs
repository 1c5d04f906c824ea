// A training as peers get it: its numbers, and the model as parts that follow from its parameters' names.

/** The parts under a prefix: a linear layer, a circuit, or several of them one after the other. */
function partOf(prefix, spec, { parameters, numFeatures }) {
  const names = parameters.map(({ name }) => name);
  if (names.includes(`${prefix}.weight`)) return { kind: "linear", prefix };
  if (names.includes(`${prefix}.theta`)) {
    const { layers, qubits, embedding = "angle" } = spec;
    return { kind: "circuit", prefix, layers, qubits: qubits || numFeatures, embedding };
  }
  const under = names.filter((name) => name.startsWith(`${prefix}.`));
  if (under.length === 0) throw new Error(`the model has no parameters under "${prefix}"`);
  const inner = [...new Set(under.map((name) => name.slice(prefix.length + 1).split(".")[0]))];
  return {
    kind: "sequence",
    prefix,
    parts: inner.map((name) => partOf(`${prefix}.${name}`, spec, { parameters, numFeatures })),
  };
}

export function trainingRequest({ name, model, data, parameters, start, batch, learningRate, x, y, orders }) {
  const shape = { parameters, numFeatures: data.numFeatures };
  const parts = {
    router: partOf("router", model.router, shape),
    experts: model.experts.map((expert, e) => partOf(`experts.${e}`, expert, shape)),
    head: parameters.some((p) => p.name.startsWith("head.")) ? partOf("head", {}, shape) : null,
  };
  let offset = 0;
  const named = parameters.map((parameter) => {
    const size = parameter.shape.reduce((product, d) => product * d, 1);
    const values = [...start.subarray(offset, offset + size)];
    offset += size;
    return { name: parameter.name, shape: parameter.shape, values };
  });
  return {
    name,
    parts,
    batch,
    learningRate,
    x: [...x],
    y: [...y],
    start: named,
    orders: orders.map((order) => [...order]),
  };
}
