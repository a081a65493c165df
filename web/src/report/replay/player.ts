// Plays the chosen histories, and the density of many, on a canvas: play, scrub, speed, view, zoom, keys.
import { select } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent } from "d3-zoom";
import { byId, make } from "../../dom";
import { moment } from "./clock";
import { placeOf, timeAt, unpack, type History, type ReplayData } from "./data";
import { drawGround, drawNames, drawScale, type Inks } from "./ground";
import { Marks } from "./marks";
import { drawDensity } from "./density";
import { boxAt, project, views, type Kind, type Views } from "./view";

/** Frames of the last seconds, for the test that measures the replay. */
export interface Measured {
  frames: number;
  drawing_ms: number;
}

export function startReplay(): void {
  const source = document.getElementById("player-data");
  const player = document.getElementById("player");
  const canvas = byId("player-canvas", HTMLCanvasElement);
  if (!source || !player || !canvas) return;
  const data = JSON.parse(source.textContent ?? "") as ReplayData;
  player.hidden = false;
  new Player(data, player, canvas);
}

const DENSITY = "density";

class Player {
  private readonly pen: CanvasRenderingContext2D;
  private readonly scrub = need("player-scrub", HTMLInputElement);
  private readonly play = need("player-play", HTMLButtonElement);
  private readonly speed = need("player-speed", HTMLSelectElement);
  private readonly view = need("player-view", HTMLSelectElement);
  private readonly choice = need("player-history", HTMLSelectElement);
  private readonly list = need("player-events", HTMLOListElement);
  private readonly clock = need("player-time", HTMLParagraphElement);
  private readonly latest = make("p", { class: "latest" });
  private history: History;
  private views: Views;
  private place = 0;
  private isPlaying = false;
  private isDensity = false;
  private lastTick = 0;
  private shown = -2;
  private own = { k: 1, x: 0, y: 0 };
  private inks: Inks = inks();
  private marks: Marks;
  private size = { width: 0, height: 0, ratio: 1 };
  readonly measured: Measured = { frames: 0, drawing_ms: 0 };

  constructor(
    private readonly data: ReplayData,
    player: HTMLElement,
    private readonly canvas: HTMLCanvasElement,
  ) {
    const pen = canvas.getContext("2d");
    const first = data.histories[0];
    if (!pen || !first) throw new Error("nothing to play");
    this.pen = pen;
    this.history = unpack(first);
    this.views = views(this.history, data.map);
    this.marks = new Marks(this.inks.data, this.inks.ink, 1);
    canvas.after(this.latest);
    if (data.density) {
      this.choice.appendChild(
        make("option", { value: DENSITY }, `all of ${data.density.histories}, as a density`),
      );
    }
    this.speed.appendChild(make("option", { value: "60" }, "very fast"));
    this.offerZoom();
    this.listen();
    (player as HTMLElement & { measured?: Measured }).measured = this.measured;
    this.resize();
    this.choose(0);
  }

  private choose(index: number): void {
    const packed = this.data.histories[index];
    if (!packed) return;
    if (this.history.title !== packed.title || this.shown === -2) {
      this.history = unpack(packed);
      this.views = views(this.history, this.data.map);
    }
    this.list.replaceChildren(
      ...this.history.events.map((event) =>
        make(
          "li",
          {},
          make(
            "button",
            { type: "button", onclick: () => this.goTo(placeOf(this.history.t, event.t)) },
            `${moment(event.t, this.data.offset)}  ${event.text}`,
          ),
        ),
      ),
    );
    this.shown = -1;
    this.place = 0;
    this.scrub.max = String(Math.max(0, this.times().length - 1));
    this.draw();
  }

  private times(): number[] {
    return this.isDensity && this.data.density ? this.data.density.t : this.history.t;
  }

  private goTo(place: number): void {
    this.pause();
    this.place = Math.max(0, Math.min(this.times().length - 1, place));
    this.draw();
  }

  private resize(): void {
    const ratio = window.devicePixelRatio || 1;
    this.size = { width: this.canvas.clientWidth, height: this.canvas.clientHeight, ratio };
    this.canvas.width = Math.round(this.size.width * ratio);
    this.canvas.height = Math.round(this.size.height * ratio);
    this.inks = inks();
    this.marks = new Marks(this.inks.data, this.inks.ink, ratio);
    this.draw();
  }

  private draw(): void {
    const started = performance.now();
    const { width, height, ratio } = this.size;
    if (!width || !height) return;
    const pen = this.pen;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    const now = timeAt(this.times(), this.place);
    const place = this.isDensity ? placeOf(this.history.t, now) : this.place;
    const at = project(boxAt(this.views, this.view.value as Kind, place), width, height, this.own);
    drawGround(pen, this.data.map, at, this.inks);
    if (this.isDensity && this.data.density) drawDensity(pen, this.data.density, this.place, at, this.inks.data);
    else {
      this.drawEvents(at, now);
      this.drawMen(at);
    }
    drawNames(pen, this.data.map, at, this.inks);
    drawScale(pen, at.metres, height, this.inks.ink);
    const text = moment(now, this.data.offset);
    if (this.clock.textContent !== text) {
      this.clock.textContent = text;
      this.scrub.setAttribute("aria-valuetext", text);
    }
    this.scrub.value = String(this.place);
    this.mark(now);
    this.measured.frames += 1;
    this.measured.drawing_ms += performance.now() - started;
  }

