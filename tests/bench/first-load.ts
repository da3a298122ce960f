import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

const LINKED = /(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g
const IMPORTED = /(?:from|import)\s*["']\.\/([^"']+\.js)["']/g

/** The texts of a language, which the first screen waits for: one of them is loaded. */
const TEXTS = /^(?:en|zh)-[^.]*\.js$/

/**
 * What the page makes a browser load before anything is asked for: linked files, what they import, and
 * the texts of the larger language. Throws where the client has none.
 */
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
  return { bytes: bytes + textsOf(clientDir), files: seen.size + 1 }
}

function textsOf(clientDir: string): number {
  const folder = path.join(clientDir, 'assets')
  const files = readdirSync(folder).filter((name) => TEXTS.test(name))
  if (files.length === 0) throw new Error('The client has no texts of a language.')
  return Math.max(...files.map((name) => gzipSync(readFileSync(path.join(folder, name))).length))
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '')
}
