import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import {
  endOtherSessions,
  endOwnSession,
  type OwnSession,
} from '../../shared/api/routes/own-access.ts'
import { formatTime } from '../kit/format.ts'
import { call } from '../kit/http.ts'
import { Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import type { TableColumn } from '../kit/table/columns.ts'
import { timeColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { deviceName } from './device-name.ts'
import { useOwnCall } from './own-call.ts'

/** Where a person is signed in: one session, or all others, can be ended. */
export function SessionsSection({
  sessions,
}: {
  readonly sessions: readonly OwnSession[]
}): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const ending = useOwnCall((session: string) =>
    call(endOwnSession, { params: { session }, body: {} }),
  )
  const endingOthers = useOwnCall(() => call(endOtherSessions, { body: {} }))
  return (
    <Section title={t('sessions.title')}>
      <SortableTable
        name="sessions"
        rows={sessions}
        columns={columnsOf(texts)}
        actions={t('form.rowActions')}
        width={900}
      >
        {(session) => (
          <SessionRow
            key={session.id}
            session={session}
            onEnd={() => {
              ending.mutate(session.id)
            }}
          />
        )}
      </SortableTable>
      {sessions.length > 1 && (
        <Button
          mt="sm"
          variant="default"
          loading={endingOthers.isPending}
          onClick={() => {
            endingOthers.mutate(undefined)
          }}
        >
          {t('sessions.endOthers')}
        </Button>
      )}
      <ProblemNotice error={ending.error ?? endingOthers.error} />
    </Section>
  )
}

interface SessionRowProps {
  readonly session: OwnSession
  readonly onEnd: () => void
}

function SessionRow({ session, onEnd }: SessionRowProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  return (
    <tr>
      <th scope="row" title={session.device ?? ''}>
        {deviceText(session, texts)}
      </th>
      <td>{session.address}</td>
      <td className={page['nowrap']}>{formatTime(session.since)}</td>
      <td className={page['nowrap']}>{formatTime(session.lastSeen)}</td>
      <td className={page['number']}>
        {!session.current && (
          <Button
            variant="default"
            size="compact-xs"
            aria-label={`${t('sessions.end')}: ${deviceText(session, texts)}`}
            onClick={onEnd}
          >
            {t('sessions.end')}
          </Button>
        )}
      </td>
    </tr>
  )
}

function columnsOf(texts: Texts): readonly TableColumn<OwnSession>[] {
  const { t } = texts
  return [
    { key: 'device', head: t('sessions.device'), value: (session) => deviceText(session, texts) },
    { key: 'address', head: t('sessions.address'), value: ({ address }) => address },
    timeColumn({ key: 'since', head: t('sessions.since'), of: ({ since }) => since }),
    timeColumn({ key: 'seen', head: t('sessions.lastSeen'), of: ({ lastSeen }) => lastSeen }),
  ]
}

function deviceText({ device, current }: OwnSession, { t }: Texts): string {
  const name = deviceName(device) ?? t('sessions.unknown')
  return current ? `${name} (${t('sessions.current')})` : name
}