  private drawMen(at: { x: (m: number) => number; y: (m: number) => number }): void {
    const index = Math.min(Math.floor(this.place), this.history.frames.length - 1);
    const share = this.place - index;
    const a = this.history.frames[index];
    const b = this.history.frames[index + 1] ?? a;
    if (!a || !b) return;
    for (let i = 0; i + 3 < a.length; i += 4) {
      const state = a[i + 3] ?? 0;
      const men = a[i + 2] ?? 0;
      if (state === 0 || men <= 0) continue;
      const moves = b[i + 3] ? share : 0;
      const x = (a[i] ?? 0) + ((b[i] ?? 0) - (a[i] ?? 0)) * moves;
      const y = (a[i + 1] ?? 0) + ((b[i + 1] ?? 0) - (a[i + 1] ?? 0)) * moves;
      const sign = this.data.signs[this.history.contingent[i / 4] ?? -1] ?? [7, 0];
      this.marks.draw(this.pen, at.x(x), at.y(y), sign[0], sign[1], state, men);
    }
  }

  /** A ring where something happened in the last hour and a half. */
  private drawEvents(at: { x: (m: number) => number; y: (m: number) => number }, now: number): void {
    const pen = this.pen;
    pen.strokeStyle = this.inks.ring;
    pen.lineWidth = 3;
    for (const event of this.history.events) {
      const age = now - event.t;
      if (!event.at || age < 0 || age > 5400) continue;
      pen.globalAlpha = 1 - age / 5400;
      pen.beginPath();
      pen.arc(at.x(event.at[0]), at.y(event.at[1]), 12 + age / 300, 0, 7);
      pen.stroke();
    }
    pen.globalAlpha = 1;
  }

  /** Marks the last event in the list, and says it over the map. */
  private mark(now: number): void {
    let last = -1;
    if (!this.isDensity) this.history.events.forEach((event, index) => (last = event.t <= now ? index : last));
    if (last === this.shown) return;
    this.shown = last;
    Array.from(this.list.children).forEach((item, index) => {
      const name = index === last ? "now" : index < last ? "past" : "";
      const button = item.firstElementChild;
      if (button) button.className = name;
      if (name === "now" && item instanceof HTMLElement) {
        this.list.scrollTop = Math.max(0, item.offsetTop - this.list.offsetTop - this.list.clientHeight / 2);
      }
    });
    this.latest.textContent = this.history.events[last]?.text ?? "";
    this.latest.hidden = last < 0;
  }

  private readonly step = (time: number): void => {
    if (!this.isPlaying) return;
    const elapsed = Math.min(0.1, (time - this.lastTick) / 1000);
    this.lastTick = time;
    const end = this.times().length - 1;
    this.place = Math.min(end, this.place + elapsed * Number(this.speed.value));
    if (this.place >= end) this.pause();
    this.draw();
    if (this.isPlaying) requestAnimationFrame(this.step);
  };

  private pause(): void {
    this.isPlaying = false;
    this.play.textContent = "Play";
    this.play.setAttribute("aria-pressed", "false");
  }

  private start(): void {
    if (this.place >= this.times().length - 1) this.place = 0;
    this.isPlaying = true;
    this.play.textContent = "Pause";
    this.play.setAttribute("aria-pressed", "true");
    this.lastTick = performance.now();
    requestAnimationFrame(this.step);
  }

  private listen(): void {
    this.play.addEventListener("click", () => (this.isPlaying ? this.pause() : this.start()));
    this.scrub.addEventListener("input", () => this.goTo(Number(this.scrub.value)));
    this.view.addEventListener("change", () => this.draw());
    this.choice.addEventListener("change", () => {
      this.pause();
      this.isDensity = this.choice.value === DENSITY;
      this.choose(this.isDensity ? 0 : Number(this.choice.value));
    });
    this.canvas.addEventListener("keydown", (event) => {
      const keys: Record<string, () => void> = {
        " ": () => this.play.click(),
        ArrowRight: () => this.goTo(Math.floor(this.place) + 1),
        ArrowLeft: () => this.goTo(Math.ceil(this.place) - 1),
        Home: () => this.goTo(0),
        End: () => this.goTo(this.times().length - 1),
      };
      const act = keys[event.key];
      if (!act) return;
      act();
      event.preventDefault();
    });
    window.addEventListener("resize", () => this.resize());
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.resize());
  }

  private offerZoom(): void {
    const behaviour = zoom<HTMLCanvasElement, unknown>()
      .scaleExtent([0.5, 60])
      // The wheel alone scrolls the page; with Ctrl, or two fingers, it zooms the map.
      .filter((event: MouseEvent | WheelEvent | TouchEvent) => {
        if (event.type === "wheel") return event.ctrlKey;
        if (event.type.startsWith("touch")) return "touches" in event && event.touches.length > 1;
        return !event.ctrlKey && (!("button" in event) || event.button === 0);
      })
      .on("zoom", (event: D3ZoomEvent<HTMLCanvasElement, unknown>) => {
        this.own = event.transform;
        this.draw();
      });
    const surface = select(this.canvas);
    surface.call(behaviour);
    surface.style("touch-action", "pan-x pan-y");
    const button = (name: string, label: string, act: () => void) =>
      make("button", { type: "button", "aria-label": label, title: label, onclick: act }, name);
    const bar = make(
      "div",
      { class: "zoom", role: "group", "aria-label": "Zoom of the map" },
      button("+", "Nearer", () => behaviour.scaleBy(surface, 1.6)),
      button("−", "Farther", () => behaviour.scaleBy(surface, 1 / 1.6)),
      button("⟲", "As it was", () => behaviour.transform(surface, zoomIdentity)),
    );
    this.canvas.parentElement?.appendChild(bar);
  }
}

function need<T extends Element>(id: string, kind: { new (): T }): T {
  const found = byId(id, kind);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
}

function inks(): Inks {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    soft: of("--soft"),
    line: of("--line"),
    ink: of("--ink"),
    paper: of("--panel"),
    ring: of("--c3"),
    data: [0, 1, 2, 3, 4, 5, 6, 7].map((index) => of(`--c${index}`)),
  };
}
