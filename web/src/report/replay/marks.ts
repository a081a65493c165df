// The mark of each body of men: colour for the actor, shape for the contingent, filling for its state. Each kind is drawn
// once and then copied, which is what makes a thousand of them move smoothly.

export const CAPTURED = 4;
const [ASLEEP, BROKEN, CHANGED, GONE] = [2, 3, 5, 6];

/** Outline of a mark of half-width `size` round the origin: circle, square, triangle, diamond. */
function outline(pen: CanvasRenderingContext2D, shape: number, size: number): void {
  pen.beginPath();
  if (shape === 0) pen.arc(0, 0, size, 0, 7);
  else if (shape === 1) pen.rect(-size, -size, 2 * size, 2 * size);
  else if (shape === 2) {
    pen.moveTo(0, -size * 1.2);
    pen.lineTo(size * 1.1, size);
    pen.lineTo(-size * 1.1, size);
    pen.closePath();
  } else {
    pen.moveTo(0, -size * 1.3);
    pen.lineTo(size * 1.3, 0);
    pen.lineTo(0, size * 1.3);
    pen.lineTo(-size * 1.3, 0);
    pen.closePath();
  }
}

export class Marks {
  private readonly kept = new Map<number, HTMLCanvasElement>();

  constructor(
    private readonly colours: string[],
    private readonly ink: string,
    private readonly ratio: number,
  ) {}

  /** Draws a mark at a place given in pixels of the page. */
  draw(pen: CanvasRenderingContext2D, x: number, y: number, colour: number, shape: number, state: number, men: number): void {
    // Sizes in half pixels: few enough kinds to keep.
    const half = Math.round(2 * (3 + Math.min(4, Math.sqrt(men) * 0.8)));
    const key = ((colour * 4 + shape) * 8 + state) * 32 + half;
    let mark = this.kept.get(key);
    if (!mark) {
      mark = this.make(colour, shape, state, half / 2);
      this.kept.set(key, mark);
    }
    const side = mark.width / this.ratio;
    pen.drawImage(mark, x - side / 2, y - side / 2, side, side);
  }

  private make(colour: number, shape: number, state: number, size: number): HTMLCanvasElement {
    const canvas = document.createElement("canvas");
    const side = Math.ceil((size * 1.4 + 4) * 2);
    canvas.width = canvas.height = Math.ceil(side * this.ratio);
    const pen = canvas.getContext("2d");
    if (!pen) return canvas;
    pen.setTransform(this.ratio, 0, 0, this.ratio, canvas.width / 2, canvas.height / 2);
    pen.fillStyle = pen.strokeStyle = this.colours[colour] ?? this.ink;
    pen.lineWidth = 1.4;
    outline(pen, shape, size);
    pen.globalAlpha = state === ASLEEP ? 0.35 : state === GONE ? 0.25 : 0.9;
    if (state !== BROKEN && state !== CAPTURED) pen.fill();
    pen.globalAlpha = state === GONE ? 0.4 : 1;
    if (state === CHANGED) {
      pen.strokeStyle = this.ink;
      pen.lineWidth = 2.2;
    }
    pen.stroke();
    if (state === CAPTURED) {
      pen.beginPath();
      pen.moveTo(-size - 2, size + 2);
      pen.lineTo(size + 2, -size - 2);
      pen.stroke();
    }
    return canvas;
  }
}
