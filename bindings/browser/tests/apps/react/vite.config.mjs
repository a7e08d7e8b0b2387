import react from '@vitejs/plugin-react';
import { errpredict } from 'errpredict-browser/vite';

export default {
  logLevel: 'warn',
  plugins: [react(), errpredict({ url: process.env.ERRPREDICT_URL, key: process.env.ERRPREDICT_KEY, release: 'react-1.2' })],
};
