import type { Options } from "../../core/fields.ts";
import { parameterCount } from "../../core/layer.ts";
import { prefixed } from "../../core/parameters.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { partViews } from "../../nn/index.ts";
import type { AggregationKind, OpenJoin } from "./aggregation.ts";
import { type JointParts, jointParts, stateFields } from "./states.ts";

const fields = stateFields;

/**
 * The control of coherent aggregation: the same circuit and parameters, but on the mixture of the states |e>|psi_e> with probabilities weight_e (over
 * their sum) instead of their superposition. Each goes through the circuit alone, and <Z> of every wire is averaged; then the linear layer. Options, parameters
 * and errors as coherentAggregation.
 */
export function incoherentAggregation(options: Options<typeof fields> = {}): Spec<"incoherent", typeof fields> {
  return specOf("incoherent", fields, options, "incoherentAggregation");
}

export const incoherentKind = {
  help: "the control of coherent: the same circuit on each expert's state alone, averaged by weight",
  fields,
  of: "states",
  build(options, shape) {
    const parts = jointParts(options, shape);
    return {
      of: "states",
      parameters: [...prefixed("aggregation", parts.circuit.parameters), ...prefixed("head", parts.head.parameters)],
      open: (maxBatch) => openIncoherent(parts, shape.experts, maxBatch),
    };
  },
} satisfies AggregationKind<typeof fields>;

function openIncoherent(
  { circuit, head, stateSize, jointSize }: JointParts,
  experts: number,
  maxBatch: number,
): OpenJoin {
  const wires = head.inputs;
  const circuits = Array.from({ length: experts }, () => circuit.open(maxBatch));
  const openHead = head.open(maxBatch);
  const views = partViews([circuit, head]);
  const joint = new Float64Array(maxBatch * jointSize);
  const gradJoint = new Float64Array(maxBatch * jointSize);
  // expectations[e]: (samples of expert e, wires). means, gradMeans: (batch, wires). totals: (batch,), the sums of weights.
  const expectations = circuits.map(() => new Float64Array(maxBatch * wires));
  const gradExpectations = new Float64Array(maxBatch * wires);
  const means = new Float64Array(maxBatch * wires);
  const gradMeans = new Float64Array(maxBatch * wires);
  const totals = new Float64Array(maxBatch);
  // A row of the circuit's gradients for each sample of an expert, where rows are asked for.
  const size = parameterCount(circuit);
  const gradRows = new Float64Array(maxBatch * Math.max(1, size));

  const fillJoint = (e: number, answer: Float64Array, count: number): void => {
    joint.fill(0, 0, count * jointSize);
    for (let j = 0, k = 0; j < count; j++) {
      const to = j * jointSize + e * stateSize;
      for (let i = 0; i < stateSize; i++) joint[to + i] = answer[k++]!;
    }
  };
  return {
    forward(params, { counts, rows, answers }, weights, batch, out) {
      const [own, headParams] = views.params(params);
      means.fill(0, 0, batch * wires);
      for (let s = 0; s < batch; s++) {
        totals[s] = 0;
        for (let e = 0; e < experts; e++) totals[s]! += weights[s * experts + e]!;
      }
      for (let e = 0; e < experts; e++) {
        if (counts[e] === 0) continue;
        fillJoint(e, answers[e]!, counts[e]!);
        circuits[e]!.forward(own!, joint, counts[e]!, expectations[e]!);
        for (let j = 0, k = 0; j < counts[e]!; j++) {
          const s = rows[e]![j]!;
          const share = weights[s * experts + e]! / totals[s]!;
          for (let w = 0; w < wires; w++) means[s * wires + w]! += share * expectations[e]![k++]!;
        }
      }
      openHead.forward(headParams!, means, batch, out);
    },
    backward(
      params,
      { counts, rows, answers, gradAnswers },
      weights,
      batch,
      gradOut,
      gradParams,
      rowStride,
      gradWeights,
    ) {
      const [own, headParams] = views.params(params);
      const [grads, headGrads] = views.grads(gradParams);
      openHead.backward(headParams!, means, batch, gradOut, headGrads!, rowStride, gradMeans);
      for (let e = 0; e < experts; e++) {
        const count = counts[e]!;
        if (count === 0) continue;
        for (let j = 0, k = 0; j < count; j++) {
          const s = rows[e]![j]!;
          const share = weights[s * experts + e]! / totals[s]!;
          let slope = 0;
          for (let w = 0; w < wires; w++, k++) {
            const g = gradMeans[s * wires + w]!;
            // By the share, less what the others' shares lose.
            slope += g * (expectations[e]![k]! - means[s * wires + w]!);
            gradExpectations[k] = share * g;
          }
          gradWeights[s * experts + e] = slope / totals[s]!;
        }
        fillJoint(e, answers[e]!, count);
        if (rowStride === 0) circuits[e]!.backward(own!, joint, count, gradExpectations, grads!, 0, gradJoint);
        else {
          gradRows.fill(0, 0, count * size);
          circuits[e]!.backward(own!, joint, count, gradExpectations, gradRows, size, gradJoint);
          for (let j = 0; j < count; j++) {
            const to = rows[e]![j]! * rowStride;
            for (let i = 0; i < size; i++) grads![to + i]! += gradRows[j * size + i]!;
          }
        }
        for (let j = 0, k = 0; j < count; j++) {
          const from = j * jointSize + e * stateSize;
          for (let i = 0; i < stateSize; i++) gradAnswers[e]![k++] = gradJoint[from + i]!;
        }
      }
    },
  };
}
