// The same by require.
import browser = require('errpredict-browser');
import react = require('errpredict-browser/react');
import vue = require('errpredict-browser/vue');
import angular = require('errpredict-browser/angular');
import vite = require('errpredict-browser/vite');

browser.init({ dsn: 'https://key@errors.example/1', service: 'shop' });
const boundary: typeof react.ErrorBoundary = react.ErrorBoundary;
// @ts-expect-error a service must be named
browser.init({ dsn: 'https://key@errors.example/1' });
export = { boundary, plugin: vue.errpredict(), providers: angular.provideErrpredict(), vite: vite.errpredict() };
