import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import { createRegistry, type Member } from '../../shared/kernel/registry.ts'
import { builtFolder, packageRoot } from '../package-root.ts'
import type { CaseResult } from './case-result.ts'
import { runLabCases } from './lab-cases.ts'
import { runProportionCases } from './proportions.ts'
import { runResponseCases } from './response-cases.ts'
import { runSurvivalCases } from './survival.ts'
import { runTrialCases } from './trials.ts'

export type { CaseResult } from './case-result.ts'

/** One part of a folder of cases; its key is the name of the file or folder in it. */
export interface CaseSet extends Member {
  readonly title: Bilingual
  /** What its expected results rest on. */
  readonly source: Bilingual
  readonly run: (place: string) => readonly CaseResult[]
}

/** Every kind of reference case, in the order of a calculation: from a lesion to an endpoint. */
export const caseSets = createRegistry<CaseSet>('set of reference cases', [
  {
    key: 'response-cases',
    title: { en: 'Tumour response', zh: '肿瘤疗效评价' },
    source: {
      en: 'Tables and rules of RECIST 1.1 and mRECIST, by hand',
      zh: '依据 RECIST 1.1 与 mRECIST 的表格及规则人工编制',
    },
    run: runResponseCases,
  },
  {
    key: 'survival',
    title: { en: 'Survival estimates', zh: '生存分析估计' },
    source: { en: 'R 4.2.2 with survival 3.5-3', zh: 'R 4.2.2 与 survival 3.5-3' },
    run: runSurvivalCases,
  },
  {
    key: 'proportions.json',
    title: { en: 'Proportions and their limits', zh: '率及其置信限' },
    source: { en: 'R 4.2.2', zh: 'R 4.2.2' },
    run: runProportionCases,
  },
  {
    key: 'lab-cases.json',
    title: { en: 'Grades from laboratory values', zh: '实验室检查值分级' },
    source: { en: 'CTCAE v5.0, both sides of each limit', zh: 'CTCAE v5.0，每个界值两侧' },
    run: runLabCases,
  },
  {
    key: 'trials',
    title: { en: 'Whole trials of each protocol', zh: '各方案的完整试验' },
    source: {
      en: 'The same files in R 4.2.2 with survival 3.5-3',
      zh: '相同文件以 R 4.2.2 与 survival 3.5-3 计算',
    },
    run: runTrialCases,
  },
])

/** Where the cases lie: beside the built product, else in the sources. */
export function referenceFolder(): string {
  const shipped = path.join(builtFolder() ?? '', 'reference-cases')
  return builtFolder() === null ? path.join(packageRoot(), 'tests', 'golden') : shipped
}

/** The results of one set in a folder. One that is absent, or cannot be read, is a failed case. */
export function runCaseSet({ key, run }: CaseSet, folder: string): readonly CaseResult[] {
  const place = path.join(folder, key)
  if (!existsSync(place)) return [{ id: key, passed: false, message: `${place} is not there` }]
  try {
    const results = run(place)
    return results.length > 0 ? results : [{ id: key, passed: false, message: 'no cases' }]
  } catch (error) {
    return [
      { id: key, passed: false, message: error instanceof Error ? error.message : String(error) },
    ]
  }
}
