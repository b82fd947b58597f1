// Puts the stand-in in the place of Electron for the built main process: node --import this dist/main.js
import { registerHooks } from 'node:module';

const standIn = new URL('stand-in.ts', import.meta.url).href;
registerHooks({ resolve: (name, context, next) => (name === 'electron' ? { url: standIn, shortCircuit: true } : next(name, context)) });

const { app } = await import(standIn);
// Electron ends there and then
Object.assign(app, { exit: (code) => process.exit(code) });
