import type { Figure } from './figure.ts'

export interface Chapter {
  readonly title: string
  readonly figures: readonly Figure[]
  /** What the figures are of, and what limits them. */
  readonly about?: string
  /** Why the part could not be measured. */
  readonly fault?: string
  /** When and beside what it was measured, where that was not with the rest. */
  readonly apart?: string
}

/** The report in Markdown, in the form that prettier leaves as it is. */
export function report(machine: readonly string[], chapters: readonly Chapter[]): string {
  const lines = [
    '# Performance',
    '',
    'Written by `npm run bench`; every number was measured on this machine, in one run where nothing else is said. Each part runs in a process of its own. Wall times grow with whatever else the machine does at the moment, processor times hardly; ratios compare two things of the same run. Disk and network are those of the machine itself (127.0.0.1).',
    '',
    'Parts alone: `npm run bench -- PART …`; an unknown name lists them. With `--write` what was measured takes its place in this report. `--minutes N` says how long each load of saves lasts (10 s without it), `--connections 1,20,50` by how many at once; `--postgres` runs parts that either engine can on the database of `TEST_DATABASE_URL`.',
    '',
    ...machine,
    '',
    ...chapters.flatMap(chapterLines),
  ]
  return lines.join('\n')
}

/** An earlier report with chapters that were measured since: each in its old place, or at the end. */
export function withChapters(earlier: string, chapters: readonly Chapter[]): string {
  const { head, texts } = chaptersIn(earlier)
  for (const chapter of chapters) {
    texts.set(chapter.title, chapterLines(chapter).join('\n').trimEnd())
  }
  return `${[head, ...texts.values()].join('\n\n')}\n`
}

/** A new report, with chapters of an earlier one at its end. */
export function withKept(text: string, earlier: string, titles: readonly string[]): string {
  const { texts } = chaptersIn(earlier)
  const kept = titles.flatMap((title) => texts.get(title) ?? [])
  return `${[text.trimEnd(), ...kept].join('\n\n')}\n`
}

function chaptersIn(text: string): {
  readonly head: string
  readonly texts: Map<string, string>
} {
  const [head = '', ...rest] = text.trimEnd().split(/\n\n(?=## )/)
  const titleOf = (chapter: string): string => chapter.slice(HEADING.length, chapter.indexOf('\n'))
  return { head, texts: new Map(rest.map((chapter) => [titleOf(chapter), chapter])) }
}

const HEADING = '## '

function chapterLines({ title, figures, about, fault, apart }: Chapter): readonly string[] {
  const when = apart === undefined ? [] : [apart, '']
  const head = [`${HEADING}${title}`, '', ...when]
  if (fault !== undefined) return [...head, `Not measured: ${fault}`, '']
  const rows = figures.map(({ what, measured, aim, met }) => [
    what,
    measured,
    aim ?? '',
    met === undefined ? '' : met ? 'yes' : 'no',
  ])
  const told = about === undefined ? [] : [about, '']
  return [...head, ...table([['What', 'Measured', 'Aim', 'Reached'], ...rows]), '', ...told]
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(3, ...rows.map((row) => (row[column] ?? '').length)),
  )
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const [head, ...body] = rows.map((row) =>
    line(row.map((cell, column) => cell.padEnd(widths[column] ?? 0))),
  )
  return [head ?? '', line(widths.map((width) => '-'.repeat(width))), ...body]
}
