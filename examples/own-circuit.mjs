// A circuit of your own: expectations and gradients for a batch.
import { circuit, input, op, openCircuit, param } from "moire/quantum";

const bell = circuit(2, [
  op("RX", [0], [input(0)]), // each sample's input turns wire 0
  op("H", [1]),
  op("CNOT", [0, 1]),
  op("Rot", [0], [param(0), param(1), 0.5]),
  op("CZ", [0, 1]),
  op("RY", [1], [param(2)]),
]);

const batch = 3;
const opened = openCircuit(bell, batch);
const params = Float64Array.of(0.1, 0.7, -0.4);
const inputs = Float64Array.of(0.2, 1.1, 2.5);
const expectations = new Float64Array(batch * bell.numQubits);
opened.forward(params, inputs, batch, expectations);
console.log("<Z>, one row a sample:", expectations);

// Derivatives of the sum of all expectations: by the parameters (summed over the batch) and by each input.
const cotangent = new Float64Array(expectations.length).fill(1);
const gradParams = new Float64Array(bell.numParams);
const gradInputs = new Float64Array(batch * bell.numInputs);
opened.backward(batch, cotangent, gradParams, 0, gradInputs);
console.log("by the parameters:", gradParams);
console.log("by the inputs:", gradInputs);
