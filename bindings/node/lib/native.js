'use strict';
// The compiled part: where ERRPREDICT_NODE says, beside this folder (tests lay it there), or in the package for this machine.
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { here, packageFor } = require('./platform.js');

function load() {
  if (process.env.ERRPREDICT_NODE) return require(process.env.ERRPREDICT_NODE);
  const beside = join(__dirname, '../errpredict.node');
  if (existsSync(beside)) return require(beside);
  const name = packageFor(here());
  try {
    return require(name);
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    throw new Error(`errpredict needs the package ${name}, which was not installed with it: was npm told to leave out optional dependencies?`, { cause: error });
  }
}

module.exports = load();
