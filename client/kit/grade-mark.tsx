import type { ReactNode } from 'react'
import css from './marks.module.css'
import { useTexts } from './texts.ts'

/** A CTCAE grade: its colour, and always its numeral. */
export function GradeMark({ grade }: { readonly grade: string }): ReactNode {
  const { t } = useTexts()
  if (grade === '') return null
  return (
    <span className={css['grade']} data-grade={grade} title={t('ae.grade', { grade })}>
      {grade}
    </span>
  )
}
