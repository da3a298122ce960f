import type { DatasetProblem } from '../../../shared/exports/datasets/define.ts'
import { BYTE_ORDER_MARK, guardedLine } from '../../../shared/exports/guarded-csv.ts'
import type { TrialSubject } from '../../../shared/trial/trial.ts'
import { Spool } from './spool.ts'

export const PROBLEM_FIELDS = [
  'RULE',
  'SEVERITY',
  'DATASET',
  'VARIABLE',
  'SUBJID',
  'FILE',
  'ROW',
  'COLUMN',
  'RECORD',
  'MESSAGE_EN',
  'MESSAGE_ZH',
] as const

/** How many of each rule are kept to be shown; all of them are in the file. */
const SHOWN_OF_RULE = 100

const NAME = 'problems'

/** What datasets cannot say as their standard asks, and what files hold in another way: as a table. */
export class ProblemFile {
  private readonly spool = new Spool()
  private readonly counts = new Map<string, number>()
  /** The first of each rule. */
  readonly shown: DatasetProblem[] = []
  rows = 0

  add(problems: readonly DatasetProblem[], subject: TrialSubject | null): void {
    if (problems.length === 0) return
    let lines = ''
    for (const problem of problems) {
      lines += lineOf(problem, subject)
      const count = (this.counts.get(problem.rule) ?? 0) + 1
      this.counts.set(problem.rule, count)
      if (count <= SHOWN_OF_RULE) this.shown.push(problem)
    }
    this.rows += problems.length
    this.spool.append(NAME, '', Buffer.from(lines))
  }

  /** How many there are of each rule. */
  countsByRule(): ReadonlyMap<string, number> {
    return this.counts
  }

  *pieces(): Generator<string | Uint8Array> {
    yield BYTE_ORDER_MARK + guardedLine(PROBLEM_FIELDS)
    yield* this.spool.chunks(NAME)
  }

  close(): void {
    this.spool.close()
  }
}

/** Rows are counted from 1 here, as people count them. */
function lineOf(problem: DatasetProblem, subject: TrialSubject | null): string {
  const { rule, severity, dataset, variable, subjid, source, message } = problem
  const record = source === null ? undefined : subject?.records?.[source.file]?.[source.row]
  return guardedLine([
    rule,
    severity,
    dataset,
    variable ?? '',
    subjid ?? '',
    source?.file ?? '',
    source === null ? '' : String(source.row + 1),
    source?.column ?? '',
    record ?? '',
    message.en,
    message.zh,
  ])
}
