import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { FoundProblem } from '../../shared/api/routes/export-runs.ts'
import { problemTally } from './found-problems.ts'
import type { ProblemCount } from '../../shared/api/routes/export-runs.ts'

export interface ProblemFilter {
  readonly rule?: string | undefined
  readonly severity?: FoundProblem['severity'] | undefined
  readonly dataset?: string | undefined
  readonly subject?: string | undefined
  /** How many of those that fit are passed over. */
  readonly from: number
}

export interface ProblemPage {
  /** How many fit the filter. */
  readonly total: number
  /** Of all problems, whatever the filter. */
  readonly counts: ProblemCount[]
  readonly subjects: string[]
  readonly problems: FoundProblem[]
}

const PER_PAGE = 200

/** A page of the problems of a check, in the order in which they were found. Memory holds one page. */
export async function readProblems(file: string, filter: ProblemFilter): Promise<ProblemPage> {
  const tally = problemTally()
  const subjects = new Set<string>()
  const problems: FoundProblem[] = []
  let total = 0
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Infinity,
  })) {
    // Written by the check itself, and named by its hash.
    const problem = JSON.parse(line) as FoundProblem
    tally.add(problem)
    if (problem.subjid !== null) subjects.add(problem.subjid)
    if (!fits(problem, filter)) continue
    total += 1
    if (total > filter.from && problems.length < PER_PAGE) problems.push(problem)
  }
  return { total, counts: [...tally.counts()], subjects: [...subjects].sort(), problems }
}

function fits(problem: FoundProblem, { rule, severity, dataset, subject }: ProblemFilter): boolean {
  return (
    (rule ?? problem.rule) === problem.rule &&
    (severity ?? problem.severity) === problem.severity &&
    (dataset ?? problem.dataset) === problem.dataset &&
    (subject === undefined || subject === problem.subjid)
  )
}
