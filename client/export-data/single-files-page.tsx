import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { NO_REASON, ReasonBoxes, type Reason } from '../kit/export-reason.tsx'
import { formatDate } from '../kit/format.ts'
import { EmptyState, Loading, Notice, Page, Section } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useRouteParam } from '../kit/route-params.ts'
import { studyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { UnlockedNote } from '../kit/unlocked-note.tsx'
import { AllFiles } from './all-files.tsx'
import { DataChoice } from './data-choice.tsx'
import { dataPart, type Source } from './file-address.ts'
import { FileTable } from './file-table.tsx'
import { FormatChoice } from './format-choice.tsx'
import { filesQuery, formatsQuery, type Format, type ListedFile, type Listing } from './queries.ts'

/** The study's data as files: which formats there are, and the files of the chosen one. */
export function SingleFilesPage(): ReactNode {
  const { t } = useTexts()
  const study = useRouteParam('study')
  const formats = useQuery(formatsQuery(study))
  const { error } = formats
  const data = formats.data?.filter(({ single }) => single)
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

/** Format, snapshot and profile are kept in the address; a format that is not on offer counts as the first. */
function Offer({ study, formats }: OfferProps): ReactNode {
  const [source, choose] = useSource(study, formats)
  const [reason, setReason] = useState(NO_REASON)
  const { data, error } = useQuery(filesQuery(source))
  const files = data?.files ?? []
  return (
    <ExportFrame
      study={study}
      state={data === undefined ? '' : <Extent files={files} />}
      actions={
        files.length > 0 && (
          <AllFiles key={keyOf(source)} source={source} reason={reason} files={files} />
        )
      }
    >
      <FormatChoice
        formats={formats}
        chosen={source.format}
        onChoose={(format) => {
          choose({ ...source, format })
        }}
      />
      <DataChoice source={source} onChoose={choose} />
      <ReasonBoxes reason={reason} onChange={setReason} />
      <ProblemNotice error={error} />
      {data === undefined && error === null && <Loading />}
      {data !== undefined && <Files source={source} reason={reason} listing={data} />}
    </ExportFrame>
  )
}

function useSource(
  study: string,
  formats: readonly Format[],
): readonly [Source, (next: Source) => void] {
  const [address, setAddress] = useSearchParams()
  const asked = formats.find(({ key }) => key === address.get('format')) ?? formats[0]
  const source: Source = {
    study,
    format: asked?.key ?? '',
    snapshot: address.get('snapshot'),
    profile: address.get('profile') === 'deidentified' ? 'deidentified' : 'full',
  }
  const choose = (next: Source): void => {
    setAddress({ format: next.format, ...dataPart(next) }, { replace: true })
  }
  return [source, choose]
}

function keyOf({ format, snapshot, profile }: Source): string {
  return `${format} ${snapshot ?? ''} ${profile}`
}

interface ExportFrameProps {
  readonly study: string
  readonly state?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}

function ExportFrame({ study, state, actions, children }: ExportFrameProps): ReactNode {
  const { t } = useTexts()
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study, to: studyPath(study) },
        { label: t('nav.export'), to: studyPath(study, '/export') },
      ]}
      title={t('exportRun.single')}
      state={state}
      actions={actions}
    >
      <Notice kind="note">{t('export.note')}</Notice>
      <UnlockedNote />
      {children}
    </Page>
  )
}

function Extent({ files }: { readonly files: readonly ListedFile[] }): ReactNode {
  const { t } = useTexts()
  return t('export.state', { files: files.length, rows: rowsIn(files) })
}

/** Whose consent was withdrawn: whoever takes the files has to know. */
function Flagged({ subjects }: { readonly subjects: Listing['withdrawn'] }): ReactNode {
  const { t, language } = useTexts()
  const named = subjects.map(({ subjid, withdrawn }) =>
    withdrawn === null ? subjid : `${subjid} (${formatDate(withdrawn, language)})`,
  )
  return <Notice kind="warning">{t('export.withdrawn', { subjects: named.join(', ') })}</Notice>
}

function rowsIn(files: readonly ListedFile[]): number {
  return files.reduce((sum, { rows }) => sum + rows, 0)
}

interface FilesProps {
  readonly source: Source
  readonly reason: Reason
  readonly listing: Listing
}

function Files({ source, reason, listing: { files, withdrawn } }: FilesProps): ReactNode {
  const { t } = useTexts()
  if (files.length === 0) return <EmptyState>{t('export.noFiles')}</EmptyState>
  return (
    <Section title={t('export.files')}>
      {withdrawn.length > 0 && <Flagged subjects={withdrawn} />}
      {rowsIn(files) === 0 && <Notice kind="warning">{t('export.noRows')}</Notice>}
      <FileTable source={source} reason={reason} files={files} />
    </Section>
  )
}
