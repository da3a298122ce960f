import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { QUERY_ACTS } from '../../../shared/queries/states.ts'
import { en } from '../../../shared/texts/en.ts'
import { zh } from '../../../shared/texts/zh.ts'

const SERVER = fileURLToPath(new URL('../../../server', import.meta.url))

/** How a source names an act: as a property, as the draft of a firing, or in a table of acts. */
const NAMED = [
  /\bact:\s*'([a-z]+\.[a-z-]+)'/gi,
  /\bfiringDraft\('([a-z]+\.[a-z-]+)'/g,
  /\b[a-z]+:\s*'([a-z]+\.[a-z-]+)'(?=[^\n]*as const)/g,
]

function actsIn(source: string): readonly string[] {
  return NAMED.flatMap((pattern) => [...source.matchAll(pattern)].map(([, act]) => act ?? ''))
}

describe('an act of the audit trail', () => {
  const sources = readdirSync(SERVER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(SERVER, file), 'utf8'))
  const acts = [
    ...new Set([...sources.flatMap(actsIn), ...QUERY_ACTS.map((act) => `query.${act}`)]),
  ].sort()

  it('is found in the sources in each way that names one', () => {
    expect(acts.length).toBeGreaterThan(30)
    for (const act of ['study.export', 'check.confirm', 'record.amend', 'query.reopen']) {
      expect(acts).toContain(act)
    }
  })

  it.each(acts)('%s has its words in both languages', (act) => {
    const key = `act.${act}`
    for (const texts of [en, zh] as readonly Readonly<Record<string, string>>[]) {
      expect(texts[key] ?? '', key).not.toBe('')
    }
  })
})
