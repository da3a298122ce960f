import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const DIRECT_WRITE = /\bstore\.write\b/

/** Tables that the trail does not cover, because they hold no data of a study and no right. */
const UNAUDITED = [
  ...['draft', 'session', 'accessToken', 'idempotencyKey', 'job', 'setupToken'],
  ...['liveVisit', 'failedAttempt'],
]
const WRITTEN = /\.(?:insert|update|delete)\(\s*(?:[\w.]*\bt\.)(\w+)/g

/** Tables that a source writes outside the unit of work, as far as its text tells. */
function unauditedWrites(source: string): readonly string[] {
  const pieces = source.split(DIRECT_WRITE).slice(1)
  const tables = pieces.flatMap((piece) => [...piece.slice(0, 600).matchAll(WRITTEN)])
  return tables.map((match) => match[1] ?? '').filter((table) => !UNAUDITED.includes(table))
}

describe('a write outside the unit of work', () => {
  it('is found in a source that has one', () => {
    const source = 'await store.write((tx) => tx.update(store.t.record).set(next))'
    expect(unauditedWrites(source)).toEqual(['record'])
  })

  it('may touch what the trail does not cover', () => {
    const source = 'await store.write((tx) => tx.insert(store.t.draft).values(draft))'
    expect(unauditedWrites(source)).toEqual([])
  })

  const sources = readdirSync(path.join(ROOT, 'server'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replaceAll(path.sep, '/'))

  it.each(sources)('touches nothing else in server/%s', (file) => {
    const source = readFileSync(path.join(ROOT, 'server', file), 'utf8')
    expect(unauditedWrites(source)).toEqual([])
  })
})
