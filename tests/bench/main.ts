import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { packageRoot } from '../../server/package-root.ts'
import { benchAnalysis } from './analysis.ts'
import { benchBrowser } from './browser.ts'
import { benchCommandLine } from './command-line.ts'
import { benchDatasets, DATASET_PARTS } from './datasets.ts'
import { bothTimes, timed, type Figure, type Part } from './figure.ts'
import { benchFigures } from './figures.ts'
import { benchHttpSaves } from './http-saves.ts'
import { serveBare, serveLarge, serveProduct } from './http-servers.ts'
import { benchImporting } from './importing.ts'
import { benchKaplanMeier } from './kaplan-meier.ts'
import { benchLive } from './live.ts'
import { machineLines } from './machine.ts'
import { benchMatrix } from './matrix.ts'
import { end, firstMessage, forkBench, tellParent } from './processes.ts'
import { report, type Chapter } from './report.ts'
import { benchStartUp } from './start-up.ts'
import { benchUnitOfWork } from './unit-of-work.ts'
import { benchWorklist } from './worklist.ts'

interface NamedPart {
  readonly key: string
  readonly title: string
  readonly run: Part
}

const PARTS: readonly NamedPart[] = [
  { key: 'analysis', title: 'Analysis in memory', run: benchAnalysis },
  { key: 'command-line', title: 'Analysis from the command line', run: benchCommandLine },
  { key: 'kaplan-meier', title: 'Kaplan-Meier', run: benchKaplanMeier },
  { key: 'figures', title: 'Figures', run: benchFigures },
  { key: 'unit-of-work', title: 'Saves in the embedded database', run: benchUnitOfWork },
  { key: 'http-saves', title: 'Saves over HTTP', run: benchHttpSaves },
  { key: 'matrix', title: 'Subject x visit matrix', run: benchMatrix },
  { key: 'worklist', title: 'Worklist of source verification', run: benchWorklist },
  { key: 'browser', title: 'Screens of the largest study in Chromium', run: benchBrowser },
  { key: 'live', title: 'Live page of the largest study in Chromium', run: benchLive },
  { key: 'datasets', title: 'SDTM and ADaM datasets', run: benchDatasets },
  ...DATASET_PARTS,
  { key: 'importing', title: 'Import and export', run: benchImporting },
  { key: 'start-up', title: 'Start and first load', run: benchStartUp },
]

const SERVERS: Readonly<Record<string, (folder: string) => Promise<void>>> = {
  bare: serveBare,
  product: serveProduct,
  large: serveLarge,
}

const REPORT = path.join(packageRoot(), 'docs', 'performance.md')

const [mode, name, folder] = process.argv.slice(2)
if (mode === 'server') await SERVERS[name ?? '']?.(folder ?? '')
else if (mode === 'part') await runPart(name)
else await runAll(mode)

async function runPart(key: string | undefined): Promise<void> {
  const part = PARTS.find((of) => of.key === key)
  if (part === undefined) throw new Error(`The bench has no part ${String(key)}.`)
  await tellParent(await part.run())
  process.disconnect()
}

/** Runs all parts and writes the report; one part alone (`npm run bench -- NAME`) is only printed. */
async function runAll(only: string | undefined): Promise<void> {
  const machine = machineLines(new Date())
  const parts = PARTS.filter(({ key }) => only === undefined || key === only)
  if (parts.length === 0) throw new Error(`Parts: ${PARTS.map(({ key }) => key).join(', ')}.`)
  const chapters: Chapter[] = []
  const { took } = await timed(async () => {
    for (const part of parts) chapters.push(await chapterOf(part))
  })
  const text = report(machine, chapters)
  if (only === undefined) writeFileSync(REPORT, text)
  process.stdout.write(`${text}${bothTimes(took)} in all\n`)
  if (chapters.some(({ fault }) => fault !== undefined)) process.exitCode = 1
}

async function chapterOf({ key, title }: NamedPart): Promise<Chapter> {
  process.stderr.write(`${title} …\n`)
  const child = forkBench(['part', key])
  try {
    return { title, figures: (await firstMessage(child)) as readonly Figure[] }
  } catch (error) {
    return { title, figures: [], fault: error instanceof Error ? error.message : String(error) }
  } finally {
    await end(child)
  }
}
