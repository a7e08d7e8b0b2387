'use strict';
// Which package holds the compiled part for this machine.

/** The packages there are, by what they run on. One more is one line here, and one among `optionalDependencies`. */
const PACKAGES = { 'linux-x64-gnu': 'errpredict-linux-x64-gnu' };

/** What this process runs on: the system, the processor, and on Linux the C library. */
function here({ platform = process.platform, arch = process.arch, report = process.report } = {}) {
  if (platform !== 'linux') return `${platform}-${arch}`;
  // A Node of musl tells no version of glibc.
  const glibc = report?.getReport?.().header?.glibcVersionRuntime;
  return `${platform}-${arch}-${glibc ? 'gnu' : 'musl'}`;
}

/** The name of the package for a place; an error says which there are. */
function packageFor(place) {
  const found = PACKAGES[place];
  if (found) return found;
  throw new Error(`errpredict has no compiled part for ${place}: there is one for ${Object.keys(PACKAGES).join(', ')}, and ERRPREDICT_NODE names one that you built`);
}

module.exports = { PACKAGES, here, packageFor };
