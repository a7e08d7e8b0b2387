import vue from '@vitejs/plugin-vue';
import { errpredict } from 'errpredict-browser/vite';

export default {
  logLevel: 'warn',
  plugins: [vue(), errpredict({ url: process.env.ERRPREDICT_URL, key: process.env.ERRPREDICT_KEY, release: 'vue-3.4' })],
};
