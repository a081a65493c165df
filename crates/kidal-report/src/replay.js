"use strict";
// Plays the chosen histories on a canvas. Reads the JSON beside it, writes text only as text, loads nothing.
(function () {
  const source = document.getElementById("player-data"), player = document.getElementById("player");
  if (!source || !player) return;
  const data = JSON.parse(source.textContent);
  const part = function (name) { return document.getElementById("player-" + name); };
  const canvas = part("canvas"), scrub = part("scrub"), play = part("play"), list = part("events");
  const pen = canvas.getContext("2d");
  player.hidden = false;
  let history = null, frames = [], views = {}, position = 0, isPlaying = false, lastTick = 0;

  // Differences between frames back into places.
  function unpack(chosen) {
    let before = [];
    return chosen.steps.map(function (step) {
      before = step.map(function (change, index) { return change + (before[index] || 0); });
      return before;
    });
  }
  function box(points) {
    if (!points.length) return [-1000, -1000, 1000, 1000];
    const xs = points.map(function (p) { return p[0]; }).sort(function (a, b) { return a - b; });
    const ys = points.map(function (p) { return p[1]; }).sort(function (a, b) { return a - b; });
    const low = Math.floor(xs.length / 50), high = xs.length - 1 - low;
    return [xs[low], ys[low], xs[high], ys[high]];
  }
  function present(frame) {
    const points = [];
    for (let i = 0; i < frame.length; i += 4) if (frame[i + 3] !== 0 && frame[i + 3] !== 6 && frame[i + 2] > 0) points.push([frame[i], frame[i + 1]]);
    return points;
  }
  function prepare() {
    const boxes = frames.map(function (frame) { return box(present(frame)); });
    // The view follows slowly: the mean of some frames to either side.
    const reach = Math.max(2, Math.round(frames.length / 30));
    views.men = boxes.map(function (_, index) {
      const near = boxes.slice(Math.max(0, index - reach), index + reach + 1);
      return [0, 1, 2, 3].map(function (side) { return near.reduce(function (sum, b) { return sum + b[side]; }, 0) / near.length; });
    });
    const grounds = data.map.filter(function (f) { return f.closed; }).flatMap(function (f) { return f.points; });
    const near = box(grounds.length ? grounds : present(frames[0] || []));
    views.near = [near[0] - 2500, near[1] - 2500, near[2] + 2500, near[3] + 2500];
    const all = boxes.reduce(function (a, b) { return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]; }, near);
    views.all = all;
  }
  function choose(index) {
    history = data.histories[index];
    frames = unpack(history);
    prepare();
    position = 0;
    scrub.max = String(Math.max(0, frames.length - 1));
    list.textContent = "";
    history.events.forEach(function (event) {
      const item = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.textContent = when(event.t) + "  " + event.text;
      button.addEventListener("click", function () { position = frameAt(event.t); draw(); });
      item.appendChild(button);
      list.appendChild(item);
    });
    draw();
  }
  function frameAt(time) {
    const t = history.t;
    let index = 0;
    while (index + 1 < t.length && t[index + 1] <= time) index += 1;
    if (index + 1 >= t.length || time <= t[index]) return index;
    return index + (time - t[index]) / (t[index + 1] - t[index]);
  }
  function timeNow() {
    const index = Math.floor(position), next = Math.min(index + 1, history.t.length - 1);
    return history.t[index] + (history.t[next] - history.t[index]) * (position - index);
  }
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  function when(time) {
    const date = new Date((time + data.offset) * 1000), two = function (n) { return String(n).padStart(2, "0"); };
    return date.getUTCDate() + " " + MONTHS[date.getUTCMonth()] + ", " + two(date.getUTCHours()) + ":" + two(date.getUTCMinutes());
  }
  function colour(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }

  function draw() {
    if (!history || !frames.length) return;
    const ratio = window.devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
    if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
    if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    const index = Math.min(Math.floor(position), frames.length - 1), next = Math.min(index + 1, frames.length - 1), share = position - index;
    let view = views[part("view").value];
    if (part("view").value === "men") view = view[index].map(function (side, i) { return side + (views.men[next][i] - side) * share; });
    const middle = [(view[0] + view[2]) / 2, (view[1] + view[3]) / 2];
    const metres = Math.max((view[2] - view[0]) / (width * 0.78), (view[3] - view[1]) / (height * 0.72), 2);
    const at = function (x, y) { return [width / 2 + (x - middle[0]) / metres, height / 2 - (y - middle[1]) / metres]; };
    const soft = colour("--soft"), ink = colour("--ink");
    drawMap(at, soft, colour("--line"));
    drawEvents(at, colour("--c3"));
    const colours = [0, 1, 2, 3, 4, 5, 6, 7].map(function (n) { return colour("--c" + n); });
    const a = frames[index], b = frames[next];
    for (let i = 0; i < a.length; i += 4) {
      const state = a[i + 3];
      if (state === 0 || a[i + 2] <= 0) continue;
      const moves = b[i + 3] !== 0;
      const place = at(a[i] + (moves ? (b[i] - a[i]) * share : 0), a[i + 1] + (moves ? (b[i + 1] - a[i + 1]) * share : 0));
      const sign = data.signs[history.contingent[i / 4]] || [7, 0];
      mark(place, sign[1], state, colours[sign[0]], ink, 3 + Math.min(4, Math.sqrt(a[i + 2]) * 0.8));
    }
    drawNames(at, soft, colour("--panel"));
    drawScale(metres, height, ink);
    part("time").textContent = when(timeNow());
    scrub.value = String(position);
    scrub.setAttribute("aria-valuetext", when(timeNow()));
    tick();
  }
  function drawMap(at, soft, line) {
    pen.font = "12px system-ui, sans-serif";
    data.map.forEach(function (feature) {
      const points = feature.points.map(function (p) { return at(p[0], p[1]); });
      if (!points.length) return;
      pen.strokeStyle = soft; pen.fillStyle = line; pen.lineWidth = feature.kind === "route" ? 2 : 1.2;
      pen.globalAlpha = feature.kind === "route" ? 0.5 : 1;
      pen.setLineDash(feature.kind === "border" ? [8, 4, 2, 4] : []);
      pen.beginPath();
      if (points.length === 1) { pen.arc(points[0][0], points[0][1], 3, 0, 7); pen.fillStyle = soft; pen.fill(); }
      points.forEach(function (p, i) { if (i) pen.lineTo(p[0], p[1]); else if (points.length > 1) pen.moveTo(p[0], p[1]); });
      if (feature.closed) { pen.closePath(); pen.globalAlpha = 0.6; pen.fill(); pen.globalAlpha = 1; }
      if (points.length > 1) pen.stroke();
      pen.setLineDash([]); pen.globalAlpha = 1;
    });
  }
  // Names last, and only where no other name stands.
  function drawNames(at, soft, paper) {
    pen.font = "12px system-ui, sans-serif";
    const taken = [];
    data.map.forEach(function (feature) {
      const points = feature.points.map(function (p) { return at(p[0], p[1]); });
      if (!points.length) return;
      let p = points[Math.floor(points.length / 2)];
      if (feature.closed) p = [points.reduce(function (s, q) { return s + q[0]; }, 0) / points.length, points.reduce(function (s, q) { return s + q[1]; }, 0) / points.length];
      const w = pen.measureText(feature.name).width, x = feature.closed ? p[0] - w / 2 : p[0] + 7;
      if (taken.some(function (t) { return Math.abs(t[1] - p[1]) < 15 && x < t[0] + t[2] && t[0] < x + w; })) return;
      taken.push([x, p[1], w]);
      pen.strokeStyle = paper; pen.lineWidth = 3; pen.lineJoin = "round"; pen.strokeText(feature.name, x, p[1] + 4);
      pen.fillStyle = soft;
      pen.fillText(feature.name, x, p[1] + 4);
    });
  }
  function drawEvents(at, ring) {
    const now = timeNow();
    history.events.forEach(function (event) {
      const age = now - event.t;
      if (!event.at || age < 0 || age > 5400) return;
      const p = at(event.at[0], event.at[1]);
      pen.strokeStyle = ring; pen.lineWidth = 3; pen.globalAlpha = 1 - age / 5400;
      pen.beginPath(); pen.arc(p[0], p[1], 12 + age / 300, 0, 7); pen.stroke(); pen.globalAlpha = 1;
    });
  }
  function mark(place, shape, state, fill, ink, size) {
    const x = place[0], y = place[1];
    pen.beginPath();
    if (shape === 0) pen.arc(x, y, size, 0, 7);
    else if (shape === 1) pen.rect(x - size, y - size, 2 * size, 2 * size);
    else if (shape === 2) { pen.moveTo(x, y - size * 1.2); pen.lineTo(x + size * 1.1, y + size); pen.lineTo(x - size * 1.1, y + size); pen.closePath(); }
    else { pen.moveTo(x, y - size * 1.3); pen.lineTo(x + size * 1.3, y); pen.lineTo(x, y + size * 1.3); pen.lineTo(x - size * 1.3, y); pen.closePath(); }
    pen.fillStyle = fill; pen.strokeStyle = fill; pen.lineWidth = 1.4;
    pen.globalAlpha = state === 2 ? 0.35 : state === 6 ? 0.25 : 0.9;
    if (state !== 3 && state !== 4) pen.fill();
    pen.globalAlpha = state === 6 ? 0.4 : 1;
    if (state === 5) { pen.strokeStyle = ink; pen.lineWidth = 2.2; }
    pen.stroke();
    if (state === 4) { pen.beginPath(); pen.moveTo(x - size - 2, y + size + 2); pen.lineTo(x + size + 2, y - size - 2); pen.stroke(); }
    pen.globalAlpha = 1;
  }
  function drawScale(metres, height, ink) {
    let length = 100;
    [200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000].forEach(function (l) { if (l / metres < 150) length = l; });
    pen.strokeStyle = ink; pen.lineWidth = 2; pen.fillStyle = ink;
    pen.beginPath(); pen.moveTo(16, height - 16); pen.lineTo(16 + length / metres, height - 16); pen.stroke();
    pen.fillText(length < 1000 ? length + " m" : length / 1000 + " km", 16, height - 22);
  }
  function tick() {
    const now = timeNow();
    let last = -1;
    history.events.forEach(function (event, index) { if (event.t <= now) last = index; });
    Array.from(list.children).forEach(function (item, index) {
      const name = index === last ? "now" : index < last ? "past" : "";
      if (item.firstChild.className !== name) {
        item.firstChild.className = name;
        if (name === "now") list.scrollTop = Math.max(0, item.offsetTop - list.offsetTop - list.clientHeight / 2);
      }
    });
  }
  function step(time) {
    if (!isPlaying) return;
    const elapsed = Math.min(0.1, (time - lastTick) / 1000);
    lastTick = time;
    position = Math.min(frames.length - 1, position + elapsed * Number(part("speed").value));
    if (position >= frames.length - 1) pause();
    draw();
    if (isPlaying) requestAnimationFrame(step);
  }
  function pause() { isPlaying = false; play.textContent = "Play"; }
  play.addEventListener("click", function () {
    if (isPlaying) { pause(); return; }
    if (position >= frames.length - 1) position = 0;
    isPlaying = true;
    play.textContent = "Pause";
    lastTick = performance.now();
    requestAnimationFrame(step);
  });
  scrub.addEventListener("input", function () { pause(); position = Number(scrub.value); draw(); });
  part("view").addEventListener("change", draw);
  part("history").addEventListener("change", function () { pause(); choose(Number(part("history").value)); });
  canvas.addEventListener("keydown", function (event) {
    if (event.key === " ") play.click();
    else if (event.key === "ArrowRight") { pause(); position = Math.min(frames.length - 1, Math.floor(position) + 1); draw(); }
    else if (event.key === "ArrowLeft") { pause(); position = Math.max(0, Math.ceil(position) - 1); draw(); }
    else return;
    event.preventDefault();
  });
  window.addEventListener("resize", draw);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  choose(0);
})();
