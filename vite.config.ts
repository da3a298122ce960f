import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import { guidePages } from './bin/guide.mjs'
import { clientNotices } from './bin/notices.mjs'

/** In the browser the texts of a language are fetched when they are needed. */
const lateTexts: Plugin = {
  name: 'late-texts',
  enforce: 'pre',
  resolveId: (source, importer = '') =>
    source === './both.ts' && importer.endsWith('/shared/texts/sentence.ts')
      ? fileURLToPath(new URL('client/kit/late-texts.ts', import.meta.url))
      : null,
}

export default defineConfig(({ command }) => {
  // Whatever a shell or a test runner says: what is built is what people work with.
  if (command === 'build') process.env['NODE_ENV'] = 'production'
  return {
    plugins: [react(), lateTexts, guidePages(), clientNotices()],
    base: '/',
    build: { outDir: 'dist/client', emptyOutDir: true, chunkSizeWarningLimit: 900 },
    server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:3000' } },
  }
})
