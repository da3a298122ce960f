import type { ReactNode } from 'react'
import { useFormContext, useFormState } from 'react-hook-form'
import { FACTS } from '../../../shared/kernel/facts.ts'
import type { RangeFlag } from '../../../shared/laboratory/normal-range.ts'
import type { AssessedResult, SuggestedGrade } from '../../../shared/laboratory/assess-row.ts'
import { ASSUMPTION_LABELS, REASON_LABELS } from '../../../shared/safety/grading/grading-labels.ts'
import { termWords } from '../../../shared/safety/term-words.ts'
import { Explained, Proven } from '../../kit/explained.tsx'
import { formatDate, formatNumber } from '../../kit/format.ts'
import { storedIndex, type FormInput } from '../../kit/form/form-input.ts'
import { useSurroundings } from '../../kit/form/form-surroundings.ts'
import { GradeMark } from '../../kit/grade-mark.tsx'
import { useTexts } from '../../kit/texts.ts'
import { useAssessment } from './assessments.ts'
import css from './laboratory.module.css'

/** Below a result: its flag and grade, the range of the laboratory, the result before, the standard value. */
export function ResultDetails({ row }: { readonly row: number }): ReactNode {
  const { say } = useTexts()
  const assessed = useAssessment(row)
  if (assessed === null) return null
  const { flag, grades, ungraded } = assessed
  return (
    <div className={css['details']}>
      {(isOutside(flag) || grades.length > 0) && (
        <div className={css['marks']}>
          {isOutside(flag) && <FlagMark flag={flag} />}
          {grades.map((grade) => (
            <GradeWithRule key={grade.term} grade={grade} row={row} />
          ))}
        </div>
      )}
      {ungraded !== null && <div>{say(REASON_LABELS[ungraded])}</div>}
      <Standing {...assessed} />
    </div>
  )
}

function isOutside(flag: RangeFlag | null): flag is 'L' | 'H' {
  return flag === 'L' || flag === 'H'
}

/** High or low, by letter and arrow. */
export function FlagMark({ flag }: { readonly flag: 'L' | 'H' }): ReactNode {
  const { t } = useTexts()
  return (
    <span className={css['flag']} data-flag={flag} title={t(flag === 'H' ? 'lab.high' : 'lab.low')}>
      {flag === 'H' ? 'H ↑' : 'L ↓'}
      <span className="visually-hidden"> {t(flag === 'H' ? 'lab.high' : 'lab.low')}</span>
    </span>
  )
}

interface GradeWithRuleProps {
  readonly grade: SuggestedGrade
  readonly row: number
}

/** The suggested grade; a click gives the rule, its limits and what was assumed; once stored, who entered it. */
function GradeWithRule({ grade, row }: GradeWithRuleProps): ReactNode {
  const { t, say } = useTexts()
  const { stored } = useSurroundings()
  const { isDirty } = useFormState<FormInput>()
  const { getValues } = useFormContext<FormInput>()
  const shown = grade.status === 'graded' ? String(grade.grade) : `${grade.min}–${grade.max}`
  const assumed = grade.assumptions.map((one) => say(ASSUMPTION_LABELS[one]))
  const label = [
    `${say(termWords(grade.term))}: ${t('ae.grade', { grade: shown })}`,
    ...assumed,
  ].join(' · ')
  const mark = <>CTCAE {grade.status === 'graded' ? <GradeMark grade={shown} /> : shown}</>
  if (stored === undefined || isDirty) {
    return (
      <Explained label={label} trace={() => [grade.trace]}>
        {mark}
      </Explained>
    )
  }
  const { study, subject, record } = stored
  const at = storedIndex(getValues('rows'), row)
  return (
    <Proven {...{ study, subject, label }} fact={FACTS.record(record, at, grade.term)} view={{}}>
      {mark}
    </Proven>
  )
}

function Standing({ limits, previous, previousText, standard }: AssessedResult): ReactNode {
  const { t, language } = useTexts()
  const before = previous?.record.visit ?? formatDate(previous?.dateText ?? '', language)
  return (
    <>
      {limits.range !== null && (
        <div>
          {t('lab.rangeOf', {
            range: rangeText(limits.low, limits.high),
            date: formatDate(limits.range.validFrom, language),
          })}
        </div>
      )}
      {previous !== null && (
        <div title={formatDate(previous.dateText, language)}>
          {t('lab.previous', { value: previousText, visit: before })}
        </div>
      )}
      {standard !== null && (
        <div>
          {t('lab.standard', {
            value: `${standard.text} ${standard.unit}`,
            factor: shortFactor(standard.factor),
          })}
        </div>
      )}
    </>
  )
}

/** Limits as they are read: `9–50`, `≤ 7`, `≥ 60`. */
export function rangeText(low: string | null, high: string | null): string {
  const least = low ?? ''
  const most = high ?? ''
  if (least === '') return most === '' ? '' : `≤ ${most}`
  return most === '' ? `≥ ${least}` : `${least}–${most}`
}

function shortFactor(factor: number): string {
  const text = String(factor)
  return text.length <= 7 ? text : formatNumber(factor, 4)
}
