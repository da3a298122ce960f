import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { ExportRunView } from '../../shared/api/routes/export-runs.ts'
import { isSaid, NO_REASON, ReasonBoxes } from '../kit/export-reason.tsx'
import { Older } from '../kit/older.tsx'
import { EmptyState, Loading, Notice, Page, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useRouteParam } from '../kit/route-params.ts'
import { usePermissions } from '../kit/session.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { UnlockedNote } from '../kit/unlocked-note.tsx'
import { CheckPart } from './check-part.tsx'
import { FormatsBox } from './formats-box.tsx'
import { formatsQuery, type Format } from './queries.ts'
import { RunProgress } from './run-progress.tsx'
import { isUnderWay, useMake, useRuns } from './run-queries.ts'
import { RunTable } from './run-table.tsx'
import { addressOf, wishOf, type Wish } from './wish.ts'
import { WishBoxes } from './wish-boxes.tsx'

/** The study's data as one package: chosen, checked, made, taken. */
export function ExportPage(): ReactNode {
  const { t } = useTexts()
  const study = useRouteParam('study')
  const { data, error } = useQuery(formatsQuery(study))
  if (data !== undefined && data.length > 0) return <Offer study={study} formats={data} />
  return (
    <ExportFrame study={study}>
      <ProblemNotice error={error} />
      {data === undefined && error === null && <Loading />}
      {data !== undefined && <EmptyState>{t('export.noFormat')}</EmptyState>}
    </ExportFrame>
  )
}

interface OfferProps {
  readonly study: string
  readonly formats: readonly Format[]
}

function Offer({ study, formats }: OfferProps): ReactNode {
  const { t, language } = useTexts()
  const [address, setAddress] = useSearchParams()
  const wish = wishOf(address, { formats, language })
  const choose = (next: Wish): void => {
    setAddress(addressOf(next), { replace: true })
  }
  const listed = useRuns(study)
  const { data: runs, error } = listed
  return (
    <ExportFrame study={study}>
      <Section title={t('exportRun.choose')}>
        <FormatsBox formats={formats} wish={wish} onChoose={choose} />
        <WishBoxes study={study} wish={wish} onChoose={choose} />
      </Section>
      <CheckPart study={study} wish={wish} formats={formats} runs={runs ?? []} />
      <PackagePart study={study} wish={wish} runs={runs ?? []} />
      <Section title={t('exportRun.own')}>
        {runs === undefined && <ProblemNotice error={error} />}
        {runs === undefined && error === null && <Loading />}
        {runs?.length === 0 && <EmptyState>{t('exportRun.none')}</EmptyState>}
        {runs !== undefined && runs.length > 0 && (
          <RunTable study={study} runs={runs} formats={formats} />
        )}
        <Older of={listed} />
      </Section>
    </ExportFrame>
  )
}

interface PackagePartProps {
  readonly study: string
  readonly wish: Wish
  readonly runs: readonly ExportRunView[]
}

function PackagePart({ study, wish, runs }: PackagePartProps): ReactNode {
  const { t } = useTexts()
  const [reason, setReason] = useState(NO_REASON)
  const making = useMake(study)
  const underWay = runs.find((run) => run.kind === 'package' && isUnderWay(run))
  return (
    <Section title={t('exportRun.packageTitle')}>
      <p className={page['soft']}>{t('exportRun.packageIntro')}</p>
      <ReasonBoxes reason={reason} onChange={setReason} />
      <Button
        my={8}
        disabled={wish.formats.length === 0 || !isSaid(reason)}
        loading={making.isPending}
        onClick={() => {
          making.mutate({ wish, reason })
        }}
      >
        {t('exportRun.make')}
      </Button>
      <ProblemNotice error={making.error} />
      {underWay !== undefined && <RunProgress study={study} run={underWay} />}
    </Section>
  )
}

interface ExportFrameProps {
  readonly study: string
  readonly children: ReactNode
}

function ExportFrame({ study, children }: ExportFrameProps): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study, to: studyPath(study) },
      ]}
      title={t('nav.export')}
      actions={
        <span className={page['inline']}>
          <Link to={studyPath(study, '/export/files')}>{t('exportRun.single')}</Link>
          <Link to={studyPath(study, '/snapshots')}>{t('snapshot.manage')}</Link>
          {may('export.log', { study }) && (
            <Link to={studyPath(study, '/export/log')}>{t('export.log')}</Link>
          )}
        </span>
      }
    >
      <Notice kind="note">{t('export.note')}</Notice>
      <UnlockedNote />
      {children}
    </Page>
  )
}
