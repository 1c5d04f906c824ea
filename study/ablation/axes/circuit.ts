import { randomCircuitRouter } from "../../../moe/routers/index.ts";
import { type Point, switched, varied } from "./axis.ts";

const COPIES = [1, 4, 16] as const;

/** Whether angles are trained at all, and what free coefficients on random circuits do in their place. */
export const circuit = switched({
  title: "Training of the circuit",
  help: "angles trained, frozen at their start, or features of 1, 4 and 16 random circuits",
  scale: "rows",
  unit: "",
  meaning:
    "Trained: angles and linear layer. Frozen: the angles keep their random start, only the linear layer behind the expectation values is trained. Random circuits: a linear layer on the expectation values of several circuits that are never trained; one of them is what frozen is, from another start.",
  points: ({ subject }) => {
    const { kind: _, circuit: __, ...options } = subject;
    return [
      ...(["trained", "frozen"] as const).map(
        (value): Point => ({ value, router: varied(subject, { circuit: value }) }),
      ),
      ...COPIES.map(
        (circuits): Point => ({
          value: circuits === 1 ? "1 random circuit" : `${circuits} random circuits`,
          router: randomCircuitRouter({ ...options, circuits }),
        }),
      ),
    ];
  },
});
