import type { Population } from '../endpoints/define.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { ReportInput, ReportPopulation } from './define.ts'
import type { ReportSubject } from './report-subject.ts'

const LABELS: Readonly<Record<Population, Bilingual>> = {
  ENR: { en: 'Enrolled subjects', zh: '入组受试者' },
  SAF: { en: 'Safety set', zh: '安全性分析集' },
  EVAL: { en: 'Evaluable subjects', zh: '可评价受试者' },
  DLT: { en: 'Subjects evaluable for dose-limiting toxicity', zh: 'DLT可评价受试者' },
  RESP: { en: 'Responders', zh: '缓解者' },
}

export function populationLabel(code: Population): Bilingual {
  return LABELS[code]
}

/** The subjects of a population, as the analysis counts it. */
export function inPopulation(
  { subjects }: Pick<ReportInput, 'subjects'>,
  code: Population,
): readonly ReportSubject[] {
  return subjects.filter(({ addition }) => addition.enrolled && addition.populations[code])
}

export function population(
  input: Pick<ReportInput, 'subjects'>,
  code: Population,
): ReportPopulation {
  return { code, label: LABELS[code], n: inPopulation(input, code).length }
}

/** Everyone who consented up to the cut-off. */
export function screened({ subjects }: Pick<ReportInput, 'subjects'>): ReportPopulation {
  const label = { en: 'Screened subjects', zh: '筛选受试者' }
  return { code: 'SCREENED', label, n: subjects.length }
}
