import { rmSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder } from '../../../server/importing/service.ts'
import { createLogger } from '../../../server/http/request-log.ts'
import { createJobs, type Jobs } from '../../../server/jobs/service.ts'
import { defaultCutoff } from '../../../shared/endpoints/default-cutoff.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { addDays, parseDay, toIsoDate } from '../../../shared/kernel/dates.ts'
import { fileLayouts } from '../../../shared/trial/layout.ts'
import type { Row, Trial, TrialSubject } from '../../../shared/trial/trial.ts'
import { openTestStore } from '../../db/open-stores.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'
import { bytesOf, run, temporaryFolder, unzipped } from './support.ts'

const PROTOCOL = 'toripalimab-donafenib'
const BASE = '/api/studies/TWINS'
const definition = builtInFamilies.protocols.get(PROTOCOL)
const SITES = ['QZ-NORTH', 'QZ-SOUTH']
const PERSON = 'Zhang Sanfeng'
const TEXT = 'QZFREETEXT'

/** Texts that only people wrote, and that no file of a copy may repeat. */
function marked(row: Row, texts: ReadonlySet<string>, place: string): Row {
  const changed = Object.entries(row).map(([column, text]) => {
    const isFree = texts.has(column) && text !== ''
    return [column, isFree ? `${TEXT} ${PERSON} ${place}` : text]
  })
  return Object.fromEntries(changed) as Row
}

/** Names that point from one row to another, and what is coded although it is text. */
const KEPT = new Set(['TULNKID', 'PRLNKID', 'TRLNKID', 'TRSPLIT', 'AGE', 'AELLTCD', 'AETERM'])

/** The golden trial with numbers, sites, birth dates and free texts that are found wherever they come through. */
function seeded(trial: Trial): Trial {
  const layouts = fileLayouts(definition)
  const free = new Map(
    layouts.map(({ file, items }) => [
      file,
      new Set(
        items.filter(({ kind, key }) => kind === 'text' && !KEPT.has(key)).map(({ key }) => key),
      ),
    ]),
  )
  return {
    // Enough of them that each site stays one of its own.
    subjects: trial.subjects.slice(0, 14).map((subject, at): TrialSubject => {
      const subjid = `QZ-${7000 + at}`
      const files = Object.entries(subject.files).map(([file, rows]) => {
        const texts = free.get(file) ?? new Set<string>()
        const own = rows.map((row) => {
          const site = row['SITEID'] === undefined ? {} : { SITEID: SITES[at % 2] ?? '' }
          const born = row['BRTHDAT'] === undefined ? {} : { BRTHDAT: bornOn(at) }
          return { ...marked(row, texts, file), SUBJID: subjid, ...site, ...born }
        })
        return [file, own]
      })
      return { subjid, files: Object.fromEntries(files) as TrialSubject['files'] }
    }),
  }
}

function bornOn(at: number): string {
  const first = parseDay('1941-01-03')
  if (first === null) throw new Error('no day')
  return toIsoDate(addDays(first, at))
}

/** Every text that can be read in some bytes: packages inside, deflated streams of a PDF, and UTF-16. */
function readable(name: string, bytes: Buffer): readonly string[] {
  if (name.endsWith('.xlsx') || name.endsWith('.zip')) {
    return [...unzipped(bytes)].flatMap(([inside, part]) => readable(inside, part))
  }
  const texts = [bytes.toString('utf8'), bytes.toString('latin1')]
  if (!name.endsWith('.pdf')) return texts
  const streams = [...bytes.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)]
  return [
    ...texts,
    ...streams.flatMap(([, body = '']) => {
      try {
        return [inflateSync(Buffer.from(body, 'latin1')).toString('latin1')]
      } catch {
        return []
      }
    }),
  ]
}

/** Which words stand in a package, and in which of its files. */
function wordsIn(
  files: ReadonlyMap<string, Buffer>,
  words: readonly string[],
): readonly { readonly word: string; readonly name: string }[] {
  return [...files].flatMap(([name, bytes]) => {
    const texts = [name, ...readable(name, bytes)]
    const found = words.filter((word) => texts.some((text) => text.includes(word)))
    return found.map((word) => ({ word, name }))
  })
}

