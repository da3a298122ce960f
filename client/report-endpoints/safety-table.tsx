import type { ReactNode } from 'react'
import { GRADES } from '../../shared/endpoints/results.ts'
import { classWords, termWords } from '../../shared/safety/term-words.ts'
import { formatNumber } from '../kit/format.ts'
import { GradeMark } from '../kit/grade-mark.tsx'
import page from '../kit/page.module.css'
import { useTexts } from '../kit/texts.ts'
import { GradeCells } from './grade-cells.tsx'
import type { AdverseEventTable } from './queries.ts'
import css from './report.module.css'

/** Each subject once per row, at its worst grade; the class first, its terms below. */
export function SafetyTable({ table }: { readonly table: AdverseEventTable }): ReactNode {
  const { t, say } = useTexts()
  return (
    <div className={page['tableWrap']} tabIndex={0}>
      <table className={`${css['report'] ?? ''} ${css['grades'] ?? ''}`}>
        <thead>
          <tr>
            <th scope="col">{t('safety.classAndTerm')}</th>
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
            <th scope="col">{t('safety.missingGrade')}</th>
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr
              key={`${row.soc}|${row.term ?? ''}`}
              className={row.term === null ? css['soc'] : css['term']}
            >
              <th scope="row">
                {say(row.term === null ? classWords(row.soc) : termWords(row.term))}
              </th>
              <td className={css['figure']}>
                {row.subjects} {row.subjects > 0 && `(${formatNumber(row.percent)} %)`}
              </td>
              <td className={css['figure']}>{row.events}</td>
              <GradeCells counts={row.byWorstGrade} />
              <td className={css['gradeCell']}>{row.missingGrade === 0 ? '' : row.missingGrade}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
