import vue from '@vitejs/plugin-vue';
import { errpredict } from 'errpredict-browser/vite';

const { ERRPREDICT_URL: url, ERRPREDICT_KEY: key, KEEP_MAPS } = process.env;

export default {
  logLevel: 'warn',
  plugins: [vue(), errpredict({ url, key, release: 'vue-3.4', ...(KEEP_MAPS && { removeMaps: false }) })],
};
