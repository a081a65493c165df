// Where men are in many histories at once: each cell as dark as the men it holds on average.
import type { Density } from "./data";
import type { Projection } from "./view";

export function drawDensity(
  pen: CanvasRenderingContext2D,
  density: Density,
  place: number,
  at: Projection,
  colours: string[],
): void {
  const cells = density.cells[Math.min(Math.round(place), density.cells.length - 1)];
  if (!cells) return;
  const side = Math.max(2, density.cell_m / at.metres);
  for (let i = 0; i + 3 < cells.length; i += 4) {
    const group = density.groups[cells[i] ?? 0];
    const x = at.x((cells[i + 1] ?? 0) * density.cell_m);
    const y = at.y(((cells[i + 2] ?? 0) + 1) * density.cell_m);
    pen.fillStyle = colours[group?.colour ?? 7] ?? "gray";
    // From a tenth of a man, just seen, to a hundred, full: by the logarithm, since both ends matter.
    pen.globalAlpha = Math.max(0.12, Math.min(0.9, 0.12 + 0.26 * Math.log10(Math.max(1, cells[i + 3] ?? 0))));
    pen.fillRect(x, y, side + 0.5, side + 0.5);
  }
  pen.globalAlpha = 1;
}
