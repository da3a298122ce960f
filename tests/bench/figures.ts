import { svgFile } from '../../shared/figures/svg-text.ts'
import { builtInFamilies } from '../../shared/families.ts'
import { toIsoDate } from '../../shared/kernel/dates.ts'
import { buildReport } from '../../shared/report/build-report.ts'
import type { NumberedPart, ReportFigure } from '../../shared/report/define.ts'
import { figureSheet, type FigureHead } from '../../shared/report/figure-sheet.ts'
import { toReportSubject } from '../../shared/report/report-subject.ts'
import { seconds, timed, type Figure } from './figure.ts'
import { madeUpTrial, UNTIL } from './made-up-trial.ts'

const ROUNDS = 5
const AIMS = [
  { subjects: 200, aim: 0.1 },
  { subjects: 2000, aim: 1 },
] as const

/** Every figure of the report of a study as marks and as the text of its SVG: the slowest counts. */
export async function benchFigures(): Promise<readonly Figure[]> {
  const lines: Figure[] = []
  for (const { subjects, aim } of AIMS) {
    const figures = figuresOf(subjects)
    const times: { readonly key: string; readonly took: number }[] = []
    for (const figure of figures) times.push({ key: figure.key, took: await shortest(figure) })
    const [slowest] = [...times].sort((a, b) => b.took - a.took)
    if (slowest === undefined) throw new Error('The report of the benchmark has no figure.')
    lines.push({
      what: `Each of ${figures.length} figures of ${subjects.toLocaleString('en-US')} subjects, data to SVG: the slowest`,
      measured: `${seconds(slowest.took)} (${slowest.key})`,
      aim: seconds(aim),
      met: slowest.took <= aim,
    })
  }
  return lines
}

type NumberedFigure = ReportFigure & Pick<NumberedPart, 'number'>

const OPTIONS = { cutoff: toIsoDate(UNTIL), source: 'investigator' } as const
const HEAD: FigureHead = {
  ...OPTIONS,
  origin: {
    study: { key: 'BENCH', title: '' },
    ...{ mark: null, snapshot: null, stateAt: '2026-06-30T00:00:00.000Z', programVersion: '0' },
    deidentified: false,
  },
}

function figuresOf(n: number): readonly NumberedFigure[] {
  const { definition, trial } = madeUpTrial(n)
  const subjects = trial.subjects.flatMap(
    (one) => toReportSubject(one, definition, OPTIONS, builtInFamilies) ?? [],
  )
  const wish = { definition, ...OPTIONS, described: 'ENR', families: builtInFamilies } as const
  return buildReport(subjects, wish)
    .sections.flatMap(({ parts }) => parts)
    .flatMap((part) => (part.kind === 'figure' ? [part] : []))
}

async function shortest(figure: NumberedFigure): Promise<number> {
  let least = Infinity
  for (let round = 0; round < ROUNDS; round++) {
    const { took } = await timed(() => svgFile(figureSheet(figure, HEAD, 'en'), figure.title.en))
    least = Math.min(least, took.wall)
  }
  return least
}
