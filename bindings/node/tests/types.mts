// The same as a module.
import errpredict, { Monitor } from 'errpredict';

const monitor: Monitor = new errpredict.Monitor();
void monitor.analyze('2026-11-23T00:00:00Z').then((found) => found.services);
