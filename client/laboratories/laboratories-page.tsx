import { useSuspenseQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { LaboratoryView } from '../../shared/api/routes/laboratories.ts'
import { EmptyState, Page, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { laboratoriesQuery } from '../kit/queries.ts'
import { usePermissions } from '../kit/session.ts'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import type { FlagsMoved } from './change-laboratory.ts'
import { FlagsMovedNotice } from './flags-moved.tsx'
import { LaboratoryDetail } from './laboratory-detail.tsx'
import { NewLaboratory } from './new-laboratory.tsx'

/** The laboratories of a study with their normal ranges. */
export function LaboratoriesPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const may = usePermissions()
  const { laboratories } = useSuspenseQuery(laboratoriesQuery(study.id)).data
  const [address, setAddress] = useSearchParams()
  const [flags, setFlags] = useState<FlagsMoved>()
  const chosen =
    laboratories.find(({ id }) => id === address.get('laboratory')) ?? laboratories[0] ?? null
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
        { label: t('nav.laboratories') },
      ]}
      title={t('nav.laboratories')}
      state={t('lab.count', { count: laboratories.length })}
    >
      <p className={page['soft']}>{t('lab.intro')}</p>
      <FlagsMovedNotice flags={flags} />
      {laboratories.length === 0 ? (
        <EmptyState>{t('lab.none')}</EmptyState>
      ) : (
        <LaboratoryTable laboratories={laboratories} chosen={chosen?.id ?? ''} />
      )}
      {may('laboratory.manage', { study: study.id }) && (
        <Section title={t('lab.new')}>
          <NewLaboratory
            study={study}
            onAdded={({ id }) => {
              setAddress({ laboratory: id })
            }}
          />
        </Section>
      )}
      {chosen !== null && (
        <LaboratoryDetail key={chosen.id} study={study} laboratory={chosen} onMoved={setFlags} />
      )}
    </Page>
  )
}

interface LaboratoryTableProps {
  readonly laboratories: readonly LaboratoryView[]
  readonly chosen: string
}

function LaboratoryTable({ laboratories, chosen }: LaboratoryTableProps): ReactNode {
  const texts = useTexts()
  const [address] = useSearchParams()
  return (
    <SortableTable name="list" rows={laboratories} columns={columnsOf(texts)} width={760}>
      {({ id, code, name, site, ranges }) => (
        <tr key={id} data-chosen={id === chosen}>
          <th scope="row">
            <Link
              to={`?${choosing(address, id)}`}
              aria-current={id === chosen ? 'true' : undefined}
            >
              {code}
            </Link>
          </th>
          <td>{name}</td>
          <td>{site ?? texts.t('lab.everySite')}</td>
          <td className={page['number']}>{ranges.length}</td>
        </tr>
      )}
    </SortableTable>
  )
}

/** Another laboratory is looked at in the same order of the list. */
function choosing(address: URLSearchParams, id: string): string {
  const next = new URLSearchParams(address)
  next.set('laboratory', id)
  return next.toString()
}

function columnsOf({ t }: Texts): readonly TableColumn<LaboratoryView>[] {
  return [
    { key: 'code', head: t('study.siteCode'), value: ({ code }) => code },
    { key: 'name', head: t('study.siteName'), value: ({ name }) => name },
    { key: 'site', head: t('lab.site'), value: ({ site }) => site ?? t('lab.everySite') },
    { key: 'ranges', head: t('lab.ranges'), numeric: true, value: ({ ranges }) => ranges.length },
  ]
}
