import errpredict from './index.js';

export const {
  Detector, ErrpredictError, Handle, Model, Monitor, Predictor, Rollup, Similar, Templates, analyze, call, callSync, forecast,
  scoreSeries, scoreSeriesAsync, threshold, version,
} = errpredict;
export default errpredict;
