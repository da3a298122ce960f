import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { transportSettings } from '../../../server/http/transport-settings.ts'
import { mailSettings } from '../../../server/mail/service.ts'
import { settings as settingsCheck } from '../../../server/qualification/checks/settings.ts'
import type { Workbench } from '../../../server/qualification/workbench.ts'
import {
  applySettings,
  SETTING_NAMES,
  settingsOf,
  withoutSettings,
} from '../../../server/settings.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'settings-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

let files = 0
function file(content: unknown): string {
  const name = path.join(folder, `${(files += 1)}.json`)
  writeFileSync(name, typeof content === 'string' ? content : JSON.stringify(content))
  return name
}

describe('the settings of an installation', () => {
  it('come from the environment, and from the file that it names where they are not in it', () => {
    const settings = file({ PORT: 4000, HOST: '127.0.0.2', LOG_LEVEL: 'warn' })
    const environment = { HEPATRIAL_SETTINGS: settings, HOST: '127.0.0.1', PATH: '/bin' }
    expect(settingsOf(environment)).toEqual({
      PORT: '4000',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
    })
    const whole: Record<string, string | undefined> = { ...environment }
    applySettings(whole)
    expect(whole).toEqual({ ...environment, PORT: '4000', LOG_LEVEL: 'warn' })
  })

  it('VA-05: none of them reaches a server that is started for a check', () => {
    const set = Object.fromEntries(
      SETTING_NAMES.flatMap((name) => [
        [name, 'x'],
        [`${name}_FILE`, 'y'],
      ]),
    )
    expect(withoutSettings({ ...set, HEPATRIAL_SETTINGS: 'z', PATH: '/bin' })).toEqual({
      PATH: '/bin',
    })
  })

  it('may stand in files of their own, as secrets of containers do', () => {
    const secret = file('postgres://hepatrial:pa55@database/hepatrial\n')
    expect(settingsOf({ DATABASE_URL_FILE: secret })).toEqual({
      DATABASE_URL: 'postgres://hepatrial:pa55@database/hepatrial',
    })
    expect(settingsOf({ HEPATRIAL_SETTINGS: file({ SMTP_URL_FILE: secret }) })).toHaveProperty(
      'SMTP_URL',
    )
  })

  it('take an empty text as not set', () => {
    expect(
      settingsOf({ DATABASE_URL: '', HEPATRIAL_SETTINGS: '', METRICS_TOKEN: undefined }),
    ).toEqual({})
  })
})

describe('a setting that cannot be used', () => {
  it.each([
    [{ DATABASE_ULR: 'x' }, /"DATABASE_ULR" \(did you mean DATABASE_URL\?\)/],
    [{ port: 3000 }, /"port" \(did you mean PORT\?\)/],
    [{ metricsToken: 'seeded-secret' }, /"metricsToken"/],
    [{ completely_else: 'seeded-secret' }, /"completely_else"\. Known are: DATABASE_READ_URL/],
  ])('is refused as not known, with what is: %o', (content, told) => {
    const settings = file(content)
    const read = () => settingsOf({ HEPATRIAL_SETTINGS: settings })
    expect(read).toThrow(told)
    expect(read).toThrow(settings)
    // AC-12: names and places, never a value.
    expect(read).not.toThrow(/seeded-secret/)
  })

  it.each([
    ['{"PORT": 3000', /cannot be read/],
    ['[]', /one JSON object/],
    ['{"PORT": {"a": 1}}', /"PORT" is neither/],
    ['', /cannot be read/],
  ])('is refused where the file is no object of texts and numbers: %s', (content, told) => {
    expect(() => settingsOf({ HEPATRIAL_SETTINGS: file(content) })).toThrow(told)
  })

  it('is refused where its file is not there, and where it is given twice', () => {
    const absent = path.join(folder, 'absent')
    expect(() => settingsOf({ HEPATRIAL_SETTINGS: absent })).toThrow(/absent cannot be read/)
    expect(() => settingsOf({ SMTP_URL_FILE: absent })).toThrow(/SMTP_URL_FILE cannot be read/)
    expect(() => settingsOf({ SMTP_URL: 'x', SMTP_URL_FILE: file('y') })).toThrow(
      /SMTP_URL is given twice in the environment/,
    )
  })
})

/** As the text of a key is, which no report and no message may hold. */
const SECRET = '-----BEGIN-seeded-secret-----'

