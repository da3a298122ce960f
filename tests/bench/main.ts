import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { packageRoot } from '../../server/package-root.ts'
import { DATASET_FORMATS } from './dataset-format.ts'
import { ABOUT_PROCESSES, ABOUT_SAVES } from './about-saves.ts'
import { bothTimes, timed, type Figure, type Part } from './figure.ts'
import { machineLines, momentLine } from './machine.ts'
import { openOwnSchema } from '../db/own-schema.ts'
import { end, firstMessage, forkBench, tellParent } from './processes.ts'
import { report, withChapters, withKept, type Chapter } from './report.ts'

interface NamedPart {
  readonly key: string
  readonly title: string
  readonly about?: string
  /** Runs only where it is named: it takes longer than everything else. */
  readonly onlyNamed?: boolean
  /** Runs on either engine. */
  readonly eitherEngine?: boolean
  readonly load: () => Promise<Part>
}

/** What a part needs is loaded by its own process alone, so that a measured memory is that of the work. */
const PARTS: readonly NamedPart[] = [
  {
    key: 'analysis',
    title: 'Analysis in memory',
    load: async () => (await import('./analysis.ts')).benchAnalysis,
  },
  {
    key: 'command-line',
    title: 'Analysis from the command line',
    load: async () => (await import('./command-line.ts')).benchCommandLine,
  },
  {
    key: 'kaplan-meier',
    title: 'Kaplan-Meier',
    load: async () => (await import('./kaplan-meier.ts')).benchKaplanMeier,
  },
  {
    key: 'figures',
    title: 'Figures',
    load: async () => (await import('./figures.ts')).benchFigures,
  },
  {
    key: 'unit-of-work',
    title: 'Saves in the embedded database',
    load: async () => (await import('./unit-of-work.ts')).benchUnitOfWork,
  },
  {
    key: 'http-saves',
    title: 'Saves over HTTP',
    about: ABOUT_SAVES,
    load: async () => (await import('./http-saves.ts')).benchHttpSaves,
  },
  {
    key: 'million-saves',
    title: 'Saves over HTTP among a million records',
    onlyNamed: true,
    load: async () => (await import('./http-saves.ts')).benchMillionSaves,
  },
  {
    key: 'process-saves',
    title: 'Saves over HTTP by several processes',
    about: ABOUT_PROCESSES,
    load: async () => (await import('./process-saves.ts')).benchProcessSaves,
  },
  {
    key: 'many-subjects',
    eitherEngine: true,
    title: 'Ten thousand subjects',
    load: async () => (await import('./many-subjects.ts')).benchManySubjects,
  },
  {
    key: 'matrix',
    eitherEngine: true,
    title: 'Subject x visit matrix',
    load: async () => (await import('./matrix.ts')).benchMatrix,
  },
  {
    key: 'worklist',
    eitherEngine: true,
    title: 'Worklist of source verification',
    load: async () => (await import('./worklist.ts')).benchWorklist,
  },
  {
    key: 'browser',
    eitherEngine: true,
    title: 'Screens of the largest study in Chromium',
    load: async () => (await import('./browser.ts')).benchBrowser,
  },
  {
    key: 'live',
    title: 'Live page of the largest study in Chromium',
    load: async () => (await import('./live.ts')).benchLive,
  },
  {
    key: 'datasets',
    title: 'SDTM and ADaM datasets',
    load: async () => (await import('./datasets.ts')).benchDatasets,
  },
  ...DATASET_FORMATS.map((format) => ({
    key: `datasets-${format}`,
    title: `Datasets of a large study as ${format}`,
    load: async () => (await import('./datasets.ts')).benchLargeStudy(format),
  })),
  {
    key: 'importing',
    eitherEngine: true,
    title: 'Import and export',
    load: async () => (await import('./importing.ts')).benchImporting,
  },
  {
    key: 'start-up',
    eitherEngine: true,
    title: 'Start and first load',
    load: async () => (await import('./start-up.ts')).benchStartUp,
  },
]

type Helper = (folder: string, size: string) => Promise<void>

/** What parts start beside themselves. */
const HELPERS: Readonly<Record<string, () => Promise<Helper>>> = {
  bare: async () => (await import('./http-servers.ts')).serveBare,
  product: async () => (await import('./http-servers.ts')).serveProduct,
  again: async () => (await import('./http-servers.ts')).serveAgain,
  'shared-next': async () => (await import('./http-servers.ts')).serveSharedNext,
  large: async () => (await import('./http-servers.ts')).serveLarge,
  'small-study': async () => (await import('./datasets.ts')).tellSmallStudy,
}

