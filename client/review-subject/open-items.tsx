import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { termOf } from '../../shared/course/lanes.ts'
import type { ToldDerivation } from '../../shared/endpoints/derivation.ts'
import { isByInvestigator, isReviewForm } from '../../shared/forms/review-form.ts'
import { reviewState } from '../../shared/response/review-state.ts'
import { termWords } from '../../shared/safety/term-words.ts'
import { Section } from '../kit/page.tsx'
import { safetyCasesQuery } from '../kit/safety-queries.ts'
import { findForm, type SubjectScreen } from '../kit/subject-data.ts'
import { formPath, safetyReportPath, subjectPath, visitPath } from '../kit/subject-paths.ts'
import { useTexts, type Texts } from '../kit/texts.ts'
import css from './course.module.css'

/** States of a case in which the reporter has something to do. */
const TO_REPORT: ReadonlySet<string> = new Set(['due', 'follow-up-due', 'nullification-due'])

interface OpenItem {
  readonly key: string
  readonly sign: string
  readonly text: string
  readonly to: string
}

/** What of this subject waits for somebody, each a link to where it is done. */
export function OpenItems(props: {
  readonly screen: SubjectScreen
  readonly derivation: ToldDerivation
}): ReactNode {
  const { screen, derivation } = props
  const { study, subject } = screen
  const texts = useTexts()
  const { t, say } = texts
  const { data } = useQuery(safetyCasesQuery(study.id))
  const reports = (data?.cases ?? [])
    .filter(({ subjid, state }) => subjid === subject.subjid && TO_REPORT.has(state))
    .map(({ record, items: values }) => ({
      key: `report ${record}`,
      sign: '!',
      text: t('open.serious', { term: say(termWords(termOf(values))) }),
      to: safetyReportPath(study.id, subject.subjid, record),
    }))
  const items = [
    ...reports,
    ...reviewItems(screen, derivation, texts),
    ...visitItems(screen, texts),
  ]
  return (
    <Section title={t('open.title')}>
      {items.length === 0 ? (
        <p>{t('open.none')}</p>
      ) : (
        <ul className={css['open']}>
          {items.map(({ key, sign, text, to }) => (
            <li key={key}>
              <span aria-hidden="true">{sign}</span> <Link to={to}>{text}</Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function reviewItems(
  { study, subject, present }: SubjectScreen,
  { timepoints }: ToldDerivation,
  { t }: Texts,
): readonly OpenItem[] {
  const key = study.definition.forms.find(isReviewForm)?.key
  const reviews = present.filter(
    ({ form, values }) => form === key && isByInvestigator(values.items),
  )
  return timepoints.flatMap(({ row: { visit, criteria, derived } }) => {
    const own = reviews.find(
      (record) => record.visit === visit && record.values.items['RSCAT'] === criteria,
    )
    const state = reviewState({
      recorded: own?.values.items['OVRLRESP'] ?? null,
      derived,
      reopened: own?.derivation?.reopened === true,
    })
    if (state !== 'to-do' && state !== 'reopened') return []
    const text = state === 'to-do' ? 'open.review' : 'open.reopened'
    return [
      {
        key: `review ${visit} ${criteria}`,
        sign: state === 'to-do' ? '✎' : '↺',
        text: t(text, { visit, criteria }),
        to: `${subjectPath(study.id, subject.subjid, '/responses')}?open=${encodeURIComponent(`${criteria} ${visit}`)}`,
      },
    ]
  })
}

function visitItems({ study, subject, cells, present }: SubjectScreen, texts: Texts): OpenItem[] {
  const { t, say } = texts
  const titleOf = (key: string): string => {
    const form = findForm(study, key)
    return form === undefined ? key : say(form.title)
  }
  const atVisits = cells.flatMap(({ visit, forms, overlays }) => {
    const to = (form?: string): string => visitPath(study.id, subject.subjid, visit, form)
    const overlay = (sign: string, key: 'open.overdue' | 'open.signatureBroken'): OpenItem => ({
      key: `${key} ${visit}`,
      sign,
      text: t(key, { visit }),
      to: to(),
    })
    return [
      ...(overlays.includes('signature-broken') ? [overlay('✎̸', 'open.signatureBroken')] : []),
      ...(overlays.includes('overdue') ? [overlay('!', 'open.overdue')] : []),
      ...forms.flatMap(({ form, queries, state }): OpenItem[] => {
        const where = `${visit} · ${titleOf(form)}`
        const asked =
          queries === 0
            ? []
            : [
                {
                  key: `? ${where}`,
                  sign: '?',
                  text: t('open.queries', { count: queries, where }),
                  to: to(form),
                },
              ]
        const isReview = study.definition.forms.some((one) => one.key === form && isReviewForm(one))
        const partial =
          state !== 'partial' || isReview
            ? []
            : [{ key: `◑ ${where}`, sign: '◑', text: t('open.partial', { where }), to: to(form) }]
        return [...asked, ...partial]
      }),
    ]
  })
  const logs = new Map(
    present
      .filter(({ visit, completeness }) => visit === null && completeness === 'partial')
      .map(({ form }) => [form, titleOf(form)]),
  )
  const others = [...logs].map(([form, where]) => ({
    key: `◑ ${form}`,
    sign: '◑',
    text: t('open.partial', { where }),
    to: formPath(study.id, subject.subjid, form),
  }))
  return [...atVisits, ...others]
}
