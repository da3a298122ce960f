import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { downloadSigners, type Signer } from '../../shared/api/routes/signatures.ts'
import { isoDayAt } from '../../shared/kernel/time-zone.ts'
import { formatDate, NOTHING } from '../kit/format.ts'
import { urlOf } from '../kit/http.ts'
import { EmptyState, Loading, Notice, Page } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useRouteParam } from '../kit/route-params.ts'
import { usePermissions } from '../kit/session.ts'
import { studyPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { dateColumn, timeColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { signersQuery } from './queries.ts'

/** Everybody who has or had the right to sign in the study, with the proof of identity. @source ES-12 */
export function SignersPage(): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const may = usePermissions()
  const study = useRouteParam('study')
  const { data, error } = useQuery(signersQuery(study))
  const signatures = may('subject.read', { study })
    ? [{ label: t('nav.signatures'), to: studyPath(study, '/signatures') }]
    : []
  const columns = columnsOf(texts)
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study, to: studyPath(study) },
        ...signatures,
      ]}
      title={t('signers.title')}
      actions={
        <a href={urlOf(downloadSigners, { params: { study } })} download>
          {t('signers.file')}
        </a>
      }
    >
      <Notice kind="note">{t('signers.note')}</Notice>
      <ProblemNotice error={error} />
      {data === undefined && error === null && <Loading />}
      {data?.signers.length === 0 && <EmptyState>{t('signers.none')}</EmptyState>}
      {data !== undefined && data.signers.length > 0 && (
        <SortableTable name="signers" rows={data.signers} columns={columns}>
          {(row) => (
            <tr key={row.grant}>
              {columns.map(({ key, value, numeric }) => (
                <td key={key} style={numeric === true ? { textAlign: 'right' } : undefined}>
                  {value(row) ?? NOTHING}
                </td>
              ))}
            </tr>
          )}
        </SortableTable>
      )}
    </Page>
  )
}

function columnsOf(texts: Texts): readonly TableColumn<Signer>[] {
  const { t, tKnown, language } = texts
  const dayOf = (at: string | null, { timeZone }: Signer): string | null =>
    at === null ? null : isoDayAt(at, timeZone)
  return [
    { key: 'name', head: t('signers.name'), value: ({ name }) => name },
    { key: 'username', head: t('signers.username'), value: ({ username }) => username },
    { key: 'role', head: t('signers.role'), value: ({ role }) => tKnown(`role.${role}`) },
    {
      key: 'site',
      head: t('signers.site'),
      value: ({ site }) => site ?? t('signers.allSites'),
    },
    dateColumn(
      { key: 'from', head: t('signers.from'), of: (row) => dayOf(row.from, row) },
      language,
    ),
    {
      key: 'to',
      head: t('signers.to'),
      value: (row) =>
        row.to === null ? t('signers.open') : formatDate(dayOf(row.to, row), language),
      order: ({ to }) => to ?? '9999',
    },
    { key: 'identity', head: t('signers.identity'), value: (row) => identityText(row, texts) },
    {
      key: 'signatures',
      head: t('signers.signatures'),
      numeric: true,
      value: ({ signatures }) => signatures,
    },
    timeColumn({ key: 'last', head: t('signers.last'), of: ({ lastSignedAt }) => lastSignedAt }),
  ]
}

function identityText(row: Signer, { t, language }: Texts): string {
  const { identityVerifiedOn: on, identityVerifiedBy: by, identityMethod: method } = row
  if (on === null || by === null || method === null) return t('signers.noIdentity')
  return t('signers.identityLine', { on: formatDate(on, language), by, method })
}
