// What the page carries for the replay. Rust projects and rounds; the page gets metres and seconds.
export interface PackedHistory {
  title: string;
  why: string;
  contingent: number[];
  t: number[];
  /** Per step and element x, y, men, state, each as the difference from the step before. */
  steps: number[][];
  events: HistoryEvent[];
}
export interface HistoryEvent {
  t: number;
  text: string;
  at: [number, number] | null;
}
export interface Feature {
  name: string;
  kind: string;
  closed: boolean;
  points: [number, number][];
}
export interface Density {
  cell_m: number;
  histories: number;
  /** Colour of each group, and its name. */
  groups: { name: string; colour: number }[];
  t: number[];
  /** Per time a flat list of group, column, row and tenths of men. */
  cells: number[][];
}
export interface ReplayData {
  offset: number;
  signs: [number, number][];
  histories: PackedHistory[];
  map: Feature[];
  density: Density | null;
}
export interface History {
  title: string;
  contingent: number[];
  t: number[];
  frames: Int32Array[];
  events: HistoryEvent[];
}

export const ABSENT = 0;
export const LEFT = 6;

/** Differences between steps back into places. */
export function unpack(packed: PackedHistory): History {
  let before = new Int32Array(0);
  const frames = packed.steps.map((step) => {
    const frame = new Int32Array(step.length);
    for (let i = 0; i < step.length; i += 1) frame[i] = (step[i] ?? 0) + (before[i] ?? 0);
    before = frame;
    return frame;
  });
  return { title: packed.title, contingent: packed.contingent, t: packed.t, frames, events: packed.events };
}

/** Place between two times at which a moment lies, as a number of steps. */
export function placeOf(t: number[], time: number): number {
  let low = 0;
  let high = Math.max(0, t.length - 1);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((t[middle] ?? 0) <= time) low = middle;
    else high = middle - 1;
  }
  const from = t[low] ?? 0;
  const to = t[low + 1];
  if (to === undefined || time <= from) return low;
  return low + Math.min(1, (time - from) / Math.max(1, to - from));
}

/** The moment at a place between two times. */
export function timeAt(t: number[], place: number): number {
  const low = Math.floor(place);
  const from = t[low] ?? 0;
  const to = t[low + 1] ?? from;
  return from + (to - from) * (place - low);
}
