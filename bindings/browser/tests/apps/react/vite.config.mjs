import react from '@vitejs/plugin-react';
import { errpredict } from 'errpredict-browser/vite';

const { ERRPREDICT_URL: url, ERRPREDICT_KEY: key, KEEP_MAPS } = process.env;

export default {
  logLevel: 'warn',
  plugins: [react(), errpredict({ url, key, release: 'react-1.2', ...(KEEP_MAPS && { removeMaps: false }) })],
};
