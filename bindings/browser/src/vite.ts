// Vite: every script of a build gets a debug id, its source map the same one, and the maps go to the service. Then a trace of
// minified code is shown by its source, whatever the file is called and wherever it is served from.
//
// The files are changed after they were written, so that it does not matter which bundler wrote them. The id is made of the
// content: the same build has the same ids.
//
// Source: TC39, Source map debug ids (proposal).

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

/** What {@link errpredict} is told. */
export interface ViteOptions {
  /** Address of the service: `https://errors.example`. Without it and `key` nothing is uploaded. */
  url?: string;
  /** A key for the upload, from the environment and never in the page. */
  key?: string;
  /** The version of the build; the page's events then name it as well. */
  release?: string;
  /** Whether the build fails when the upload does; otherwise it is told. True where absent. */
  strict?: boolean;
  /** Whether maps are taken out of the output after their upload; true unless `build.sourcemap` was set by the application. */
  removeMaps?: boolean;
}

/** A source map in the output. */
export interface BuiltMap {
  /** The script, below the output folder, with `/`. */
  script: string;
  debugId: string;
  map: string;
}

/** What of Vite's plugin is used; its own type would tie the package to one version. */
export interface VitePlugin {
  name: string;
  apply: 'build';
  enforce: 'post';
  config(config: { build?: { sourcemap?: unknown } }): { build?: { sourcemap: 'hidden' } };
  configResolved(config: { root: string; base: string; build: { outDir: string; ssr?: unknown } }): void;
  closeBundle: { sequential: true; order: 'post'; handler(): Promise<void> };
}

/** Characters of one upload: half of what the service takes as it comes. */
const MOST_CHARACTERS = 8_000_000;

/** The id of a script: the first half of a digest, written as a UUID. */
function debugId(code: string): string {
  const digits = createHash('sha256').update(code).digest('hex');
  return [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, `8${digits.slice(17, 20)}`, digits.slice(20, 32)].join('-');
}

/** One line that registers the script by a trace of itself; what follows it moves down by one line. */
function registration(id: string, release: string | undefined): string {
  const named = release === undefined ? '' : `g._errpredictRelease=${JSON.stringify(release)};`;
  return `!function(){try{var g=globalThis,s=(new Error).stack;${named}s&&((g._errpredictDebugIds=g._errpredictDebugIds||{})[s]="${id}")}catch(e){}}();\n`;
}

/** Gives every script below the folder its id, once; returns those that have a map. */
export function injectDebugIds(folder: string, release?: string): BuiltMap[] {
  const built: BuiltMap[] = [];
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, entry);
    if (!/\.[mc]?js$/.test(entry) || !existsSync(`${path}.map`)) continue;
    const code = readFileSync(path, 'utf8');
    if (code.includes('_errpredictDebugIds=')) continue;
    const id = debugId(code);
    const ends = /\n*(\/\/# sourceMappingURL=\S+)?\s*$/.exec(code)!;
    writeFileSync(path, `${registration(id, release)}${code.slice(0, ends.index)}\n//# debugId=${id}\n${ends[1] ? `${ends[1]}\n` : ''}`);
    const map: { mappings: string; sections?: unknown } & Record<string, unknown> = JSON.parse(readFileSync(`${path}.map`, 'utf8'));
    // An empty line of mappings for the line that was put before.
    const moved = JSON.stringify({ ...map, mappings: `;${map.mappings}`, debugId: id, debug_id: id });
    writeFileSync(`${path}.map`, moved);
    built.push({ script: entry.split(sep).join('/'), debugId: id, map: moved });
  }
  return built;
}

/** Sends maps to the service, several in one request. Fails with what the service answered. */
export async function uploadMaps(maps: BuiltMap[], to: { url: string; key: string; release?: string; base?: string }): Promise<void> {
  let [form, n, characters] = [new FormData(), 0, 0];
  const post = async () => {
    if (to.release !== undefined) form.append('release', to.release);
    const answer = await fetch(`${to.url.replace(/\/+$/, '')}/api/ml/ingest/sourcemaps/`, { method: 'POST', body: form, headers: { 'x-api-key': to.key } });
    if (!answer.ok) throw new Error(`errpredict: the upload of ${n} source maps was answered with ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
    [form, n, characters] = [new FormData(), 0, 0];
  };
  for (const { script, map } of maps) {
    if (n && characters + map.length > MOST_CHARACTERS) await post();
    form.append('file', new Blob([map], { type: 'application/json' }), `${path(to.base)}${script}.map`);
    n += 1;
    characters += map.length;
  }
  if (n) await post();
}

/** `/shop/` of a base that is a path or an address. */
function path(base = '/'): string {
  const only = base.replace(/^[a-z]+:\/\/[^/]+/i, '').replace(/^\.\//, '');
  return only.replace(/^\/+/, '').replace(/([^/])$/, '$1/');
}

/** The plugin: `plugins: [errpredict({ url, key: process.env.ERRPREDICT_KEY, release })]`. */
export function errpredict(options: ViteOptions = {}): VitePlugin {
  let [folder, base, root, ownMaps] = ['dist', '/', '.', false];
  let isServer = false;
  return {
    name: 'errpredict',
    apply: 'build',
    enforce: 'post',
    config({ build }) {
      ownMaps = build?.sourcemap !== undefined;
      // Maps are needed, and nobody shall find them from the page.
      return ownMaps ? {} : { build: { sourcemap: 'hidden' } };
    },
    configResolved(config) {
      ({ base, root } = config);
      folder = resolve(root, config.build.outDir);
      isServer = Boolean(config.build.ssr);
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        if (isServer || !existsSync(folder)) return;
        const { url, key, release, strict = true, removeMaps = !ownMaps } = options;
        const maps = injectDebugIds(folder, release);
        if (!url || !key) {
          if (maps.length) console.warn('errpredict: no source maps are uploaded: expected url and key');
        } else if (maps.length) {
          try {
            await uploadMaps(maps, { url, key, base, ...(release !== undefined && { release }) });
          } catch (error) {
            if (strict) throw error;
            console.warn(error instanceof Error ? error.message : error);
          }
        }
        if (removeMaps) for (const { script } of maps) rmSync(join(folder, `${script}.map`), { force: true });
        console.log(`errpredict: ${maps.length} scripts of ${relative(root, folder) || '.'} have a debug id`);
      },
    },
  };
}