const REPORT = path.join(packageRoot(), 'docs', 'performance.md')

const WRITE = '--write'
const POSTGRES = '--postgres'
const OPTIONS: Readonly<Record<string, (value: string) => void>> = {
  '--minutes': (value) => {
    process.env['BENCH_LOAD_SECONDS'] = String(Number(value) * 60)
  },
  '--connections': (value) => {
    process.env['BENCH_CONNECTIONS'] = value
  },
}
const args = process.argv.slice(2)
const [mode, name, folder, size] = args
if (mode === 'helper') await (await HELPERS[name ?? '']?.())?.(folder ?? '', size ?? '')
else if (mode === 'part') await runPart(name)
else if (mode === undefined) await runAll()
else await runSome(args)

async function runPart(key: string | undefined): Promise<void> {
  const part = PARTS.find((of) => of.key === key)
  if (part === undefined) throw new Error(`The bench has no part ${String(key)}.`)
  const run = await part.load()
  await tellParent(await run())
  process.disconnect()
}

/** Runs all parts but those that are long, and writes the report; chapters of those stay in it. */
async function runAll(): Promise<void> {
  const machine = machineLines(new Date())
  const chapters: Chapter[] = []
  const { took } = await timed(async () => {
    for (const part of PARTS) if (part.onlyNamed !== true) chapters.push(await chapterOf(part))
  })
  const long = PARTS.filter(({ onlyNamed }) => onlyNamed === true).map(({ title }) => title)
  const text = withKept(report(machine, chapters), readFileSync(REPORT, 'utf8'), long)
  writeFileSync(REPORT, text)
  tell(`${text}${bothTimes(took)} in all\n`, chapters)
}

/** Some parts alone (`npm run bench -- NAME …`): printed, and with `--write` each put into the report. */
async function runSome(args: readonly string[]): Promise<void> {
  const names = namesIn(args)
  const parts = PARTS.filter(({ key }) => names.includes(key))
  if (names.length === 0 || parts.length < names.length) {
    throw new Error(`Parts: ${PARTS.map(({ key }) => key).join(', ')}.`)
  }
  const chapters: Chapter[] = []
  for (const part of parts) {
    const apart = momentLine(new Date())
    const measured = args.includes(POSTGRES) ? await chapterOnPostgres(part) : await chapterOf(part)
    const chapter = { ...measured, apart }
    chapters.push(chapter)
    if (args.includes(WRITE) && chapter.fault === undefined) {
      writeFileSync(REPORT, withChapters(readFileSync(REPORT, 'utf8'), [chapter]))
    }
  }
  tell(report(machineLines(new Date()), chapters), chapters)
}

/** The same on a schema of its own at `TEST_DATABASE_URL`. */
async function chapterOnPostgres(part: NamedPart): Promise<Chapter> {
  const title = `${part.title} on PostgreSQL`
  const server = process.env['TEST_DATABASE_URL']
  if (server === undefined) throw new Error('TEST_DATABASE_URL names no database.')
  if (part.eitherEngine !== true) throw new Error(`${part.key} does not run on a chosen engine.`)
  const schema = await openOwnSchema(server)
  process.env['BENCH_DATABASE_URL'] = schema.url
  try {
    return { ...(await chapterOf(part)), title }
  } finally {
    await schema.remove()
  }
}

/**
 * The parts that were named. What stands behind an option is told to their processes: `--minutes N` says
 * how long each load of saves lasts, `--connections 1,20` by how many at once; `--postgres` runs them on
 * the database of `TEST_DATABASE_URL`.
 */
function namesIn(args: readonly string[]): readonly string[] {
  const names: string[] = []
  const rest = args.filter((arg) => arg !== WRITE && arg !== POSTGRES)
  while (rest.length > 0) {
    const name = rest.shift() ?? ''
    const tell = OPTIONS[name]
    if (tell === undefined) names.push(name)
    else tell(rest.shift() ?? '')
  }
  return names
}

function tell(text: string, chapters: readonly Chapter[]): void {
  process.stdout.write(text)
  if (chapters.some(({ fault }) => fault !== undefined)) process.exitCode = 1
}

async function chapterOf({ key, title, about }: NamedPart): Promise<Chapter> {
  process.stderr.write(`${title} …\n`)
  const child = forkBench(['part', key])
  try {
    const figures = (await firstMessage(child)) as readonly Figure[]
    return { title, figures, ...(about === undefined ? {} : { about }) }
  } catch (error) {
    return { title, figures: [], fault: error instanceof Error ? error.message : String(error) }
  } finally {
    await end(child)
  }
}
