import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

const LINKED = /(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g
const IMPORTED = /(?:from|import)\s*["']\.\/([^"']+\.js)["']/g

/** What the page makes a browser load before anything is asked for: linked files, and what they import. */
export function firstLoad(clientDir: string): { readonly bytes: number; readonly files: number } {
  const page = readFileSync(path.join(clientDir, 'index.html'), 'utf8')
  const waiting = matches(page, LINKED)
  const seen = new Set<string>()
  let bytes = 0
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    const text = readFileSync(path.join(clientDir, file), 'utf8')
    bytes += gzipSync(text).length
    if (file.endsWith('.js')) {
      waiting.push(...matches(text, IMPORTED).map((name) => path.posix.join('assets', name)))
    }
  }
  return { bytes, files: seen.size }
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '')
}