it('AC-12: whatever a setting holds, no refusal and no report tells it', async () => {
  const all = Object.fromEntries(SETTING_NAMES.map((name) => [name, SECRET]))
  const told: string[] = []
  const tell = (read: () => unknown): void => {
    try {
      read()
    } catch (error) {
      told.push(inspect(error))
    }
  }
  for (const name of SETTING_NAMES) {
    for (const environment of [all, { [name]: SECRET }, { ...all, TLS_KEY: '', TLS_CERT: '' }]) {
      tell(() => transportSettings(environment))
      tell(() => mailSettings(environment))
      const installation = { dataDir: '/nowhere', databaseUrl: '', environment, isNew: true }
      told.push(JSON.stringify(await settingsCheck.run({ installation } as Workbench)))
    }
    tell(() => settingsOf({ [`${name}_FILE`]: SECRET }))
  }
  tell(() => settingsOf({ HEPATRIAL_SETTINGS: file(`{"SMTP_URL": ${SECRET}}`) }))
  for (const name of ['TLS_CERT', 'TRUSTED_PROXY', 'SMTP_URL', 'METRICS_TOKEN_FILE']) {
    expect(told.join('\n')).toContain(name)
  }
  expect(told.join('\n')).not.toContain('seeded-secret')
})

/** The settings that a text of the program reads: one by one, taken apart, or by a schema of their own. */
function settingsReadIn(text: string): readonly string[] {
  const named = /(?:environment|env)(?:\?\.)?(?:\[['"`]([A-Z_]+)['"`]\]|\.([A-Z_]{3,}))/g
  const apart = /\{([^{}]*)\}\s*(?:=\s*[\w.]*(?:environment|env|settings)\b|:\s*Environment\b)/g
  const byKey = Array.from(text.matchAll(apart), ([, keys = '']) =>
    Array.from(keys.matchAll(/(?:^|,)\s*['"]?([A-Z][A-Z_]+)\b/g), ([, name = '']) => name),
  )
  const schemas = /\b(?:environment|env)\b/.test(text) ? text : ''
  const bySchema = Array.from(
    schemas.matchAll(/\b([A-Z][A-Z_]{2,}): z\b/g),
    ([, name = '']) => name,
  )
  const byName = Array.from(text.matchAll(named), ([, inBrackets, behindDot = '']) => {
    return inBrackets ?? behindDot
  })
  return [...byName, ...byKey.flat(), ...bySchema]
}

it.each([
  `process.env['SEEDED']`,
  'process.env.SEEDED ?? 1',
  `environment["SEEDED"]`,
  'const { SEEDED } = process.env',
  `const { HOST: host = '', SEEDED: other } = environment`,
  'const {\n  SEEDED,\n} =\n  settings',
  'function f({ SEEDED }: Environment) {',
  'const schema = z.object({ SEEDED: z.string() })\nschema.parse(environment)',
])('finds a setting that is read as %s', (text) => {
  expect(settingsReadIn(text)).toContain('SEEDED')
})

it('knows every setting that the program reads', () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url))
  const sources = ['server', 'db'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(path.join(root, folder, name), 'utf8')),
  )
  const read = new Set(sources.flatMap(settingsReadIn))
  const known = new Set<string>(SETTING_NAMES)
  // By name, taken apart, and by a schema.
  for (const name of ['DATABASE_URL', 'LOG_FILE', 'SMTP_URL', 'EXPORT_KEEP_DAYS']) {
    expect(read).toContain(name)
  }
  expect([...read].filter((name) => !known.has(name))).toEqual([])
})

it.each(['.gitignore', '.dockerignore'])(
  'AC-12: %s keeps certificates and passwords out',
  (name) => {
    const root = fileURLToPath(new URL('../../../', import.meta.url))
    const lines = readFileSync(path.join(root, name), 'utf8').split('\n')
    const ignored = lines.map((line) => line.replace(/\/$/, ''))
    expect(ignored).toEqual(expect.arrayContaining(['deploy/tls', 'deploy/secrets']))
  },
)

it('VA-05: .dockerignore leaves in what a build lays beside the product', () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url))
  const build = readFileSync(path.join(root, 'bin/finish-build.mjs'), 'utf8')
  const copied = Array.from(build.matchAll(/cpSync\(path\.join\(ROOT, ([^)]*)\)/g), ([, of = '']) =>
    of.replaceAll("'", '').split(', ').join('/'),
  )
  const lines = readFileSync(path.join(root, '.dockerignore'), 'utf8').trim().split('\n')
  // The last line that names a place or a folder above it decides.
  const isLeftOut = (place: string) =>
    lines
      .filter((line) => `${place}/`.startsWith(`${line.replace(/^!/, '')}/`))
      .at(-1)
      ?.startsWith('!') === false
  expect(copied).toEqual(['tests/golden'])
  expect(copied.filter(isLeftOut)).toEqual([])
  expect(isLeftOut('tests/server')).toBe(true)
})
