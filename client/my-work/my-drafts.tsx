import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { DECISION_PART, discardDraft } from '../../shared/api/routes/drafts.ts'
import { studyDraftsQuery } from '../kit/drafts/queries.ts'
import { formatTime } from '../kit/format.ts'
import { call } from '../kit/http.ts'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { studyQuery } from '../kit/queries.ts'
import { formPath, subjectPath, visitPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import css from './my-work.module.css'
import type { KeptDraft } from './queries.ts'

/** The form of the investigator's reviews: they are given on a page of their own. */
const REVIEW_FORM = 'responses'

/** What the person typed in a study and never saved: the way back to each form. */
export function MyDrafts({ study }: { readonly study: string }): ReactNode {
  const { t } = useTexts()
  const { data } = useQuery(studyDraftsQuery(study))
  const client = useQueryClient()
  const discarding = useMutation({
    mutationFn: ({ subjid, id: draft }: KeptDraft) =>
      call(discardDraft, { params: { study, subjid, draft } }),
    onSettled: () => client.invalidateQueries({ queryKey: studyDraftsQuery(study).queryKey }),
  })
  const drafts = data?.drafts ?? []
  if (drafts.length === 0) return null
  return (
    <section className={css['drafts']} aria-label={t('draft.mine')}>
      <h3>{t('draft.mine')}</h3>
      <ProblemNotice error={discarding.error} />
      <div className={page['tableWrap']}>
        <table className={page['table']}>
          <thead>
            <tr>
              <th scope="col">{t('work.subject')}</th>
              <th scope="col">{t('work.where')}</th>
              <th scope="col">{t('draft.lastTyped')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('form.rowActions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {drafts.map((draft) => (
              <DraftRow
                key={draft.id}
                study={study}
                draft={draft}
                onDiscard={() => {
                  discarding.mutate(draft)
                }}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** The criterion of a review; null for other forms. */
function reviewOf({ form, part }: KeptDraft): string | null {
  return form === REVIEW_FORM ? part : null
}

/** The page where a draft is offered. */
function draftPath(study: string, draft: KeptDraft): string {
  const { subjid, visit, form, part } = draft
  if (form === REVIEW_FORM) return subjectPath(study, subjid, '/responses')
  if (part === DECISION_PART) return subjectPath(study, subjid, '/enrolment')
  return visit === null ? formPath(study, subjid, form) : visitPath(study, subjid, visit, form)
}

interface DraftRowProps {
  readonly study: string
  readonly draft: KeptDraft
  readonly onDiscard: () => void
}

function DraftRow({ study, draft, onDiscard }: DraftRowProps): ReactNode {
  const { t, say } = useTexts()
  const { forms } = useSuspenseQuery(studyQuery(study)).data.definition
  const [asked, setAsked] = useState(false)
  const { subjid, visit, part } = draft
  const form = forms.find(({ key }) => key === draft.form)
  const title = form === undefined ? draft.form : say(form.title)
  const where = [visit, title, part === DECISION_PART ? t('enrol.decision') : reviewOf(draft)]
  const to = draftPath(study, draft)
  return (
    <tr>
      <td className={page['nowrap']}>
        <Link to={subjectPath(study, subjid)}>{subjid}</Link>
      </td>
      <td>
        <Link to={to}>{where.filter((part) => part !== null).join(' · ')}</Link>
      </td>
      <td className={page['nowrap']}>{formatTime(draft.savedAt)}</td>
      <td className={page['number']}>
        <Button
          variant="default"
          size="compact-xs"
          onClick={() => {
            if (asked) onDiscard()
            setAsked(true)
          }}
          onBlur={() => {
            setAsked(false)
          }}
        >
          {t(asked ? 'draft.discardSurely' : 'draft.discard')}
        </Button>
      </td>
    </tr>
  )
}
