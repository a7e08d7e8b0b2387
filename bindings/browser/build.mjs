// Builds the package into dist/: modules for import and for require, their types, and one minified script for a page without a
// bundler. usage: node build.mjs [OUT]; ERRPREDICT_WASM is the folder of the compiled cores (`make wasm`), which the package has only
// where it is given.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, 'dist');
rmSync(out, { recursive: true, force: true });
const sources = readdirSync(join(here, 'src')).filter((name) => name.endsWith('.ts')).map((name) => join(here, 'src', name));
// Browsers since 2021; older ones load nothing of it where the page's own code needs more.
const target = 'es2020';

await build({ entryPoints: sources, outdir: join(out, 'esm'), format: 'esm', target, logLevel: 'warning' });
await build({ entryPoints: sources, outdir: join(out, 'cjs'), format: 'cjs', target, logLevel: 'warning' });
writeFileSync(join(out, 'cjs/package.json'), '{"type":"commonjs"}\n');
await build({
  entryPoints: [join(here, 'src/index.ts')],
  outfile: join(out, 'errpredict.min.js'),
  bundle: true,
  minify: true,
  format: 'iife',
  globalName: 'errpredict',
  target,
  logLevel: 'warning',
});

// The compiler's folder says where it starts.
const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
execFileSync(process.execPath, [tsc, '--project', join(here, 'tsconfig.json'), '--outDir', join(out, 'esm')], { stdio: 'inherit' });
mkdirSync(join(out, 'cjs'), { recursive: true });
for (const name of readdirSync(join(out, 'esm')).filter((name) => name.endsWith('.d.ts'))) cpSync(join(out, 'esm', name), join(out, 'cjs', name));

for (const name of ['errpredict.wasm', 'errpredict-whole.wasm']) {
  if (process.env.ERRPREDICT_WASM) cpSync(join(process.env.ERRPREDICT_WASM, name), join(out, name));
  else console.log(`${name}: NOT PART of this build, ERRPREDICT_WASM is not set`);
}

const bytes = gzipSync(readFileSync(join(out, 'errpredict.min.js')), { level: 9 }).length;
console.log(`errpredict.min.js: ${bytes} bytes with gzip`);