describe('a de-identified package', () => {
  const trial = seeded(
    readTrialFolder(new URL(`../../golden/trials/${PROTOCOL}`, import.meta.url).pathname),
  )
  const latest = parseDay(defaultCutoff(trial) ?? '')
  if (latest === null) throw new Error('no date')
  const cutoff = toIsoDate(addDays(latest, -240))
  const folder = temporaryFolder()
  let server: TestServer
  let jobs: Jobs
  let statistician: Browser
  let formats: readonly string[]

  beforeAll(async () => {
    const options: { jobs?: Jobs } = {}
    server = await startServer(
      async (sources) => {
        const opened = await openTestStore(sources)
        jobs = createJobs({ store: opened.store, logger: createLogger('silent'), folder })
        options.jobs = jobs
        return opened
      },
      builtInFamilies,
      options,
    )
    const actor = systemActor({ part: 'test', studyId: null })
    await importFolder(server.store, actor, { studyKey: 'TWINS', definition, trial })
    statistician = await signedIn(server, [{ role: 'statistician', study: 'TWINS' }], 'wang-wu')
    const offered = (await statistician.get(`${BASE}/exports`)).body as {
      formats: { key: string; deidentifies: boolean }[]
    }
    formats = offered.formats.filter(({ deidentifies }) => deidentifies).map(({ key }) => key)
  }, 120_000)
  afterAll(async () => {
    await jobs.idle()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const packed = async (wish: object): Promise<ReadonlyMap<string, Buffer>> => {
    const made = await run(statistician, BASE, 'packages', wish)
    expect(made.problem).toBeNull()
    const { bytes } = await bytesOf(server, statistician, `${BASE}/export-runs/${made.id}/file`)
    return unzipped(bytes)
  }

  it('PR-03: holds no original number, site, birth date, name or free text in any file of any format', async () => {
    expect(formats).toEqual(expect.arrayContaining(['csv', 'sdtm', 'adam', 'sdtm-json', 'xlsx']))
    const full = await packed({ formats })
    const twin = await packed({ formats, profile: 'deidentified' })
    const banned = [
      ...trial.subjects.map(({ subjid }) => subjid),
      ...trial.subjects.map((_, at) => bornOn(at)),
      ...SITES,
      ...[PERSON, 'wang-wu', TEXT],
    ]
    const found = wordsIn(full, banned).map(({ word }) => word)
    // What is looked for does stand in the files of the study itself.
    for (const word of [TEXT, PERSON, ...SITES, 'QZ-7000']) {
      expect(found, word).toContain(word)
    }
    expect(twin.size).toBeGreaterThan(30)
    expect(wordsIn(twin, banned)).toEqual([])
  }, 240_000)

  it('PR-03: has the endpoints of the study, at its latest date and at a cut-off in its middle', async () => {
    for (const at of [{}, { cutoff }]) {
      const wish = { formats: ['adam-json'], ...at }
      const full = await packed(wish)
      const twin = await packed({ ...wish, profile: 'deidentified' })
      for (const [dataset, columns] of [
        ['adtte', ['PARAMCD', 'AVAL', 'CNSR', 'EVNTDESC']],
        ['adrs', ['PARAMCD', 'AVALC']],
      ] as const) {
        const rows = valuesOf(full, dataset, columns)
        expect(rows.length).toBeGreaterThan(20)
        expect(valuesOf(twin, dataset, columns), `${dataset} ${JSON.stringify(at)}`).toEqual(rows)
      }
    }
  }, 240_000)
})

/** Some columns of a Dataset-JSON file, in an order that does not tell the subjects. */
function valuesOf(
  files: ReadonlyMap<string, Buffer>,
  dataset: string,
  columns: readonly string[],
): readonly string[] {
  const text = files.get(`data/adam-json/${dataset}.json`)?.toString() ?? '{}'
  const file = JSON.parse(text) as { columns: { name: string }[]; rows: unknown[][] }
  const places = columns.map((name) => file.columns.findIndex((column) => column.name === name))
  return file.rows.map((row) => JSON.stringify(places.map((place) => row[place]))).sort()
}
