import { Select } from '@mantine/core'
import { useMemo, useState, type ReactNode } from 'react'
import { subjectResults, subjectTrend, trendTests } from '../../shared/course/laboratory-trend.ts'
import type { ToldDerivation } from '../../shared/endpoints/derivation.ts'
import { sampledIn } from '../../shared/laboratory/sampled-in.ts'
import { findLaboratoryTest } from '../../shared/safety/laboratory-tests.ts'
import { DrawnPlot } from '../kit/drawn-plot.tsx'
import { EmptyState, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import type { SubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'

interface LaboratoryTrendProps {
  readonly screen: SubjectScreen
  readonly derivation: ToldDerivation
}

/** One laboratory test of the subject over time, with its reference range and the bands of its grades. */
export function LaboratoryTrend({ screen, derivation }: LaboratoryTrendProps): ReactNode {
  const { t, say } = useTexts()
  const { present, study, subject, checked } = screen
  const [chosen, setChosen] = useState<string | null>(null)
  const { firstDose } = derivation.dates
  const input = useMemo(
    () => ({
      ...{ subject: subject.subjid, records: present, firstDose },
      ...{ forms: study.definition.forms, definition: study.definition },
      sources: { laboratories: checked.laboratories, sampled: sampledIn(present) },
    }),
    [present, study.definition, subject.subjid, checked, firstDose],
  )
  const results = useMemo(() => subjectResults(input), [input])
  const tests = trendTests(results)
  const test = tests.find((one) => one === chosen) ?? usualTest(tests)
  const trend = test === null ? null : subjectTrend(input, results, test)
  return (
    <Section title={t('course.trend')}>
      {trend === null ? (
        <EmptyState>{t('course.trendNone')}</EmptyState>
      ) : (
        <>
          <Select
            label={t('course.trendTest')}
            w={340}
            searchable
            allowDeselect={false}
            value={test}
            data={tests.map((one) => {
              const known = findLaboratoryTest(one)
              return { value: one, label: known === null ? one : `${say(known.label)} [${one}]` }
            })}
            onChange={setChosen}
          />
          <DrawnPlot study={study.id} plot={trend.plot} title={say(trend.plot.label)} />
          <p className={page['soft']}>
            {t('course.trendNote')}
            {trend.left > 0 && ` ${t('course.trendLeft', { n: trend.left })}`}
          </p>
        </>
      )}
    </Section>
  )
}

/** What is looked at first in liver disease. */
const USUAL = ['TBIL', 'BILI', 'ALT', 'AST']

function usualTest(tests: readonly string[]): string | null {
  return USUAL.find((one) => tests.includes(one)) ?? tests[0] ?? null
}
