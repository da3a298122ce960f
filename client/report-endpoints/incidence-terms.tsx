import type { ReactNode } from 'react'
import { GRADES, type IncidenceSummary } from '../../shared/endpoints/results.ts'
import { termWords } from '../../shared/safety/term-words.ts'
import { formatShare } from '../kit/format.ts'
import { GradeMark } from '../kit/grade-mark.tsx'
import { EmptyState, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { useTexts } from '../kit/texts.ts'
import { GradeCells } from './grade-cells.tsx'
import css from './report.module.css'

/** The terms behind an incidence, the most frequent first, by worst grade per subject. */
export function IncidenceTerms({ summary }: { readonly summary: IncidenceSummary }): ReactNode {
  const { t, say, language } = useTexts()
  const terms = [...summary.terms].sort((a, b) => b.n - a.n || (a.term < b.term ? -1 : 1))
  return (
    <Section title={t('safety.terms')}>
      {terms.length === 0 ? (
        <EmptyState>{t('safety.none')}</EmptyState>
      ) : (
        <div className={page['tableWrap']}>
          <table className={`${css['report'] ?? ''} ${css['grades'] ?? ''}`}>
            <thead>
              <tr>
                <th scope="col">{t('safety.term')}</th>
                <th scope="col" className={css['figure']}>
                  {t('safety.subjects')}
                </th>
                <th scope="col" className={css['figure']}>
                  {t('safety.events')}
                </th>
                {GRADES.map((grade) => (
                  <th scope="col" key={grade}>
                    <GradeMark grade={String(grade)} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {terms.map(({ term, n, events, worst }) => (
                <tr key={term}>
                  <th scope="row">{say(termWords(term))}</th>
                  <td className={css['figure']}>
                    {n} ({formatShare(summary.N === 0 ? null : n / summary.N, language)})
                  </td>
                  <td className={css['figure']}>{events}</td>
                  <GradeCells counts={GRADES.map((grade) => worst[grade])} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}
