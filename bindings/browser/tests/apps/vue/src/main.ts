// A shop in Vue with two routes: every button fails in another way.
import { createApp } from 'vue';
import { createRouter, createWebHashHistory } from 'vue-router';
import { errpredict } from 'errpredict-browser/vue';
import App from './App.vue';
import Order from './Order.vue';

const router = createRouter({ history: createWebHashHistory(), routes: [{ path: '/', component: Order }, { path: '/orders/:id', component: Order }] });
createApp(App).use(router).use(errpredict({ dsn: import.meta.env.VITE_DSN, service: 'shop-vue', router })).mount('#root');
