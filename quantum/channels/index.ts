import type { SpecOf } from "../../core/spec.ts";
import { amplitudeDampingChannel } from "./amplitude-damping.ts";
import { bitFlipChannel } from "./bit-flip.ts";
import { bitPhaseFlipChannel } from "./bit-phase-flip.ts";
import type { Channel } from "./channel.ts";
import { dephasingChannel } from "./dephasing.ts";
import { depolarizingChannel } from "./depolarizing.ts";
import { generalizedAmplitudeDampingChannel } from "./generalized-amplitude-damping.ts";
import { overRotationXChannel } from "./over-rotation-x.ts";
import { overRotationYChannel } from "./over-rotation-y.ts";
import { overRotationZChannel } from "./over-rotation-z.ts";
import { overRotationZXChannel } from "./over-rotation-zx.ts";
import { pauliChannel } from "./pauli.ts";
import { phaseDampingChannel } from "./phase-damping.ts";
import { phaseFlipChannel } from "./phase-flip.ts";
import { readoutErrorChannel } from "./readout-error.ts";
import { thermalRelaxationChannel } from "./thermal-relaxation.ts";
import { twoQubitDepolarizingChannel } from "./two-qubit-depolarizing.ts";
import { twoQubitPauliChannel } from "./two-qubit-pauli.ts";

export { amplitudeDamping } from "./amplitude-damping.ts";
export { bitFlip } from "./bit-flip.ts";
export { bitPhaseFlip } from "./bit-phase-flip.ts";
export type { Channel, ChannelForm, Transfer } from "./channel.ts";
export { dephasing } from "./dephasing.ts";
export { depolarizing } from "./depolarizing.ts";
export { generalizedAmplitudeDamping } from "./generalized-amplitude-damping.ts";
export { overRotationX } from "./over-rotation-x.ts";
export { overRotationY } from "./over-rotation-y.ts";
export { overRotationZ } from "./over-rotation-z.ts";
export { overRotationZX } from "./over-rotation-zx.ts";
export { pauli } from "./pauli.ts";
export { phaseDamping } from "./phase-damping.ts";
export { phaseFlip } from "./phase-flip.ts";
export { readoutError } from "./readout-error.ts";
export { thermalRelaxation } from "./thermal-relaxation.ts";
export { twoQubitDepolarizing } from "./two-qubit-depolarizing.ts";
export { twoQubitPauli } from "./two-qubit-pauli.ts";

/** All channels by name. */
export const channels = {
  depolarizing: depolarizingChannel,
  twoQubitDepolarizing: twoQubitDepolarizingChannel,
  bitFlip: bitFlipChannel,
  phaseFlip: phaseFlipChannel,
  bitPhaseFlip: bitPhaseFlipChannel,
  pauli: pauliChannel,
  twoQubitPauli: twoQubitPauliChannel,
  amplitudeDamping: amplitudeDampingChannel,
  generalizedAmplitudeDamping: generalizedAmplitudeDampingChannel,
  phaseDamping: phaseDampingChannel,
  thermalRelaxation: thermalRelaxationChannel,
  dephasing: dephasingChannel,
  overRotationX: overRotationXChannel,
  overRotationY: overRotationYChannel,
  overRotationZ: overRotationZChannel,
  overRotationZX: overRotationZXChannel,
  readoutError: readoutErrorChannel,
} satisfies Record<string, Channel>;

export type ChannelName = keyof typeof channels;
/** A channel with its strengths, as plain data: `{ kind: "depolarizing", p: 0.05 }`. */
export type ChannelSpec = SpecOf<typeof channels>;
