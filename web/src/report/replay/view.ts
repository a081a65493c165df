// Which part of the plane is seen: follows the men, stays near the middle, or shows everything; and what the reader's own
// zoom and shift make of it.
import type { Feature, History } from "./data";
import { ABSENT, LEFT } from "./data";

/** West, south, east, north [m]. */
export type Box = [number, number, number, number];
export type Kind = "men" | "near" | "all";

export interface Views {
  men: Box[];
  near: Box;
  all: Box;
}

/** The box that holds all but the outermost fiftieth. */
function box(xs: number[], ys: number[]): Box {
  if (!xs.length) return [-1000, -1000, 1000, 1000];
  xs.sort((a, b) => a - b);
  ys.sort((a, b) => a - b);
  const low = Math.floor(xs.length / 50);
  const high = xs.length - 1 - low;
  return [xs[low] ?? 0, ys[low] ?? 0, xs[high] ?? 0, ys[high] ?? 0];
}

function present(frame: Int32Array): Box {
  const xs: number[] = [];
  const ys: number[] = [];
  for (let i = 0; i + 3 < frame.length; i += 4) {
    const state = frame[i + 3];
    if (state !== ABSENT && state !== LEFT && (frame[i + 2] ?? 0) > 0) {
      xs.push(frame[i] ?? 0);
      ys.push(frame[i + 1] ?? 0);
    }
  }
  return box(xs, ys);
}

export function views(history: History, map: Feature[]): Views {
  const boxes = history.frames.map(present);
  // Sums up to each step, so that the mean of some steps to either side costs the same at every step.
  const sums = [new Float64Array(boxes.length + 1), new Float64Array(boxes.length + 1)];
  sums.push(new Float64Array(boxes.length + 1), new Float64Array(boxes.length + 1));
  boxes.forEach((one, index) => {
    for (let side = 0; side < 4; side += 1) {
      const sum = sums[side];
      if (sum) sum[index + 1] = (sum[index] ?? 0) + (one[side] ?? 0);
    }
  });
  const reach = Math.max(2, Math.round(boxes.length / 30));
  const men = boxes.map((_, index): Box => {
    const from = Math.max(0, index - reach);
    const to = Math.min(boxes.length, index + reach + 1);
    const mean = (side: number) => ((sums[side]?.[to] ?? 0) - (sums[side]?.[from] ?? 0)) / (to - from);
    return [mean(0), mean(1), mean(2), mean(3)];
  });
  const grounds = map.filter((feature) => feature.closed).flatMap((feature) => feature.points);
  const first = grounds.length
    ? box(grounds.map((point) => point[0]), grounds.map((point) => point[1]))
    : (boxes[0] ?? [-1000, -1000, 1000, 1000]);
  const margin = 2500;
  const near: Box = [first[0] - margin, first[1] - margin, first[2] + margin, first[3] + margin];
  const everything = boxes.reduce<Box>(
    (a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])],
    near,
  );
  return { men, near, all: everything };
}

export function boxAt(found: Views, kind: Kind, place: number): Box {
  if (kind !== "men") return found[kind];
  const low = Math.floor(place);
  const a = found.men[low] ?? found.near;
  const b = found.men[low + 1] ?? a;
  const share = place - low;
  return [0, 1, 2, 3].map((side) => (a[side] ?? 0) + ((b[side] ?? 0) - (a[side] ?? 0)) * share) as Box;
}

/** From metres to pixels. */
export interface Projection {
  metres: number;
  x: (metres: number) => number;
  y: (metres: number) => number;
}

export function project(
  box: Box,
  width: number,
  height: number,
  own: { k: number; x: number; y: number },
): Projection {
  const metres = Math.max((box[2] - box[0]) / (width * 0.78), (box[3] - box[1]) / (height * 0.72), 2);
  const east = (box[0] + box[2]) / 2;
  const north = (box[1] + box[3]) / 2;
  return {
    metres: metres / own.k,
    x: (value) => (width / 2 + (value - east) / metres) * own.k + own.x,
    y: (value) => (height / 2 - (value - north) / metres) * own.k + own.y,
  };
}
