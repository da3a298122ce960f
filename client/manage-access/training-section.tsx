import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type ReactNode } from 'react'
import { withdrawTraining, type TrainingView } from '../../shared/api/routes/access.ts'
import { formatDate, NOTHING } from '../kit/format.ts'
import { ReasonBox } from '../kit/form/reason-box.tsx'
import { call } from '../kit/http.ts'
import { EmptyState, Notice, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import type { TableColumn } from '../kit/table/columns.ts'
import { dateColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { NewTraining } from './new-training.tsx'
import { studyAccessQuery, type StudyAccessView } from './queries.ts'

interface TrainingSectionProps {
  readonly study: string
  readonly access: StudyAccessView
  /** Trainings are recorded and withdrawn by those who manage the study. */
  readonly manages: boolean
}

/** What training the study asks for, who lacks it, and who was trained. */
export function TrainingSection({ study, access, manages }: TrainingSectionProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  return (
    <Section title={t('training.title')}>
      <p>{requiredText(access, texts)}</p>
      {access.untrained.length > 0 && (
        <Notice kind="warning">
          {t('training.untrained', {
            people: access.untrained
              .map(({ displayName, username }) => `${displayName} (${username})`)
              .join(', '),
          })}
        </Notice>
      )}
      {access.trainings.length === 0 ? (
        <EmptyState>{t('training.none')}</EmptyState>
      ) : (
        <TrainingTable study={study} trainings={access.trainings} manages={manages} />
      )}
      {manages && <NewTraining study={study} required={access.settings.training} />}
    </Section>
  )
}

function requiredText({ settings }: StudyAccessView, { t }: Texts): string {
  if (settings.training === null) return t('training.notRequired')
  const { title, version, roles } = settings.training
  return t('training.required', {
    title,
    version,
    roles: roles.map((role) => t(`role.${role}`)).join(', '),
  })
}

interface TrainingTableProps extends Omit<TrainingSectionProps, 'access'> {
  readonly trainings: readonly TrainingView[]
}

function TrainingTable({ study, trainings, manages }: TrainingTableProps): ReactNode {
  const texts = useTexts()
  const { t, language } = texts
  const columns: readonly TableColumn<TrainingView>[] = [
    {
      key: 'person',
      head: t('training.person'),
      value: (one) => `${one.displayName} (${one.username})`,
    },
    { key: 'what', head: t('training.what'), value: ({ title }) => title },
    { key: 'version', head: t('training.version'), numeric: true, value: ({ version }) => version },
    dateColumn({ key: 'on', head: t('training.on'), of: ({ on }) => on }, language),
    { key: 'by', head: t('training.recordedBy'), value: ({ recordedBy }) => recordedBy },
    {
      key: 'state',
      head: t('subjects.state'),
      value: ({ withdrawn }) => (withdrawn ? t('training.withdrawn') : ''),
    },
  ]
  return (
    <SortableTable
      name="trainings"
      rows={trainings}
      columns={columns}
      {...(manages ? { actions: t('form.rowActions') } : {})}
    >
      {(training) => (
        <tr key={training.id}>
          <th scope="row">
            {training.displayName}
            <div className={page['soft']}>{training.username}</div>
          </th>
          <td>{training.title}</td>
          <td className={page['number']}>{training.version}</td>
          <td className={page['nowrap']}>{formatDate(training.on, language)}</td>
          <td>{training.recordedBy ?? NOTHING}</td>
          <td>{training.withdrawn ? t('training.withdrawn') : ''}</td>
          {manages && (
            <td>{!training.withdrawn && <Withdrawal study={study} training={training} />}</td>
          )}
        </tr>
      )}
    </SortableTable>
  )
}

interface WithdrawalProps {
  readonly study: string
  readonly training: TrainingView
}

function Withdrawal({ study, training }: WithdrawalProps): ReactNode {
  const { t } = useTexts()
  const id = useId()
  const client = useQueryClient()
  const [reason, setReason] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)
  const params = { study, training: training.id }
  const withdrawing = useMutation({
    mutationFn: (why: string) => call(withdrawTraining, { params, body: { reason: why } }),
    onSuccess: () => client.invalidateQueries({ queryKey: studyAccessQuery(study).queryKey }),
  })
  const act = (): void => {
    const why = (reason ?? '').trim()
    if (reason === null) setReason('')
    else if (why === '') setMissing(true)
    else withdrawing.mutate(why)
  }
  return (
    <>
      {reason !== null && (
        <ReasonBox id={id} value={reason} onChange={setReason} missing={missing} />
      )}
      <Button variant="default" size="compact-xs" loading={withdrawing.isPending} onClick={act}>
        {t('training.withdraw')}
      </Button>
      <ProblemNotice error={withdrawing.error} />
    </>
  )
}
