import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../../shared/kernel/bilingual.ts'
import { releaseNotes } from '../../../shared/releases/notes.ts'
import { releases } from '../../../shared/releases/registry.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const FILES = { en: 'docs/release-notes.md', zh: 'docs/release-notes.zh.md' }
const named = releases.all.flatMap(({ migrations }) => migrations)

describe('release notes', () => {
  it.each(['sqlite', 'pg'])('VA-04: name every step of the schema and no other (%s)', (engine) => {
    const files = readdirSync(path.join(ROOT, 'db/migrations', engine))
    const steps = files.filter((file) => file.endsWith('.sql')).map((file) => file.slice(0, -4))
    expect(named.map(({ name }) => name).sort()).toEqual(steps.sort())
  })

  it('VA-04: tell of the version of the product first', () => {
    const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
      version: string
    }
    expect(releases.keys[0]).toBe(version)
  })

  it.each(LANGUAGES)(
    'VA-04: say in %s what changed, what it may touch, and known problems',
    (language) => {
      for (const { changes, runningStudies, knownProblems, migrations } of releases.all) {
        expect(changes.length * runningStudies.length * knownProblems.length).toBeGreaterThan(0)
        const steps = migrations.flatMap(({ does, touches }) => [does, touches])
        for (const text of [...changes, ...runningStudies, ...knownProblems, ...steps]) {
          expect(text[language]).toMatch(language === 'zh' ? /[\u4e00-\u9fff].*。$/ : /^[A-Z].*\.$/)
        }
      }
      // Written anew by: hepatrial upgrade --notes --language LANGUAGE
      expect(readFileSync(path.join(ROOT, FILES[language]), 'utf8')).toBe(releaseNotes(language))
    },
  )
})
