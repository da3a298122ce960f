import { Button } from '@mantine/core'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { startBackup, startVerification } from '../../shared/api/routes/system.ts'
import { formatTime } from '../kit/format.ts'
import { call } from '../kit/http.ts'
import { Notice, Page, Section } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { BackupFacts } from './backup-facts.tsx'
import { Facts } from './facts.tsx'
import { FailedJobs } from './failed-jobs.tsx'
import { statusQuery, type SystemStatus } from './queries.ts'
import { sizeText } from './size-text.ts'
import css from './watch-system.module.css'

/** While something runs the page looks often, else once a minute. */
const OFTEN_MS = 2_000
const SELDOM_MS = 60_000

/** How the installation is: what is wrong, backups, disks, trail, clock, long work, database. */
export function StatusPage(): ReactNode {
  const { t } = useTexts()
  const { data: status } = useSuspenseQuery({
    ...statusQuery,
    refetchInterval: ({ state }) => ((state.data?.running.length ?? 0) > 0 ? OFTEN_MS : SELDOM_MS),
  })
  return (
    <Page crumbs={[{ label: t('nav.work'), to: '/' }]} title={t('nav.system')}>
      <p>{t('system.intro', { at: formatTime(status.at) })}</p>
      <Wrong status={status} />
      <Section title={t('system.backup')}>
        <BackupFacts status={status} />
        <BackupNow status={status} />
      </Section>
      <Section title={t('system.trail')}>
        <Facts facts={[[t('system.lastCheck'), <LastCheck key="check" status={status} />]]} />
        <CheckNow status={status} />
      </Section>
      <Machine status={status} />
      <FailedJobs jobs={status.failedJobs} />
    </Page>
  )
}

interface Part {
  readonly status: SystemStatus
}

/** What was told. Without a schedule of backups nobody knows that nothing is wrong. */
function Wrong({ status: { alerts, schedule } }: Part): ReactNode {
  const { t } = useTexts()
  const isByHand = schedule.kind === 'off'
  return (
    <>
      {isByHand && (
        <Notice kind="warning">
          {t('system.noSchedule')} <Link to="/backups">{t('nav.backups')}</Link>
        </Notice>
      )}
      {alerts.length > 0 && <Alerts alerts={alerts} />}
      {alerts.length === 0 && !isByHand && <Notice kind="note">{t('system.right')}</Notice>}
    </>
  )
}

function Alerts({ alerts }: Pick<SystemStatus, 'alerts'>): ReactNode {
  const { t } = useTexts()
  return (
    <Section title={t('system.wrong')}>
      <div className={css['wrong']}>
        {alerts.map((alert) => (
          <Notice key={alert} kind="warning">
            {t(`alert.${alert}`)}
          </Notice>
        ))}
      </div>
    </Section>
  )
}

function BackupNow({ status: { running, disks } }: Part): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const making = useMutation({
    mutationFn: () => call(startBackup, { body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: statusQuery.queryKey }),
  })
  if (running.includes('backup')) return <p role="status">{t('system.backupRuns')}</p>
  if (disks.backups === null) return null
  return (
    <p>
      <Button
        size="xs"
        variant="default"
        loading={making.isPending}
        onClick={() => {
          making.mutate()
        }}
      >
        {t('system.makeBackup')}
      </Button>
      <ProblemNotice error={making.error} />
    </p>
  )
}

function LastCheck({ status: { verified } }: Part): ReactNode {
  const { t } = useTexts()
  if (verified === null) return t('system.never')
  const { at, entries, faults } = verified
  return `${formatTime(at)}: ${t('system.checkResult', { entries, faults })}`
}

function CheckNow({ status: { running } }: Part): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const checking = useMutation({
    mutationFn: () => call(startVerification, { body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: statusQuery.queryKey }),
  })
  if (running.includes('verify')) return <p role="status">{t('system.checkRuns')}</p>
  return (
    <p>
      <Button
        size="xs"
        variant="default"
        loading={checking.isPending}
        onClick={() => {
          checking.mutate()
        }}
      >
        {t('system.check')}
      </Button>
      <ProblemNotice error={checking.error} />
    </p>
  )
}

const ENGINES = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const

function Machine({ status }: Part): ReactNode {
  const { t } = useTexts()
  const { disks, clockJumps, database, program } = status
  const backups = disks.backups
  const jumps = clockJumps.map(({ at, before, after }) => (
    <div key={at}>{t('system.jump', { before: formatTime(before), after: formatTime(after) })}</div>
  ))
  return (
    <>
      <Section title={t('system.disks')}>
        <Facts
          facts={[
            [t('system.dataDisk'), <Disk key="data" disk={disks.data} />],
            ...(backups === null
              ? []
              : [[t('system.backupDisk'), <Disk key="backups" disk={backups} />] as const]),
          ]}
        />
      </Section>
      <Section title={t('system.clock')}>
        <Facts facts={[[t('system.jumps'), jumps.length === 0 ? t('system.none') : jumps]]} />
      </Section>
      <Section title={t('system.program')}>
        <Facts
          facts={[
            [t('system.version'), program],
            [t('system.engine'), `${ENGINES[database.engine]} ${database.version}`],
            [t('system.size'), sizeText(database.bytes)],
          ]}
        />
      </Section>
    </>
  )
}

function Disk({ disk: { folder, room } }: { readonly disk: SystemStatus['disks']['data'] }) {
  const { t } = useTexts()
  const text =
    room === null
      ? t('system.noRoom')
      : t('system.room', { free: sizeText(room.free), size: sizeText(room.size) })
  return (
    <>
      {text} <code>{folder}</code>
    </>
  )
}
