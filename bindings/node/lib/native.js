'use strict';
// The compiled part: beside this folder in the package, or where ERRPREDICT_NODE says (tests).
module.exports = require(process.env.ERRPREDICT_NODE ?? '../errpredict.node');
