import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Fragment, type ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { downloadSignatures, type SubjectToSign } from '../../shared/api/routes/signatures.ts'
import { formatTime } from '../kit/format.ts'
import { urlOf } from '../kit/http.ts'
import { EmptyState, Loading, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useRouteParam } from '../kit/route-params.ts'
import { usePermissions } from '../kit/session.ts'
import { signPath, studyPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { timeColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { toSignQuery } from './queries.ts'

/** By subject, the visits that wait for a signature and the signatures that a change has broken. */
export function ToSignPage(): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  const study = useRouteParam('study')
  const { data, error } = useQuery(toSignQuery(study))
  const subjects = data?.subjects ?? []
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study, to: studyPath(study) },
      ]}
      title={t('toSign.title')}
      state={data !== undefined && <Extent subjects={subjects} />}
      actions={
        <>
          <Link to={studyPath(study, '/signers')}>{t('toSign.signers')}</Link>
          {may('data.export', { study }) && (
            <a href={urlOf(downloadSignatures, { params: { study } })} download>
              {t('toSign.file')}
            </a>
          )}
        </>
      }
    >
      <ProblemNotice error={error} />
      {data === undefined && error === null && <Loading />}
      {data !== undefined && subjects.length === 0 && <EmptyState>{t('toSign.none')}</EmptyState>}
      {subjects.length > 0 && <Subjects study={study} subjects={subjects} />}
    </Page>
  )
}

interface SubjectsProps {
  readonly study: string
  readonly subjects: readonly SubjectToSign[]
}

function Extent({ subjects }: Pick<SubjectsProps, 'subjects'>): ReactNode {
  const { t } = useTexts()
  const sum = (of: (subject: SubjectToSign) => number): number =>
    subjects.reduce((total, subject) => total + of(subject), 0)
  return t('toSign.state', {
    toSign: sum(({ toSign }) => toSign.length),
    broken: sum(({ broken }) => broken.length),
    subjects: subjects.length,
  })
}

const OPEN = 'open'

function Subjects({ study, subjects }: SubjectsProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const [address, setAddress] = useSearchParams()
  const onlyOpen = address.get(OPEN) !== 'no'
  const rows = onlyOpen ? subjects.filter(isOpen) : subjects
  return (
    <>
      <Checkbox
        mb={8}
        label={t('toSign.onlyOpen')}
        checked={onlyOpen}
        onChange={(event) => {
          const next = new URLSearchParams(address)
          if (event.currentTarget.checked) next.delete(OPEN)
          else next.set(OPEN, 'no')
          setAddress(next, { replace: true })
        }}
      />
      <SortableTable name="to-sign" rows={rows} columns={columnsOf(texts)} all={subjects.length}>
        {(row) => <SubjectRow key={row.subjid} study={study} row={row} />}
      </SortableTable>
    </>
  )
}

function isOpen({ toSign, broken, subject }: SubjectToSign): boolean {
  return toSign.length + broken.length > 0 || subject === 'broken'
}

const STATES = {
  unsigned: 'toSign.unsigned',
  signed: 'toSign.signed',
  broken: 'toSign.isBroken',
} as const

function columnsOf({ t }: Texts): readonly TableColumn<SubjectToSign>[] {
  return [
    { key: 'subject', head: t('toSign.subject'), value: ({ subjid }) => subjid },
    { key: 'site', head: t('toSign.site'), value: ({ site }) => site },
    {
      key: 'broken',
      head: t('toSign.broken'),
      value: ({ broken }) => broken.join(', '),
      order: ({ broken }) => broken.length,
    },
    {
      key: 'visits',
      head: t('toSign.visits'),
      value: ({ toSign }) => toSign.join(', '),
      order: ({ toSign }) => toSign.length,
    },
    {
      key: 'whole',
      head: t('toSign.whole'),
      value: ({ subject }) => t(STATES[subject]),
      code: ({ subject }) => subject,
    },
    timeColumn({ key: 'last', head: t('toSign.last'), of: ({ lastSignedAt }) => lastSignedAt }),
    { key: 'by', head: t('toSign.by'), value: ({ lastSigner }) => lastSigner },
  ]
}

interface SubjectRowProps {
  readonly study: string
  readonly row: SubjectToSign
}

function SubjectRow({ study, row }: SubjectRowProps): ReactNode {
  const { t } = useTexts()
  const { subjid, site, toSign, broken, subject, lastSignedAt, lastSigner } = row
  return (
    <tr>
      <td className={page['nowrap']}>
        <Link to={signPath(study, subjid, null)}>{subjid}</Link>
      </td>
      <td>{site}</td>
      <td>
        <Visits study={study} subjid={subjid} visits={broken} />
      </td>
      <td>
        <Visits study={study} subjid={subjid} visits={toSign} />
      </td>
      <td className={page['nowrap']}>{t(STATES[subject])}</td>
      <td className={page['nowrap']}>{formatTime(lastSignedAt)}</td>
      <td>{lastSigner}</td>
    </tr>
  )
}

interface VisitsProps {
  readonly study: string
  readonly subjid: string
  readonly visits: readonly string[]
}

function Visits({ study, subjid, visits }: VisitsProps): ReactNode {
  return visits.map((visit, at) => (
    <Fragment key={visit}>
      {at > 0 && ', '}
      <Link className={page['nowrap']} to={signPath(study, subjid, visit)}>
        {visit}
      </Link>
    </Fragment>
  ))
}
