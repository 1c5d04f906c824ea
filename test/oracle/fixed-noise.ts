import { fold, type Key } from "../../core/key.ts";
import { radians } from "../../quantum/angle.ts";
import { type Channel, channels } from "../../quantum/channels/index.ts";
import { type Circuit, circuit, type Op, valuesOf } from "../../quantum/circuit.ts";
import { uniforms } from "./random-circuit.ts";
import { randomNoisyCircuit } from "./random-noisy.ts";

/** Random noisy circuit number k of a key, as `randomNoisyCircuit` but with numbers as strengths (angles of unitary errors stay what they are), with parameters and one sample's inputs. */
export function fixedNoise(
  key: Key,
  n: number,
  k: number,
  ops: number,
  start = {},
): { source: Circuit; params: Float64Array; inputs: Float64Array } {
  const random = randomNoisyCircuit(fold(key, n, k), n, ops, start);
  const params = uniforms(fold(key, "p", n, k), random.numParams, -3, 3);
  const strengths = uniforms(fold(key, "strengths", n, k), random.numParams, 0.05, 0.2);
  const constant = random.ops.map((given): Op => {
    if ("gate" in given || (channels[given.channel] as Channel).form === "unitary") return given;
    return { ...given, strengths: valuesOf(given).map((value) => radians(value, strengths, [])) };
  });
  const { numInputs, amplitudes, complex } = random;
  const source = circuit(n, constant, { numInputs, amplitudes, complex });
  return { source, params, inputs: uniforms(fold(key, "x", n, k), numInputs, -1, 1) };
}
