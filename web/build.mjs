// Builds the two viewers, each one script and one style sheet: `report` for the page of findings, `app` for the local
// web app. The program embeds them (crates/kidal-report/build.rs); the folder to write to may be given.
import { build } from "vite";
import { rm } from "node:fs/promises";
import { resolve } from "node:path";

const out = resolve(process.argv[2] ?? "dist");
await rm(out, { recursive: true, force: true });
for (const name of ["report", "app"]) {
  await build({
    configFile: false,
    logLevel: "warn",
    // Names in the output may not depend on where the sources lie.
    root: import.meta.dirname,
    build: {
      outDir: out,
      emptyOutDir: false,
      minify: true,
      target: "es2022",
      lib: {
        entry: resolve(import.meta.dirname, `src/${name}/main.ts`),
        formats: ["iife"],
        name: `kidal_${name}`,
        fileName: () => `${name}.js`,
        cssFileName: name,
      },
    },
  });
}

