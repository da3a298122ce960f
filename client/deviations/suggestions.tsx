import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { dismissSuggestion, type SuggestionView } from '../../shared/api/routes/deviations.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { ClosablePart, LeaveGuard, useClosing, type Closing } from '../kit/form/leave-guard.tsx'
import { RecordForm } from '../kit/form/record-form.tsx'
import { formatDate } from '../kit/format.ts'
import { call } from '../kit/http.ts'
import { EmptyState } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { invalidateStudyData } from '../kit/queries.ts'
import { usePermissions } from '../kit/session.ts'
import { findForm } from '../kit/subject-data.ts'
import { subjectPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { dateColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { suggestedItems, suggestionText } from './deviation-text.ts'

interface SuggestionsProps {
  readonly study: Study
  readonly suggestions: readonly SuggestionView[]
  /** Those outside the filters of the page included. */
  readonly all: number
}

interface Decision {
  readonly key: string
  readonly as: 'record' | 'dismiss'
}

/** What looks like a deviation, each with the two ways to decide. */
export function Suggestions({ study, suggestions, all }: SuggestionsProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const [open, setOpen] = useState<Decision | null>(null)
  const closing = useClosing()
  if (suggestions.length === 0) return <EmptyState>{t('deviations.noSuggestion')}</EmptyState>
  return (
    <SortableTable
      name="suggested"
      rows={suggestions}
      columns={columnsOf(texts)}
      actions={t('form.rowActions')}
      all={all}
      keep={(one) => keyOf(one) === open?.key}
    >
      {(suggestion) => {
        const key = keyOf(suggestion)
        return (
          <SuggestionRow
            key={key}
            study={study}
            suggestion={suggestion}
            open={open?.key === key ? open.as : null}
            closing={closing}
            onOpen={(as) => {
              setOpen(as === null ? null : { key, as })
            }}
          />
        )
      }}
    </SortableTable>
  )
}

function keyOf({ subjid, key }: SuggestionView): string {
  return `${subjid} ${key}`
}

function columnsOf(texts: Texts): readonly TableColumn<SuggestionView>[] {
  const { t, language } = texts
  return [
    dateColumn({ key: 'date', head: t('deviations.date'), of: ({ date }) => date }, language),
    { key: 'site', head: t('deviations.site'), value: ({ site }) => site },
    { key: 'subject', head: t('deviations.subject'), value: ({ subjid }) => subjid },
    { key: 'term', head: t('deviations.term'), value: (one) => suggestionText(one, texts) },
  ]
}

interface SuggestionRowProps {
  readonly study: Study
  readonly suggestion: SuggestionView
  readonly open: Decision['as'] | null
  readonly closing: Closing
  /** Opens one of the ways to decide, or none. */
  readonly onOpen: (as: Decision['as'] | null) => void
}

function SuggestionRow(props: SuggestionRowProps): ReactNode {
  const { study, suggestion, open, closing, onOpen } = props
  const way = {
    study,
    suggestion,
    onCancel: () => {
      closing.close(() => {
        onOpen(null)
      })
    },
    onDone: () => {
      onOpen(null)
    },
  }
  const texts = useTexts()
  const { t, language } = texts
  const may = usePermissions()
  const mayDecide = may('record.write', { study: study.id, site: suggestion.site })
  return (
    <>
      <tr>
        <td className={page['nowrap']}>{formatDate(suggestion.date, language)}</td>
        <td>{suggestion.site}</td>
        <th scope="row">
          <Link to={subjectPath(study.id, suggestion.subjid)}>{suggestion.subjid}</Link>
        </th>
        <td>{suggestionText(suggestion, texts)}</td>
        <td className={page['nowrap']}>
          {mayDecide &&
            (['record', 'dismiss'] as const).map((as) => (
              <Button
                key={as}
                variant="default"
                size="compact-xs"
                mr={6}
                aria-expanded={open === as}
                onClick={() => {
                  closing.close(() => {
                    onOpen(as)
                  })
                }}
              >
                {t(`deviations.${as}`)}
              </Button>
            ))}
        </td>
      </tr>
      {open !== null && (
        <tr>
          <td colSpan={5}>
            <ClosablePart closing={closing}>
              {open === 'record' ? <Recording {...way} /> : <Dismissal {...way} />}
            </ClosablePart>
          </td>
        </tr>
      )}
    </>
  )
}

interface WayProps {
  readonly study: Study
  readonly suggestion: SuggestionView
  /** Closes it; what is typed may not be saved. */
  readonly onCancel: () => void
  readonly onDone: () => void
}

function Recording({ study, suggestion, onCancel, onDone }: WayProps): ReactNode {
  const texts = useTexts()
  const form = findForm(study, 'deviations')
  if (form === undefined) return null
  const { subjid } = suggestion
  const items = suggestedItems(suggestion, suggestionText(suggestion, texts))
  return (
    <RecordForm
      form={form}
      place={{ study: study.id, subjid, form: form.key, visit: null }}
      record={null}
      prefilled={{ items, rows: [] }}
      readOnly={false}
      visitDate={null}
      anchorDate={null}
      onSaved={onDone}
      aside={
        <Button variant="default" onClick={onCancel}>
          {texts.t('deviations.cancel')}
        </Button>
      }
    />
  )
}

function Dismissal({ study, suggestion, onCancel, onDone }: WayProps): ReactNode {
  const { t } = useTexts()
  const [reason, setReason] = useState('')
  const dismissing = useDismissal(study.id, suggestion)
  return (
    <form
      className={page['filters']}
      onSubmit={(event) => {
        event.preventDefault()
        dismissing.mutate(reason, { onSuccess: onDone })
      }}
    >
      <TextInput
        label={`${t('deviations.dismissReason')} *`}
        w={360}
        value={reason}
        onChange={(event) => {
          setReason(event.currentTarget.value)
        }}
      />
      <Button type="submit" loading={dismissing.isPending} disabled={reason.trim() === ''}>
        {t('deviations.dismissNow')}
      </Button>
      <Button variant="default" onClick={onCancel}>
        {t('deviations.cancel')}
      </Button>
      <ProblemNotice error={dismissing.error} />
      <LeaveGuard dirty={reason.trim() !== ''} />
    </form>
  )
}

function useDismissal(
  study: string,
  { subjid, key }: SuggestionView,
): UseMutationResult<unknown, Error, string> {
  const client = useQueryClient()
  return useMutation<unknown, Error, string>({
    mutationFn: (reason) =>
      call(dismissSuggestion, { params: { study, subjid }, body: { suggestion: key, reason } }),
    onSuccess: () => invalidateStudyData(client, study),
  })
}
