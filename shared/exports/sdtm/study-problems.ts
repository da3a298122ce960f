import type { DatasetProblem, DatasetStudy } from '../datasets/define.ts'
import type { SdtmPlan } from './define.ts'

/** What the definition leaves open for SDTM, and a study that has nobody in it. */
export function studyProblems(
  { totals }: DatasetStudy,
  { faults, parts, domains }: SdtmPlan,
): readonly DatasetProblem[] {
  const of = (rule: string, dataset: string): Omit<DatasetProblem, 'message' | 'severity'> => ({
    ...{ rule, dataset, variable: null, subjid: null, source: null },
  })
  const unusable = faults.map(({ item, sdtm, domain }): DatasetProblem => ({
    ...of('SDTM-MAP-01', domain),
    severity: 'warning',
    message: {
      en: `The item ${item} is mapped to "${sdtm}", which is no variable of its domain. Its answers stand in SUPP${domain}.`,
      zh: `条目${item}映射到“${sdtm}”，该变量在域中不存在，其答案列入SUPP${domain}。`,
    },
  }))
  const customs = parts.flatMap(({ layout, domain }): readonly DatasetProblem[] => {
    const isOwn = layout.items.length > 0 && layout.items.every(({ sdtm }) => sdtm === undefined)
    if (!isOwn || !domains.some(({ key }) => key === domain)) return []
    return [
      {
        ...of('SDTM-MAP-02', domain),
        severity: 'note',
        message: {
          en: `No item of the file ${layout.file} names a domain: it has the domain ${domain} of its own.`,
          zh: `文件${layout.file}的条目均未指定域，单列为自定义域${domain}。`,
        },
      },
    ]
  })
  const nobody: readonly DatasetProblem[] =
    totals.subjects > 0
      ? []
      : [
          {
            ...of('SDTM-DM-05', 'DM'),
            severity: 'note',
            message: {
              en: 'The study has no subjects: its datasets hold the design alone.',
              zh: '研究尚无受试者，数据集仅含试验设计。',
            },
          },
        ]
  return [...unusable, ...customs, ...nobody]
}
