import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** What opens connections in the sources of the server, with the setting that says where to. */
const OPENERS = [
  [/from 'pg'|new pg\./, /^db\//, ['DATABASE_URL', 'DATABASE_READ_URL']],
  [/createTransport|from 'nodemailer'/, /^server\/mail\//, ['SMTP_URL']],
  // Only to the server that it started itself on this machine.
  [/\bfetch\(|https?\.(?:request|get)\(|net\.connect\(/, /^server\/qualification\//, []],
] as const

const sources = execFileSync('git', ['ls-files', 'server', 'db', 'shared'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file.endsWith('.ts'))

it.each(['docs/data-flow.md', 'docs/data-flow.zh.md'])(
  'VA-07: %s names every setting that lets the server open a connection, and none opens elsewhere',
  (name) => {
    const document = readFileSync(name, 'utf8')
    for (const [opens, place, settings] of OPENERS) {
      const found = sources.filter((file) => opens.test(readFileSync(file, 'utf8')))
      expect(found.length).toBeGreaterThan(0)
      expect(found.filter((file) => !place.test(file))).toEqual([])
      for (const setting of settings) expect(document).toContain(`\`${setting}\``)
    }
    const told = Array.from(document.matchAll(/^\| `([A-Z_]+)` +\|/gm), ([, setting]) => setting)
    expect(told.toSorted()).toEqual(OPENERS.flatMap(([, , settings]) => settings).toSorted())
  },
)
