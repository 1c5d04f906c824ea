import { rounded } from "./markup.ts";

/** How far a border may move, in pixels, to be drawn with fewer points. */
const TOLERANCE = 0.3;

type Corner = readonly [x: number, y: number];

/**
 * Path data of closed rings (`M0,0L1,0L1,1Z`) with the same rings in fewer points and characters (Douglas and Peucker 1973).
 * Anything but M, L and Z with absolute coordinates is given back as it is.
 */
export function simplifyRings(path: string): string {
  if (!/^[MLZ\d,.\-e]*$/.test(path)) return path;
  return path
    .split("Z")
    .filter((ring) => ring !== "")
    .map((ring) => {
      const corners = ring
        .slice(1)
        .split("L")
        .map((pair): Corner => pair.split(",").map(Number) as unknown as Corner);
      const first = corners[0]!;
      const end = corners[corners.length - 1]!;
      if (first[0] !== end[0] || first[1] !== end[1]) corners.push(first);
      const kept = simplify(corners);
      // A ring ends where it began; z draws that side.
      return closed(kept.slice(0, -1));
    })
    .join("");
}

function closed(corners: readonly Corner[]): string {
  // Steps are taken between rounded places, so that rounding does not add up.
  const places = corners.map(([x, y]): Corner => [Math.round(x * 10), Math.round(y * 10)]);
  let path = "";
  places.forEach(([x, y], i) => {
    if (i === 0) {
      path += `M${rounded(x / 10)},${rounded(y / 10)}`;
      return;
    }
    const [px, py] = places[i - 1]!;
    const dx = rounded((x - px) / 10);
    const dy = rounded((y - py) / 10);
    path += `l${dx}${dy.startsWith("-") ? "" : ","}${dy}`;
  });
  return `${path}z`;
}

function simplify(corners: readonly Corner[]): Corner[] {
  const keep = new Uint8Array(corners.length);
  keep[0] = 1;
  keep[corners.length - 1] = 1;
  const open: [number, number][] = [[0, corners.length - 1]];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const [from, to] = part;
    let far = 0;
    let at = -1;
    for (let i = from + 1; i < to; i++) {
      const distance = distanceToSegment(corners[i]!, corners[from]!, corners[to]!);
      if (distance > far) {
        far = distance;
        at = i;
      }
    }
    if (far > TOLERANCE) {
      keep[at] = 1;
      open.push([from, at], [at, to]);
    }
  }
  return corners.filter((_, i) => keep[i] === 1);
}

function distanceToSegment([x, y]: Corner, [ax, ay]: Corner, [bx, by]: Corner): number {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  const rx = ax + t * dx - x;
  const ry = ay + t * dy - y;
  return Math.sqrt(rx * rx + ry * ry);
}
