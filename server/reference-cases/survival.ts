import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GroupedTimes } from '../../shared/statistics/event-table.ts'
import { runCase, type CaseResult } from './case-result.ts'
import { compareCox, compareLogRank } from './survival-comparisons.ts'
import { curveCases } from './survival-curves.ts'
import { survivalFile, type SurvivalFile } from './survival-file.ts'

/** Every case of every survival file (`*.json`) of a folder. */
export function runSurvivalCases(dir: string): CaseResult[] {
  return readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => fileCases(name, readFileSync(join(dir, name), 'utf8')))
}

function fileCases(name: string, text: string): CaseResult[] {
  const id = `survival/${name.replace(/\.json$/, '')}`
  try {
    const file = survivalFile.parse(JSON.parse(text))
    return [...curvesOf(id, file), ...comparisonsOf(id, file)]
  } catch (error) {
    return [{ id, passed: false, message: error instanceof Error ? error.message : String(error) }]
  }
}

function curvesOf(id: string, { input, overall, groups }: SurvivalFile): CaseResult[] {
  const all = curveCases(`${id} overall`, { time: input.time, event: input.status }, overall)
  const perGroup = Object.entries(groups ?? {}).flatMap(([name, expected]) => {
    const members = [...input.time.keys()].filter((index) => input.group?.[index] === name)
    const time = members.map((index) => input.time[index] ?? NaN)
    const event = members.map((index) => input.status[index] ?? NaN)
    return curveCases(`${id} group ${name}`, { time, event }, expected)
  })
  return [...all, ...perGroup]
}

function comparisonsOf(id: string, file: SurvivalFile): CaseResult[] {
  const { time, status: event, group, strata } = file.input
  if (group === null || group === undefined) return []
  const levels = file.groupLevels ?? [...new Set(group)].sort()
  const plain = { id, input: { time, event, group }, levels, expected: file }
  if (file.stratified === null || file.stratified === undefined) return comparisonCases(plain)
  const input = { time, event, group, strata: strata ?? null }
  const stratified = { id: `${id} stratified`, input, levels, expected: file.stratified }
  return [...comparisonCases(plain), ...comparisonCases(stratified)]
}

interface GroupComparison {
  readonly id: string
  readonly input: GroupedTimes
  readonly levels: readonly string[]
  readonly expected: Pick<SurvivalFile, 'logrank' | 'cox'>
}

function comparisonCases({ id, input, levels, expected }: GroupComparison): CaseResult[] {
  const { logrank, cox } = expected
  const cases: CaseResult[] = []
  if (logrank !== null && logrank !== undefined) {
    cases.push(runCase(`${id} logrank`, () => compareLogRank(input, levels, logrank)))
  }
  if (levels.length > 1) {
    cases.push(runCase(`${id} cox`, () => compareCox(input, levels, cox ?? null)))
  }
  return cases
}
