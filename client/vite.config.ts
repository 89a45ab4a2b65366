import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { shellPlugin } from './offline/shellPlugin.ts';

const clientFolder = fileURLToPath(new URL('.', import.meta.url));

/** `vite build --config client/vite.config.ts` writes client/dist, which the service serves at `/`. */
export default defineConfig({
  root: clientFolder,
  // Relative, so that a county may put the service behind a path of its web server.
  base: './',
  plugins: [react(), shellPlugin()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Merged, what the panels share would go into the entry, and the sign-in page would wait for Ant Design.
    rolldownOptions: { experimental: { chunkOptimization: { mergeCommonChunks: false } } },
    // MapLibre alone is over a megabyte before compression; the budget that matters is in tests/browser/weight.test.ts.
    chunkSizeWarningLimit: 1600,
  },
  // For work on the client: `vite` here, the service beside it on its default port.
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
});
