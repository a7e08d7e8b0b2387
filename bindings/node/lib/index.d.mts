export * from './index.js';
import * as errpredict from './index.js';
export default errpredict;
