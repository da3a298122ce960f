import type { ReactNode } from 'react'
import { OVERALL_RESPONSES } from '../../shared/response/define.ts'
import { GradeMark } from '../kit/grade-mark.tsx'
import { ResponseMark } from '../kit/response-mark.tsx'
import { useTexts } from '../kit/texts.ts'
import css from './course.module.css'

/** What colours, letters and signs mean; each says it twice. */
export function Legend(): ReactNode {
  const { t } = useTexts()
  return (
    <div className={css['legend']} role="note" aria-label={t('course.legend')}>
      <span>
        {OVERALL_RESPONSES.map((response) => (
          <span key={response} className={css['legendMark']}>
            <ResponseMark response={response} />
          </span>
        ))}
      </span>
      <span>
        {t('course.gradeHead')}{' '}
        {['1', '2', '3', '4', '5'].map((grade) => (
          <GradeMark key={grade} grade={grade} />
        ))}
      </span>
      <span>{t('course.legendSerious')}</span>
      <span>{t('course.legendOngoing')}</span>
      <span>{t('course.legendPartial')}</span>
      <span>{t('course.legendDose')}</span>
      <span>{t('course.legendSum')}</span>
      <span>{t('course.legendRecorded')}</span>
      <span>{t('course.legendRange')}</span>
    </div>
  )
}
