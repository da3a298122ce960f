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
import { useTexts } from '../kit/texts.ts'
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
  const { t } = useTexts()
  return (
    <div className={page['tableWrap']}>
      <table className={page['table']} style={{ maxWidth: 760 }}>
        <thead>
          <tr>
            <th scope="col">{t('study.siteCode')}</th>
            <th scope="col">{t('study.siteName')}</th>
            <th scope="col">{t('lab.site')}</th>
            <th scope="col">{t('lab.ranges')}</th>
          </tr>
        </thead>
        <tbody>
          {laboratories.map(({ id, code, name, site, ranges }) => (
            <tr key={id} data-chosen={id === chosen}>
              <th scope="row">
                <Link
                  to={`?laboratory=${encodeURIComponent(id)}`}
                  aria-current={id === chosen ? 'true' : undefined}
                >
                  {code}
                </Link>
              </th>
              <td>{name}</td>
              <td>{site ?? t('lab.everySite')}</td>
              <td>{ranges.length}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
