import type { Options } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { sequential } from "../../nn/index.ts";
import type { AggregationKind, OpenJoin } from "./aggregation.ts";
import { type JointParts, jointParts, stateFields } from "./states.ts";

const fields = stateFields;

/**
 * Coherent aggregation: the state sum_e sqrt(weight_e) |e>|psi_e> of a routing register and the experts' register goes through strongly entangling
 * layers, in which the experts' amplitudes interfere; <Z> of every wire, then a linear layer. For experts that are circuits with one number of qubits; their
 * readouts are not used. Parameters: aggregation.theta (3 layers wires), head.weight, head.bias. Options: layers 1, entanglement "none" | "linear" | "ring" | "all" ("ring").
 * Errors: an option out of bounds; an expert without a circuit; other numbers of qubits; a gating that leaves samples without experts. After QMoE+ (OpenReview
 * l1JaPqZ6K5, 2026), whose aggregation circuit acts on the joint space of routing and data.
 */
export function coherentAggregation(options: Options<typeof fields> = {}): Spec<"coherent", typeof fields> {
  return specOf("coherent", fields, options, "coherentAggregation");
}

export const coherentKind = {
  help: "the experts' states superposed with the roots of their weights, through a circuit that lets them interfere",
  fields,
  of: "states",
  build(options, shape) {
    const parts = jointParts(options, shape);
    const tail = sequential([
      ["aggregation", parts.circuit],
      ["head", parts.head],
    ]);
    return {
      of: "states",
      parameters: tail.parameters,
      open: (maxBatch) => openCoherent(parts, tail.open(maxBatch), shape.experts, maxBatch),
    };
  },
} satisfies AggregationKind<typeof fields>;

function openCoherent(
  { stateSize, jointSize }: JointParts,
  tail: ReturnType<JointParts["circuit"]["open"]>,
  experts: number,
  maxBatch: number,
): OpenJoin {
  const joint = new Float64Array(maxBatch * jointSize);
  const gradJoint = new Float64Array(maxBatch * jointSize);
  return {
    forward(params, { counts, rows, answers }, weights, batch, out) {
      joint.fill(0, 0, batch * jointSize);
      for (let e = 0; e < experts; e++) {
        const answer = answers[e]!;
        for (let j = 0, k = 0; j < counts[e]!; j++) {
          const s = rows[e]![j]!;
          const amplitude = Math.sqrt(weights[s * experts + e]!);
          const to = s * jointSize + e * stateSize;
          for (let i = 0; i < stateSize; i++) joint[to + i] = amplitude * answer[k++]!;
        }
      }
      tail.forward(params, joint, batch, out);
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
      tail.backward(params, joint, batch, gradOut, gradParams, rowStride, gradJoint);
      for (let e = 0; e < experts; e++) {
        const answer = answers[e]!;
        const gradAnswer = gradAnswers[e]!;
        for (let j = 0, k = 0; j < counts[e]!; j++) {
          const at = rows[e]![j]! * experts + e;
          const amplitude = Math.sqrt(weights[at]!);
          const from = rows[e]![j]! * jointSize + e * stateSize;
          let slope = 0;
          for (let i = 0; i < stateSize; i++, k++) {
            slope += gradJoint[from + i]! * answer[k]!;
            gradAnswer[k] = amplitude * gradJoint[from + i]!;
          }
          gradWeights[at] = amplitude === 0 ? 0 : slope / (2 * amplitude);
        }
      }
    },
  };
}
