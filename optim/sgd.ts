import { MoireError } from "../core/errors.ts";
import type { Options } from "../core/fields.ts";
import { boolean, number, resolve } from "../core/fields.ts";
import type { Optimiser, OptimiserKind } from "./optimiser.ts";

export const sgdFields = {
  momentum: number({ help: "share of the last step's direction that is kept", min: 0, max: 0.999999, default: 0 }),
  dampening: number({ help: "share of the gradient that momentum leaves out", min: 0, max: 1, default: 0 }),
  nesterov: boolean({ help: "looks ahead by one step of momentum", default: false }),
};

/** The direction that momentum keeps, and whether there is one yet. */
export interface SgdState {
  readonly velocity: Float64Array;
  moving: boolean;
}

/**
 * Gradient descent, as torch.optim.SGD computes it. With momentum the direction is v = momentum v + (1 - dampening) g, in the first step g alone, and
 * with `nesterov` the step goes along g + momentum v. Defaults: momentum 0, dampening 0, nesterov false. Errors: an option out of bounds, an
 * unknown option, nesterov without momentum or with dampening.
 */
export function sgd(options: Options<typeof sgdFields> = {}): Optimiser<SgdState> {
  const { momentum, dampening, nesterov } = resolve(sgdFields, options, "sgd");
  if (nesterov && (momentum === 0 || dampening !== 0)) {
    throw new MoireError(
      `sgd: nesterov needs a momentum above 0 and no dampening, got momentum ${momentum} and dampening ${dampening}`,
    );
  }
  return {
    init: (length) => ({ velocity: new Float64Array(momentum === 0 ? 0 : length), moving: false }),
    updateInto(params, grads, state, ranges, learningRate) {
      const { velocity, moving } = state;
      state.moving = momentum !== 0;
      const share = moving ? 1 - dampening : 1;
      for (let r = 0; r < ranges.length; r++) {
        const { offset, length } = ranges[r]!;
        for (let i = offset; i < offset + length; i++) {
          const g = grads[i]!;
          if (momentum === 0) {
            params[i]! -= learningRate * g;
            continue;
          }
          const v = momentum * velocity[i]! + share * g;
          velocity[i] = v;
          params[i]! -= learningRate * (nesterov ? g + momentum * v : v);
        }
      }
    },
  };
}

export const sgdOptimiser = {
  help: "gradient descent, with momentum if wanted",
  fields: sgdFields,
  make: sgd,
} satisfies OptimiserKind<typeof sgdFields, SgdState>;
