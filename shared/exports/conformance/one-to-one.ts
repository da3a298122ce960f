import type { DatasetRecord } from '../datasets/define.ts'
import type { CheckedPart, ConformanceRule, Finding, RuleRun } from './define.ts'
import { textOf } from './define.ts'

/** Pairs of a code and its name; `--` stands for the dataset's name. */
const PAIRS: readonly (readonly [code: string, name: string])[] = [
  ['--TESTCD', '--TEST'],
  ['PARAMCD', 'PARAM'],
  ['QNAM', 'QLABEL'],
  ['VISITNUM', 'VISIT'],
  ['ARMCD', 'ARM'],
  ['ACTARMCD', 'ACTARM'],
  ['IETESTCD', 'IETEST'],
  ['TSPARMCD', 'TSPARM'],
  ['ETCD', 'ELEMENT'],
]

/** A code has one name and a name one code, over all subjects of a dataset. */
export const codesAndNames: ConformanceRule = {
  key: 'MAP-ONE-TO-ONE',
  severity: 'error',
  title: { en: 'Codes and names are one to one', zh: '代码与名称一一对应' },
  source: 'SDTMIG 3.4, sections 3.2.1 and 4.2.1; ADaMIG 1.3, section 3.3.4',
  begin: oneToOne,
}

function oneToOne(): RuleRun {
  const seen = new Map<string, Map<string, string>>()
  return {
    *part(part) {
      for (const [name, records] of part.records) {
        for (const pair of pairsOf(part, name)) yield* judgeAll(seen, name, pair, records)
      }
    },
  }
}

function* judgeAll(
  seen: Map<string, Map<string, string>>,
  name: string,
  [code, label]: readonly [string, string],
  records: readonly DatasetRecord[],
): Iterable<Finding> {
  for (const record of records) {
    const two = [textOf(record, code), textOf(record, label)] as const
    if (two[0] === '' && two[1] === '') continue
    yield* judge(seen, { name, code, label, two, source: record.source })
  }
}

function pairsOf(part: CheckedPart, name: string): readonly (readonly [string, string])[] {
  const known = new Set(part.datasets.get(name)?.variables.map((variable) => variable.name))
  return PAIRS.map(
    ([code, label]) => [code.replace('--', name), label.replace('--', name)] as const,
  ).filter(([code, label]) => known.has(code) && known.has(label))
}

interface Pair {
  readonly name: string
  readonly code: string
  readonly label: string
  readonly two: readonly [string, string]
  readonly source: Finding['source']
}

function* judge(
  seen: Map<string, Map<string, string>>,
  { name, code, label, two, source }: Pair,
): Iterable<Finding> {
  const directions = [
    { key: `${name} ${code}`, from: two[0], to: two[1] },
    { key: `${name} ${label}`, from: two[1], to: two[0] },
  ]
  for (const { key, from, to } of directions) {
    const known = seen.get(key) ?? new Map<string, string>()
    seen.set(key, known)
    const first = known.get(from)
    if (first === undefined) known.set(from, to)
    else if (first !== to) {
      yield {
        dataset: name,
        variable: code,
        source,
        message: {
          en: `${code} and ${label}: "${from}" goes with "${first}" and with "${to}".`,
          zh: `${code}与${label}：“${from}”同时对应“${first}”和“${to}”。`,
        },
      }
      return
    }
  }
}
