// The map below the men: grounds, routes, borders, names, a scale.
import type { Feature } from "./data";
import type { Projection } from "./view";

export interface Inks {
  soft: string;
  line: string;
  ink: string;
  paper: string;
  ring: string;
  data: string[];
}

export function drawGround(pen: CanvasRenderingContext2D, map: Feature[], at: Projection, inks: Inks): void {
  for (const feature of map) {
    const first = feature.points[0];
    if (!first) continue;
    pen.beginPath();
    if (feature.points.length === 1) {
      pen.fillStyle = inks.soft;
      pen.arc(at.x(first[0]), at.y(first[1]), 3, 0, 7);
      pen.fill();
      continue;
    }
    pen.strokeStyle = inks.soft;
    pen.lineWidth = feature.kind === "route" ? 2 : 1.2;
    pen.setLineDash(feature.kind === "border" ? [8, 4, 2, 4] : []);
    feature.points.forEach((point, index) => {
      if (index) pen.lineTo(at.x(point[0]), at.y(point[1]));
      else pen.moveTo(at.x(point[0]), at.y(point[1]));
    });
    if (feature.closed) {
      pen.closePath();
      pen.fillStyle = inks.line;
      pen.globalAlpha = 0.6;
      pen.fill();
    }
    pen.globalAlpha = feature.kind === "route" ? 0.5 : 1;
    pen.stroke();
    pen.globalAlpha = 1;
    pen.setLineDash([]);
  }
}

/** Names last, and only where no other name stands. */
export function drawNames(pen: CanvasRenderingContext2D, map: Feature[], at: Projection, inks: Inks): void {
  pen.font = "12px system-ui, sans-serif";
  pen.lineJoin = "round";
  const taken: [number, number, number][] = [];
  for (const feature of map) {
    const anchor = feature.closed ? centre(feature.points) : feature.points[Math.floor(feature.points.length / 2)];
    if (!anchor) continue;
    const y = at.y(anchor[1]);
    const width = pen.measureText(feature.name).width;
    const x = feature.closed ? at.x(anchor[0]) - width / 2 : at.x(anchor[0]) + 7;
    if (taken.some(([left, top, wide]) => Math.abs(top - y) < 15 && x < left + wide && left < x + width)) continue;
    taken.push([x, y, width]);
    pen.strokeStyle = inks.paper;
    pen.lineWidth = 3;
    pen.strokeText(feature.name, x, y + 4);
    pen.fillStyle = inks.soft;
    pen.fillText(feature.name, x, y + 4);
  }
}

function centre(points: [number, number][]): [number, number] {
  const mean = (part: 0 | 1) => points.reduce((sum, point) => sum + point[part], 0) / Math.max(1, points.length);
  return [mean(0), mean(1)];
}

export function drawScale(pen: CanvasRenderingContext2D, metres: number, height: number, ink: string): void {
  let length = 10;
  for (const next of [20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000]) {
    if (next / metres < 150) length = next;
  }
  pen.strokeStyle = pen.fillStyle = ink;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.moveTo(16, height - 16);
  pen.lineTo(16 + length / metres, height - 16);
  pen.stroke();
  pen.font = "12px system-ui, sans-serif";
  pen.fillText(length < 1000 ? `${length} m` : `${length / 1000} km`, 16, height - 22);
}
