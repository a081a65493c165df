// Speaks with the server: JSON both ways, with the header that shows that our own page asks.

export interface Diagnostic {
  code: string;
  severity: string;
  message: string;
  annotations: { file: string; start: { line: number; column: number }; label: string; primary: boolean }[];
  arithmetic: string[];
  help: string | null;
}
export interface Refused {
  error: string;
  remedy: string;
  diagnostics: Diagnostic[] | null;
}
export interface Studies {
  dossiers: { name: string; digest: string; has_scenario: boolean }[];
  findings: {
    name: string;
    title?: string;
    kind?: string;
    dossier?: string;
    digest?: string;
    histories?: number;
    trustworthy?: boolean;
    error?: string;
  }[];
}
export interface Dossier {
  name: string;
  digest: string;
  files: Record<string, { text: string; digest: string }>;
  check: { summary: string; diagnostics: Diagnostic[] };
}
export interface WeighJob {
  dossier: string;
  out: string;
  seed?: number;
  without?: string[];
  as_known_on?: string | null;
  work?: string;
  budget?: string | null;
  fresh?: boolean;
}
export interface WhatifJob {
  dossier: string;
  findings: string;
  change: string[];
  outcome?: string | null;
}
export interface Run {
  id: number;
  job: { weigh: WeighJob } | { whatif: WhatifJob };
  state: "queued" | "running" | "stopped" | "done" | "failed";
  stand: { stage: string; done: number; of: number; note: string };
  refusal: Refused | null;
  trustworthy: boolean | null;
  is_resumed: boolean;
  answer: { text: string; modes: [string, string, string, string][]; record: { title: string; asks: string; change: string; sentence: string } } | null;
}
export interface Entry {
  id: string;
  about: string;
  bounds?: [number, number];
  unit?: string;
  levels?: string[];
}
export interface Changeable {
  interventions: Entry[];
  numbers: Entry[];
  levels: Entry[];
  orders: Entry[];
  outcomes: Entry[];
}
export interface Compared {
  left: About;
  right: About;
  questions: { id: string; asks: string; left: string; right: string; parts: boolean }[];
  verdicts: { id: string; words: string | null; left: string; right: string }[];
  only_left: string[];
  only_right: string[];
}
export interface About {
  title: string;
  dossier: string;
  digest: string;
  seed: string;
  histories: string;
  command: string;
  trustworthy: boolean;
}

/** What the server refused, in its words. */
export class Refusal extends Error {
  constructor(readonly said: Refused) {
    super(said.error);
  }
}

export const get = <T>(path: string): Promise<T> => ask<T>("GET", path);
export const post = <T>(path: string, body: unknown = {}): Promise<T> => ask<T>("POST", path, body);
export const put = <T>(path: string, body: unknown): Promise<T> => ask<T>("PUT", path, body);

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  let response: Response;
  try {
    const request: RequestInit = { method, headers: { "x-kidal": "1" } };
    if (body !== undefined) {
      request.headers = { "x-kidal": "1", "content-type": "application/json" };
      request.body = JSON.stringify(body);
    }
    response = await fetch(path, request);
  } catch {
    throw new Refusal({ error: "the server does not answer", remedy: "start `kidal serve` again; nothing is lost", diagnostics: null });
  }
  const text = await response.text();
  let said: unknown = null;
  try {
    said = JSON.parse(text);
  } catch {
    said = null;
  }
  if (response.ok) return said as T;
  const refused = (said ?? {}) as Partial<Refused>;
  throw new Refusal({
    error: refused.error ?? (text.trim() || `the server answered ${response.status}`),
    remedy: refused.remedy ?? "",
    diagnostics: refused.diagnostics ?? null,
  });
}

/** All runs, now and whenever something changes; a lost connection is taken up again by itself. */
export function watchRuns(show: (runs: Run[]) => void): void {
  const source = new EventSource("/api/runs/events");
  source.addEventListener("message", (event: MessageEvent<string>) => show(JSON.parse(event.data) as Run[]));
}
