import { plainTick } from "../figures/ticks.ts";

/** How far from 0 an axis may lie, in widths of its range, before its labels are counted from an offset. */
const FAR = 1000;

export interface NamedTicks {
  readonly label: string;
  readonly tickFormat: (value: number, index?: number, ticks?: readonly number[]) => string;
}

/** Name and tick labels of an axis; where all values lie close together far from 0, labels are counted from an offset that the name says. */
export function offsetAxis(name: string, [low, high]: readonly [number, number]): NamedTicks {
  const range = high - low;
  if (!(Math.max(Math.abs(low), Math.abs(high)) > FAR * range)) return { label: name, tickFormat: plainTick };
  // A round number below all values: a multiple of the power of ten above the range.
  let unit = 1;
  while (unit < 10 * range) unit *= 10;
  while (unit >= 100 * range) unit /= 10;
  const offset = Math.floor(low / unit) * unit;
  return {
    label: `${name} − ${offset}`,
    tickFormat: (value, index, ticks = [value]) =>
      plainTick(
        Number((value - offset).toPrecision(6)),
        index,
        ticks.map((tick) => Number((tick - offset).toPrecision(6))),
      ),
  };
}
