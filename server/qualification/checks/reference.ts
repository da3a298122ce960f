import {
  caseSets,
  referenceFolder,
  runCaseSet,
  type CaseSet,
} from '../../reference-cases/service.ts'
import { fact, required, type Check, type Line } from '../define.ts'

/** One check for each set of reference cases that the product ships. */
export const referenceChecks: readonly Check[] = caseSets.all.map((set) => ({
  key: `cases-${set.key.replace(/\.json$/, '')}`,
  part: 'operation',
  title: {
    en: `Reference cases: ${set.title.en}`,
    zh: `参考用例：${set.title.zh}`,
  },
  about: {
    en: 'Every case gives the expected result.',
    zh: '每个用例均得到预期结果。',
  },
  run: () => Promise.resolve({ lines: linesOf(set, referenceFolder()) }),
}))

const SHOWN = 5

/** What a set gives, and the first of those that fail. */
export function linesOf(set: CaseSet, folder: string): readonly Line[] {
  const results = runCaseSet(set, folder)
  const failed = results.filter(({ passed }) => !passed)
  return [
    fact({ en: 'Expected results from', zh: '预期结果来源' }, set.source),
    fact({ en: 'Cases', zh: '用例数' }, results.length),
    required({ en: 'Cases that failed', zh: '未通过的用例' }, failed.length, 0),
    ...failed
      .slice(0, SHOWN)
      .map(({ id, message }) =>
        required({ en: id, zh: id }, message, { en: 'agrees', zh: '一致' }),
      ),
  ]
}
