import { Button } from '@mantine/core'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { readNotice, type Notice } from '../../shared/api/routes/notices.ts'
import { formatTime } from '../kit/format.ts'
import { call } from '../kit/http.ts'
import { EmptyState, Page, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { noticesQuery } from '../kit/safety-queries.ts'
import { formPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { timeColumn } from '../kit/table/date-columns.ts'
import { partOf } from '../kit/table/part-of-list.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts } from '../kit/texts.ts'
import { MailAddress } from './mail-address.tsx'

/** What the product has told this person: unread first by time, and where mail goes. */
export function NoticesPage(): ReactNode {
  const { t } = useTexts()
  const { notices, unread, total, address, sendsMail } = useSuspenseQuery(noticesQuery).data
  return (
    <Page
      crumbs={[{ label: t('nav.work'), to: '/' }]}
      title={t('nav.notices')}
      state={t('notices.counts', { unread, total })}
    >
      {notices.length === 0 ? (
        <EmptyState>{t('notices.none')}</EmptyState>
      ) : (
        <NoticeTable notices={notices} total={total} />
      )}
      <Section title={t('notices.mail')}>
        <MailAddress address={address} sendsMail={sendsMail} />
      </Section>
    </Page>
  )
}

interface NoticeTableProps {
  readonly notices: readonly Notice[]
  readonly total: number
}

function NoticeTable({ notices, total }: NoticeTableProps): ReactNode {
  const { t, tKnown } = useTexts()
  const columns: readonly TableColumn<Notice>[] = [
    timeColumn({ key: 'when', head: t('audit.when'), of: ({ createdAt }) => createdAt }),
    {
      key: 'notice',
      head: t('notices.notice'),
      value: ({ textKey, values }) => tKnown(textKey, values),
    },
    {
      key: 'mail',
      head: t('notices.byMail'),
      value: ({ mail }) => t(`notices.mail.${mail}`),
      code: ({ mail }) => mail,
    },
    timeColumn({ key: 'read', head: t('notices.read'), of: ({ readAt }) => readAt }),
  ]
  return (
    <SortableTable
      name="notices"
      rows={notices}
      columns={columns}
      part={partOf(notices.length, total)}
    >
      {(notice) => <NoticeRow key={notice.id} notice={notice} />}
    </SortableTable>
  )
}

function NoticeRow({ notice }: { readonly notice: Notice }): ReactNode {
  const { t, tKnown } = useTexts()
  const { study, subjid, textKey, values, createdAt, readAt, mail } = notice
  const text = tKnown(textKey, values)
  return (
    <tr>
      <td className={page['nowrap']}>{formatTime(createdAt)}</td>
      <td>
        {readAt === null ? <strong>{text}</strong> : text}{' '}
        {study !== null && subjid !== null && (
          <Link to={formPath(study, subjid, 'adverse-events')}>{t('notices.open')}</Link>
        )}
      </td>
      <td className={page['nowrap']}>{t(`notices.mail.${mail}`)}</td>
      <td className={page['nowrap']}>
        {readAt === null ? <ReadButton notice={notice} text={text} /> : formatTime(readAt)}
      </td>
    </tr>
  )
}

function ReadButton({
  notice,
  text,
}: {
  readonly notice: Notice
  readonly text: string
}): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const reading = useMutation({
    mutationFn: () => call(readNotice, { params: { notice: notice.id }, body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: noticesQuery.queryKey }),
  })
  return (
    <>
      <Button
        variant="default"
        size="compact-xs"
        loading={reading.isPending}
        aria-label={`${t('notices.markRead')}: ${text}`}
        onClick={() => {
          reading.mutate()
        }}
      >
        {t('notices.markRead')}
      </Button>
      <ProblemNotice error={reading.error} />
    </>
  )
}
