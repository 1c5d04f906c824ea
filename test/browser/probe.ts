import { fold, keyOf } from "../../core/key.ts";
import * as math from "../../core/math/index.ts";
import { stream } from "../../core/random.ts";
import { circles, moons } from "../../data/index.ts";
import { linearExpert, mixture, quantumRouter } from "../../moe/index.ts";
import {
  afterEveryGate,
  amplitudeDamping,
  metricTensor,
  openCircuit,
  routingCircuit,
  withNoise,
} from "../../quantum/index.ts";
import { compareSpec, inlineExecutor, runStudy, serialise } from "../../study/index.ts";
import { fit } from "../../train/index.ts";

/** What a page and Node must agree on, to the bit. */
export interface Bits {
  /** Function name -> hash of its values over a sweep of arguments. */
  readonly math: Readonly<Record<string, string>>;
  /** Hash of a circuit's state, of what is measured of it, also with noise, shots and trajectories, of their gradients and of a metric. */
  readonly circuits: string;
  /** All parameters of a trained mixture with a quantum router: 16 hexadecimal digits each. */
  readonly params: string;
  /** The text of the results file of a small study with every kind of router. */
  readonly study: string;
}

/** Called by name from the page and from Node. @public */
export async function bits(): Promise<Bits> {
  return { math: mathBits(), circuits: circuitBits(), params: await trained(), study: await studied() };
}

async function trained(): Promise<string> {
  const model = mixture({ router: quantumRouter(), experts: [linearExpert(), linearExpert()] });
  const { params } = await fit(model, moons({ samples: 60 }), { epochs: 2, key: 7 });
  const digits = [...new BigUint64Array(params.buffer, params.byteOffset, params.length)];
  return digits.map((word) => word.toString(16).padStart(16, "0")).join(" ");
}

async function studied(): Promise<string> {
  const table = circles({ samples: 80 });
  const spec = compareSpec({ table, seeds: 2, epochs: 2, key: 3 });
  return serialise(await runStudy(spec, { execute: inlineExecutor, table, version: "0.0.0" }));
}

function circuitBits(): string {
  const batch = 5;
  const source = routingCircuit({ qubits: 3, uploads: 2, inputs: "scale" });
  const random = stream(fold(keyOf(21), "circuits"));
  const uniforms = (length: number): Float64Array => Float64Array.from({ length }, () => 6 * random.uniform() - 3);
  const [params, inputs] = [uniforms(source.numParams), uniforms(3 * batch)];
  const values = engineNames.flatMap((engine) =>
    (["state", "probabilities", ["X0 Y2", "Z0 Z1"]] as const).flatMap((measure) => {
      const opened = openCircuit(source, batch, { engine, measure });
      const out = new Float64Array(batch * opened.outputs);
      const [gradParams, gradInputs] = [new Float64Array(source.numParams), new Float64Array(3 * batch)];
      opened.forward(params, inputs, batch, out);
      opened.backward(batch, uniforms(out.length), gradParams, 0, gradInputs);
      return [...out, ...gradParams, ...gradInputs];
    }),
  );
  const noisy = withNoise(source, afterEveryGate(amplitudeDamping({ gamma: 0.05 })));
  const devices = engineNames.flatMap((engine) =>
    [{}, { shots: 50 }, { trajectories: 20 }].flatMap((device) => {
      const opened = openCircuit(noisy, batch, { engine, ...device });
      const [out, gradParams] = [new Float64Array(3 * batch), new Float64Array(source.numParams)];
      opened.useKey?.(keyOf(22));
      opened.forward(params, inputs, batch, out);
      opened.backward(batch, uniforms(out.length), gradParams, 0, null);
      return [...out, ...gradParams];
    }),
  );
  const metrics = engineNames.flatMap((engine) =>
    metricTensor(source, params, inputs, batch, { engine }).flatMap(({ metric }) => [...metric]),
  );
  return hash(Float64Array.of(...values, ...devices, ...metrics));
}

const engineNames = ["js", "wasm"] as const;

function mathBits(): Record<string, string> {
  const { sin, cos, exp, expm1, log, log1p, tanh, erf, erfc, lnGamma, normalCdf } = math;
  const functions = { sin, cos, exp, expm1, log, log1p, tanh, erf, erfc, lnGamma, normalCdf };
  return Object.fromEntries(Object.entries(functions).map(([name, f]) => [name, hash(sweep(name, f))]));
}

const POSITIVE = new Set(["log", "lnGamma"]);

/** 2,000 arguments at each of 24 scales from 2^-16 to 2^7. */
function sweep(name: string, f: (x: number) => number): Float64Array {
  const values: number[] = [];
  for (let scale = 1 / 65536; scale < 256; scale *= 2) {
    const random = stream(fold(keyOf(20), name, Math.round(scale * 65536)));
    for (let i = 0; i < 2000; i++) {
      values.push(f((POSITIVE.has(name) ? random.uniform() : 2 * random.uniform() - 1) * scale));
    }
  }
  return Float64Array.from(values);
}

/** FNV-1a over the bytes, and the number of values. */
function hash(values: Float64Array): string {
  let h = 0x811c9dc5;
  for (const byte of new Uint8Array(values.buffer)) h = Math.imul(h ^ byte, 0x01000193);
  return `${(h >>> 0).toString(16).padStart(8, "0")} of ${values.length}`;
}
