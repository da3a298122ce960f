import { Button, NativeSelect, Textarea } from '@mantine/core'
import {
  useMutation,
  useQueryClient,
  useSuspenseQuery,
  type UseMutationResult,
} from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { ResponseOf } from '../../shared/api/define.ts'
import {
  listReadings,
  saveReading,
  type AssessmentToRead,
} from '../../shared/api/routes/readings.ts'
import { OVERALL_RESPONSES, type OverallResponse } from '../../shared/response/define.ts'
import { LeaveGuard } from '../kit/form/leave-guard.tsx'
import { formatDate } from '../kit/format.ts'
import { call } from '../kit/http.ts'
import { EmptyState, Notice, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import type { Query } from '../kit/query.ts'
import { ResponseMark } from '../kit/response-mark.tsx'
import { useRouteParam } from '../kit/route-params.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { dateColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'

function readingsQuery(study: string): Query<ResponseOf<typeof listReadings>> {
  return {
    queryKey: ['study', study, 'readings'],
    queryFn: ({ signal }) => call(listReadings, { params: { study }, signal }),
  }
}

/** The assessments for a second reading, blind to what anybody else made of them. */
export function ReadingsPage(): ReactNode {
  const texts = useTexts()
  const { t, say } = texts
  const study = useRouteParam('study')
  const { title, planned, assessments } = useSuspenseQuery(readingsQuery(study)).data
  const [chosen, setChosen] = useState<string | null>(null)
  const done = assessments.filter(({ own }) => own !== null).length
  return (
    <Page
      crumbs={[{ label: t('nav.work'), to: '/' }, { label: study }]}
      title={t('reading.title')}
      state={planned ? t('reading.counts', { done, all: assessments.length }) : ''}
    >
      <p>{say(title)}</p>
      {planned && <Notice kind="note">{t('reading.intro')}</Notice>}
      {assessments.length === 0 ? (
        <EmptyState>{t(planned ? 'reading.none' : 'reading.notPlanned')}</EmptyState>
      ) : (
        <SortableTable
          name="readings"
          rows={assessments}
          columns={columnsOf(texts)}
          actions={t('form.rowActions')}
          keep={(one) => keyOf(one) === chosen}
        >
          {(one) => (
            <ReadingRow
              key={keyOf(one)}
              study={study}
              assessment={one}
              opened={keyOf(one) === chosen}
              onChoose={setChosen}
            />
          )}
        </SortableTable>
      )}
    </Page>
  )
}

function keyOf({ subjid, visit, criteria }: AssessmentToRead): string {
  return [subjid, visit, criteria].join(' ')
}

function columnsOf({ t, language }: Texts): readonly TableColumn<AssessmentToRead>[] {
  return [
    { key: 'subject', head: t('deviations.subject'), value: ({ subjid }) => subjid },
    { key: 'visit', head: t('visit.visit'), value: ({ visit }) => visit },
    dateColumn({ key: 'date', head: t('reading.assessed'), of: ({ date }) => date }, language),
    { key: 'criteria', head: t('reviews.criteria'), value: ({ criteria }) => criteria },
    {
      key: 'own',
      head: t('reading.own'),
      value: ({ own }) => own?.response ?? t('reading.not'),
      code: ({ own }) => own?.response ?? '',
    },
    dateColumn({ key: 'read', head: t('reading.readOn'), of: ({ own }) => own?.date }, language),
  ]
}

interface ReadingRowProps {
  readonly study: string
  readonly assessment: AssessmentToRead
  readonly opened: boolean
  readonly onChoose: (key: string | null) => void
}

function ReadingRow({ study, assessment, opened, onChoose }: ReadingRowProps): ReactNode {
  const { t, language } = useTexts()
  const { subjid, visit, criteria, date, own } = assessment
  return (
    <>
      <tr>
        <th scope="row">{subjid}</th>
        <td className={page['nowrap']}>{visit}</td>
        <td className={page['nowrap']}>{formatDate(date, language)}</td>
        <td className={page['nowrap']}>{criteria}</td>
        <td>{own === null ? t('reading.not') : <ResponseMark response={own.response} />}</td>
        <td className={page['nowrap']}>{formatDate(own?.date, language)}</td>
        <td className={page['number']}>
          <Button
            variant="default"
            size="compact-xs"
            aria-expanded={opened}
            onClick={() => {
              onChoose(opened ? null : keyOf(assessment))
            }}
          >
            {t(opened ? 'frame.close' : own === null ? 'reading.give' : 'reading.change')}
          </Button>
        </td>
      </tr>
      {opened && (
        <tr>
          <td colSpan={7}>
            <ReadingForm
              study={study}
              assessment={assessment}
              onDone={() => {
                onChoose(null)
              }}
            />
          </td>
        </tr>
      )}
    </>
  )
}

interface ReadingFormProps {
  readonly study: string
  readonly assessment: AssessmentToRead
  readonly onDone: () => void
}

function ReadingForm({ study, assessment, onDone }: ReadingFormProps): ReactNode {
  const { t } = useTexts()
  const { own } = assessment
  const [response, setResponse] = useState(own?.response ?? '')
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const saving = useSaveReading(study, assessment, onDone)
  const known = OVERALL_RESPONSES.find((one) => one === response)
  const lacksReason = own !== null && reason.trim() === ''
  const save = (): void => {
    setAsked(true)
    if (known !== undefined && !lacksReason) saving.mutate({ response: known, reason })
  }
  return (
    <div className={page['fields']}>
      <NativeSelect
        label={t('reading.response')}
        value={response}
        data={['', ...OVERALL_RESPONSES].map((one) => ({ value: one, label: one }))}
        error={asked && known === undefined ? t('review.choose') : undefined}
        onChange={(event) => {
          setResponse(event.currentTarget.value)
        }}
      />
      {own !== null && (
        <ChangeReason value={reason} missing={asked && lacksReason} onChange={setReason} />
      )}
      <ProblemNotice error={saving.error} />
      <div className={page['inline']}>
        <Button loading={saving.isPending} onClick={save}>
          {t('reading.save')}
        </Button>
      </div>
      <LeaveGuard dirty={isDirty(assessment, response, reason)} draftKept={false} />
    </div>
  )
}

function isDirty({ own }: AssessmentToRead, response: string, reason: string): boolean {
  return response !== (own?.response ?? '') || reason !== ''
}

interface ChangeReasonProps {
  readonly value: string
  readonly missing: boolean
  readonly onChange: (reason: string) => void
}

function ChangeReason({ value, missing, onChange }: ChangeReasonProps): ReactNode {
  const { t } = useTexts()
  return (
    <Textarea
      label={`${t('reading.changeReason')} *`}
      autosize
      minRows={2}
      value={value}
      error={missing ? t('reason.missing') : undefined}
      onChange={(event) => {
        onChange(event.currentTarget.value)
      }}
    />
  )
}

interface Given {
  readonly response: OverallResponse
  readonly reason: string
}

/** On the version that was read: a reading saved meanwhile in another window refuses it. */
function useSaveReading(
  study: string,
  { subjid, visit, criteria, own }: AssessmentToRead,
  onDone: () => void,
): UseMutationResult<unknown, Error, Given> {
  const client = useQueryClient()
  return useMutation<unknown, Error, Given>({
    mutationFn: ({ response, reason }) =>
      call(saveReading, {
        params: { study, subject: subjid, visit, criteria },
        body: { response, ...(own === null ? {} : { reason: reason.trim() }) },
        ...(own === null ? {} : { version: own.version }),
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: readingsQuery(study).queryKey })
      onDone()
    },
  })
}
