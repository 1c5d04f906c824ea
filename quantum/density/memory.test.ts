import { expect, test } from "vitest";
import { keyOf } from "../../core/key.ts";
import { stream } from "../../core/random.ts";
import { afterEveryGate, depolarizing, openCircuit, routingCircuit, withNoise } from "../index.ts";
import { everyWord, Images } from "./images.ts";

// Nothing of 4^n numbers is made before it is known whether all of them fit: at 13 wires these alone would take minutes.
test.each([11, 13])("%i wires that do not fit are refused at once, with what to do", { timeout: 3000 }, (qubits) => {
  const source = withNoise(routingCircuit({ qubits, layers: 3 }), afterEveryGate(depolarizing({ p: 0.01 })));
  expect(() => openCircuit(source, 1)).toThrow(/need at least .* GiB as a density matrix.*Set trajectories/);
});

test("images, signs and letters are those of one CNOT after the other", () => {
  const n = 4;
  const { uniform } = stream(keyOf(5));
  const map = new Images(n);
  const words = Array.from({ length: 4 ** n }, (_, i) =>
    Array.from({ length: n }, (_, w) => (i >> (2 * (n - 1 - w))) & 3),
  );
  const signs = words.map(() => 1);
  const number = (letters: readonly number[]): number => letters.reduce((sum, letter) => 4 * sum + letter, 0);
  for (let k = 0; k < 12; k++) {
    const control = Math.floor(uniform() * n);
    const target = (control + 1 + Math.floor(uniform() * (n - 1))) % n;
    map.cnot(control, target);
    for (const [i, word] of words.entries()) {
      const [c, t] = [word[control]!, word[target]!];
      // X of the control brings an X to the target, Z of the target a Z to the control; letters multiply as digits' exclusive or.
      word[target] = t ^ (c === 1 || c === 2 ? 1 : 0);
      word[control] = c ^ (t === 2 || t === 3 ? 3 : 0);
      if ((c === 1 && t === 3) || (c === 2 && t === 2)) signs[i]! *= -1;
    }
    const found = new Uint8Array(4 ** n);
    everyWord(map.digits([control, target]), found);
    expect([...found]).toEqual(words.map((word) => 4 * word[control]! + word[target]!));
  }
  const images = new Int32Array(4 ** n + 3);
  map.images(images, 3);
  expect([...images.subarray(3)]).toEqual(words.map(number));
  expect([...map.signs()]).toEqual(signs);
});
