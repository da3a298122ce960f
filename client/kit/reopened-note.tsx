import type { ReactNode } from 'react'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { ReviewCause, ReviewedAssessment } from '../../shared/api/routes/reviews.ts'
import { formatTime } from './format.ts'
import { itemLabel } from './item-label.ts'
import page from './page.module.css'
import { findForm } from './subject-data.ts'
import { useTexts, type Texts } from './texts.ts'

/** Why a review is open again: what was derived then and now, and each change that moved it. */
export function ReopenedNote(props: {
  readonly study: Study
  readonly assessment: Pick<ReviewedAssessment, 'reopened' | 'derived'>
}): ReactNode {
  const { study, assessment } = props
  const texts = useTexts()
  const { t } = texts
  const { reopened, derived: now } = assessment
  if (reopened === null) return null
  const { seen, causes } = reopened
  return (
    <div>
      <strong>
        {now === null ? t('reviews.noLonger', { seen }) : t('reviews.wasNow', { seen, now })}
      </strong>
      {now === seen && <div>{t('reviews.changedBack')}</div>}
      {causes.map((cause) => (
        <div key={cause.seq} className={page['soft']}>
          {causeText(study, cause, texts)}
        </div>
      ))}
    </div>
  )
}

/** `Tumour assessment W8, Ann, 2026-03-10 14:02 UTC: T01 · longest diameter 45 → 30. Reason …` */
function causeText(study: Study, cause: ReviewCause, texts: Texts): string {
  const { t, say } = texts
  const form = findForm(study, cause.form)
  const fields = cause.fields.map(({ pointer, item, before, after, redacted }) => {
    const shown = (side: 'before' | 'after', text: string | null): string =>
      redacted.includes(side) ? t('changes.hidden') : (text ?? t('changes.nothing'))
    const row = /^\/rows\/([^/]+)\//.exec(pointer)?.[1]
    const label = say(itemLabel(form, item))
    const field = row === undefined ? label : `${row} · ${label}`
    return t('changes.field', {
      field,
      before: shown('before', before),
      after: shown('after', after),
    })
  })
  const said = t('reviews.because', {
    form: form === undefined ? cause.form : say(form.title),
    visit: cause.visit ?? '',
    by: cause.by,
    at: formatTime(cause.at),
    fields: fields.join('; '),
  })
  if (cause.reason === null) return said
  return `${said} ${t('reviews.reason', { reason: cause.reason })}`
}
