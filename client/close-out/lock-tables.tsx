import { Button, Textarea } from '@mantine/core'
import { Fragment, useState, type ReactNode } from 'react'
import type { LockView } from '../../shared/api/routes/locks.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { LOCK_LEVELS } from '../../shared/locks/meaning.ts'
import { formatTime, NOTHING } from '../kit/format.ts'
import { EmptyState, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { findForm } from '../kit/subject-data.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import css from './close-out.module.css'
import { useRelease } from './queries.ts'

interface LockTablesProps {
  readonly study: Study
  readonly locks: readonly LockView[]
  readonly mayRelease: (lock: LockView) => boolean
}

/** What is in force, with the release, and every freeze and lock there was. */
export function LockTables({ study, locks, mayRelease }: LockTablesProps): ReactNode {
  const { t } = useTexts()
  const standing = locks.filter(({ releasedAt }) => releasedAt === null)
  const released = locks.filter(({ releasedAt }) => releasedAt !== null).toReversed()
  return (
    <>
      <Section title={t('closeOut.inForce')}>
        {standing.length === 0 ? (
          <EmptyState>{t('closeOut.noneInForce')}</EmptyState>
        ) : (
          <InForce study={study} locks={standing} mayRelease={mayRelease} />
        )}
      </Section>
      <Section title={t('closeOut.history')}>
        {released.length === 0 ? (
          <EmptyState>{t('closeOut.noHistory')}</EmptyState>
        ) : (
          <History study={study} locks={released} />
        )}
      </Section>
    </>
  )
}

function InForce({ study, locks, mayRelease }: LockTablesProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const [chosen, setChosen] = useState<string | null>(null)
  const columns = columnsOf(study, texts)
  return (
    <SortableTable
      name="in-force"
      rows={locks}
      columns={columns}
      actions={t('form.rowActions')}
      keep={({ id }) => id === chosen}
    >
      {(lock) => (
        <Fragment key={lock.id}>
          <tr>
            <LockCells study={study} lock={lock} />
            <td className={page['number']}>
              {mayRelease(lock) && (
                <Button
                  variant="default"
                  size="compact-xs"
                  aria-expanded={chosen === lock.id}
                  onClick={() => {
                    setChosen(chosen === lock.id ? null : lock.id)
                  }}
                >
                  {t(chosen === lock.id ? 'frame.close' : `lock.release.${lock.kind}`)}
                </Button>
              )}
            </td>
          </tr>
          {chosen === lock.id && (
            <tr>
              <td colSpan={columns.length + 1}>
                <ReleaseForm
                  study={study.id}
                  lock={lock}
                  onDone={() => {
                    setChosen(null)
                  }}
                />
              </td>
            </tr>
          )}
        </Fragment>
      )}
    </SortableTable>
  )
}

interface ReleaseFormProps {
  readonly study: string
  readonly lock: LockView
  readonly onDone: () => void
}

/** Asks for the reason: it stands in the trail, and on what is put out later. */
function ReleaseForm({ study, lock, onDone }: ReleaseFormProps): ReactNode {
  const { t } = useTexts()
  const [reason, setReason] = useState('')
  const releasing = useRelease(study, onDone)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        releasing.mutate({ lock, reason })
      }}
    >
      <Textarea
        className={css['reason'] ?? ''}
        label={t('closeOut.releaseReason')}
        description={t('closeOut.reasonHelp')}
        autosize
        autoFocus
        minRows={1}
        maxLength={2000}
        value={reason}
        onChange={(event) => {
          setReason(event.currentTarget.value)
        }}
      />
      <div className={css['buttons']}>
        <Button
          type="submit"
          variant="default"
          disabled={reason.trim() === ''}
          loading={releasing.isPending}
        >
          {t(`lock.release.${lock.kind}`)}
        </Button>
      </div>
      <ProblemNotice error={releasing.error} />
    </form>
  )
}

function History({ study, locks }: Omit<LockTablesProps, 'mayRelease'>): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const columns: readonly TableColumn<LockView>[] = [
    ...columnsOf(study, texts),
    {
      key: 'released',
      head: t('closeOut.released'),
      value: ({ releasedAt }) => formatTime(releasedAt),
      order: ({ releasedAt }) => releasedAt,
    },
    { key: 'releasedBy', head: t('closeOut.releasedBy'), value: ({ releasedBy }) => releasedBy },
    { key: 'why', head: t('closeOut.releaseReason'), value: ({ releaseReason }) => releaseReason },
  ]
  return (
    <SortableTable name="history" rows={locks} columns={columns}>
      {(lock) => (
        <tr key={lock.id}>
          <LockCells study={study} lock={lock} />
          <td className={page['nowrap']}>{formatTime(lock.releasedAt)}</td>
          <td>{lock.releasedBy}</td>
          <td className={css['words']}>{lock.releaseReason}</td>
        </tr>
      )}
    </SortableTable>
  )
}

interface LockCellsProps {
  readonly study: Study
  readonly lock: LockView
}

function LockCells({ study, lock }: LockCellsProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  return (
    <>
      <td className={page['nowrap']}>{t(`lock.kind.${lock.kind}`)}</td>
      <td className={page['nowrap']}>{t(`lock.level.${lock.level}`)}</td>
      <td>{placeText(study, lock, texts)}</td>
      <td className={page['nowrap']}>{formatTime(lock.setAt)}</td>
      <td>{lock.setBy}</td>
      <td className={css['words']}>{lock.reason ?? NOTHING}</td>
    </>
  )
}

function columnsOf(study: Study, texts: Texts): readonly TableColumn<LockView>[] {
  const { t } = texts
  return [
    {
      key: 'kind',
      head: t('closeOut.held'),
      value: ({ kind }) => t(`lock.kind.${kind}`),
      code: ({ kind }) => kind,
    },
    {
      key: 'level',
      head: t('closeOut.where'),
      value: ({ level }) => t(`lock.level.${level}`),
      order: ({ level }) => LOCK_LEVELS.indexOf(level),
      code: ({ level }) => level,
    },
    { key: 'place', head: t('closeOut.place'), value: (lock) => placeText(study, lock, texts) },
    {
      key: 'since',
      head: t('closeOut.since'),
      value: ({ setAt }) => formatTime(setAt),
      order: ({ setAt }) => setAt,
    },
    { key: 'by', head: t('closeOut.by'), value: ({ setBy }) => setBy },
    { key: 'reason', head: t('closeOut.reason'), value: ({ reason }) => reason },
  ]
}

/** The place in the words of the study: the title of its form beside the codes. */
function placeText(study: Study, lock: LockView, { t, say }: Texts): string {
  if (lock.level === 'study') return t('closeOut.wholeStudy')
  if (lock.level === 'site') return lock.site ?? ''
  const form = lock.form === null ? undefined : findForm(study, lock.form)
  const title = form === undefined ? lock.form : say(form.title)
  return [lock.subjid, lock.visit, title].filter((part) => part !== null).join(' \u00b7 ')
}
