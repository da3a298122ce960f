import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { DECISION_PART, discardDraft } from '../../shared/api/routes/drafts.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { isReviewForm } from '../../shared/forms/review-form.ts'
import { studyDraftsQuery } from '../kit/drafts/queries.ts'
import { formatTime } from '../kit/format.ts'
import { call } from '../kit/http.ts'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { studyQuery } from '../kit/queries.ts'
import { formPath, subjectPath, visitPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { timeColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import css from './my-work.module.css'
import type { KeptDraft } from './queries.ts'

/** What the person typed in a study and never saved: the way back to each form. */
export function MyDrafts({ study }: { readonly study: string }): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const { forms } = useSuspenseQuery(studyQuery(study)).data.definition
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
      <SortableTable
        name={`drafts-${study}`}
        rows={drafts}
        columns={columnsOf(forms, texts)}
        actions={t('form.rowActions')}
      >
        {(draft) => (
          <DraftRow
            key={draft.id}
            study={study}
            draft={draft}
            forms={forms}
            onDiscard={() => {
              discarding.mutate(draft)
            }}
          />
        )}
      </SortableTable>
    </section>
  )
}

type Forms = readonly Pick<FormDefinition, 'key' | 'title' | 'file'>[]

/** Whether it is of the investigator's reviews: they are given on a page of their own. */
function isOfReview(draft: KeptDraft, forms: Forms): boolean {
  const form = forms.find(({ key }) => key === draft.form)
  return form !== undefined && isReviewForm(form)
}

/** The page where a draft is offered. */
function draftPath(study: string, draft: KeptDraft, forms: Forms): string {
  const { subjid, visit, form, part } = draft
  if (isOfReview(draft, forms)) return subjectPath(study, subjid, '/responses')
  if (part === DECISION_PART) return subjectPath(study, subjid, '/enrolment')
  return visit === null ? formPath(study, subjid, form) : visitPath(study, subjid, visit, form)
}

function columnsOf(forms: Forms, texts: Texts): readonly TableColumn<KeptDraft>[] {
  const { t } = texts
  return [
    { key: 'subject', head: t('work.subject'), value: ({ subjid }) => subjid },
    { key: 'where', head: t('work.where'), value: (draft) => whereText(draft, forms, texts) },
    timeColumn({ key: 'typed', head: t('draft.lastTyped'), of: ({ savedAt }) => savedAt }),
  ]
}

/** Visit and form of a draft, and the part of it. */
function whereText(draft: KeptDraft, forms: Forms, { t, say }: Texts): string {
  const { visit, part } = draft
  const form = forms.find(({ key }) => key === draft.form)
  const title = form === undefined ? draft.form : say(form.title)
  const criterion = isOfReview(draft, forms) ? part : null
  return [visit, title, part === DECISION_PART ? t('enrol.decision') : criterion]
    .filter((one) => one !== null)
    .join(' · ')
}

interface DraftRowProps {
  readonly study: string
  readonly draft: KeptDraft
  readonly forms: Forms
  readonly onDiscard: () => void
}

function DraftRow({ study, draft, forms, onDiscard }: DraftRowProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const [asked, setAsked] = useState(false)
  const { subjid } = draft
  const to = draftPath(study, draft, forms)
  return (
    <tr>
      <td className={page['nowrap']}>
        <Link to={subjectPath(study, subjid)}>{subjid}</Link>
      </td>
      <td>
        <Link to={to}>{whereText(draft, forms, texts)}</Link>
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
