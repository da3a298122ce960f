import { Checkbox } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { ReviewedAssessment, ReviewedBestResponse } from '../../shared/api/routes/reviews.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { formatDate } from '../kit/format.ts'
import { EmptyState, Page, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { responsesQuery } from '../kit/responses-query.ts'
import { ResponseMark } from '../kit/response-mark.tsx'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath, subjectPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { dateColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'

/** Derived, investigator and second reading side by side: who differs, where, and with which reason. */
export function DiscordancePage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const [address, setAddress] = useSearchParams()
  const subjid = address.get('subject') ?? undefined
  const everything = address.get('show') === 'all'
  const { assessments, best } = useSuspenseQuery(responsesQuery(study.id, subjid)).data
  const fits = ({ discordant }: { readonly discordant: boolean }): boolean =>
    everything || discordant
  return (
    <Page
      crumbs={[
        { label: study.id, to: studyPath(study.id) },
        { label: t('reviews.title'), to: studyPath(study.id, '/reviews?state=all') },
      ]}
      title={t('discord.title')}
      {...(subjid === undefined ? {} : { state: t('discord.subject', { subjid }) })}
    >
      <p className={page['soft']}>{t('discord.intro')}</p>
      <div className={page['filters']} role="search">
        <Checkbox
          label={t('discord.only')}
          checked={!everything}
          onChange={(event) => {
            const changed = new URLSearchParams(address)
            if (event.currentTarget.checked) changed.delete('show')
            else changed.set('show', 'all')
            setAddress(changed, { replace: true })
          }}
        />
        {subjid !== undefined && (
          <Link to={studyPath(study.id, '/discordance')}>{t('discord.all')}</Link>
        )}
      </div>
      <Section title={t('discord.assessments')}>
        <AssessmentTable study={study} rows={assessments.filter(fits)} all={assessments.length} />
      </Section>
      <Section title={t('discord.best')}>
        <BestTable study={study} rows={best.filter(fits)} all={best.length} />
      </Section>
    </Page>
  )
}

interface TableProps<Row> {
  readonly study: Study
  readonly rows: readonly Row[]
  readonly all: number
}

function AssessmentTable({ study, rows, all }: TableProps<ReviewedAssessment>): ReactNode {
  const texts = useTexts()
  const { t, language } = texts
  if (rows.length === 0) return <EmptyState>{t('discord.allSame')}</EmptyState>
  return (
    <SortableTable name="assessments" rows={rows} columns={assessmentColumns(texts)} all={all}>
      {(one) => (
        <tr key={`${one.subjid} ${one.criteria} ${one.visit}`}>
          <SubjectHead study={study} of={one} />
          <td className={page['nowrap']}>{one.visit}</td>
          <td className={page['nowrap']}>{formatDate(one.date, language)}</td>
          <td className={page['nowrap']}>{one.criteria}</td>
          <td>
            <ResponseMark response={one.derived} />
          </td>
          <td>
            <ResponseMark response={one.recorded} />
          </td>
          <td>
            {one.readings.map(({ record, response, reader }) => (
              <div key={record}>
                <ResponseMark response={response} /> <span className={page['soft']}>{reader}</span>
              </div>
            ))}
          </td>
          <td>{t(sameness(one))}</td>
          <td>{one.reason}</td>
        </tr>
      )}
    </SortableTable>
  )
}

function SubjectHead(props: {
  readonly study: Study
  readonly of: Pick<ReviewedAssessment, 'subjid'> & Partial<ReviewedAssessment>
}): ReactNode {
  const { study, of } = props
  const open =
    of.visit === undefined ? '' : `?open=${encodeURIComponent(`${of.criteria ?? ''} ${of.visit}`)}`
  return (
    <>
      <th scope="row" className={page['nowrap']}>
        <Link to={`${subjectPath(study.id, of.subjid, '/responses')}${open}`}>{of.subjid}</Link>
      </th>
      <td>{of.site}</td>
    </>
  )
}

function sameness({ discordant }: { readonly discordant: boolean }) {
  return discordant ? 'discord.different' : 'discord.same'
}

function BestTable({ study, rows, all }: TableProps<ReviewedBestResponse>): ReactNode {
  const texts = useTexts()
  const { t } = texts
  if (rows.length === 0) return <EmptyState>{t('discord.allSame')}</EmptyState>
  return (
    <SortableTable name="best" rows={rows} columns={bestColumns(texts)} all={all}>
      {(one) => (
        <tr key={`${one.subjid} ${one.criteria}`}>
          <SubjectHead study={study} of={{ subjid: one.subjid, site: one.site }} />
          <td className={page['nowrap']}>{one.criteria}</td>
          <td>
            <ResponseMark response={one.derived} />
          </td>
          <td>
            <ResponseMark response={one.recorded} />
          </td>
          <td>
            <ResponseMark response={one.read} />
          </td>
          <td>{t(sameness(one))}</td>
        </tr>
      )}
    </SortableTable>
  )
}

type Named = Pick<ReviewedAssessment, 'subjid' | 'site' | 'criteria' | 'derived' | 'recorded'>

function namedColumns({
  t,
}: Texts): Record<'subject' | 'site' | 'criteria' | 'derived' | 'own', TableColumn<Named>> {
  return {
    subject: { key: 'subject', head: t('deviations.subject'), value: ({ subjid }) => subjid },
    site: { key: 'site', head: t('deviations.site'), value: ({ site }) => site },
    criteria: { key: 'criteria', head: t('reviews.criteria'), value: ({ criteria }) => criteria },
    derived: { key: 'derived', head: t('review.derived'), value: ({ derived }) => derived },
    own: { key: 'own', head: t('review.own'), value: ({ recorded }) => recorded },
  }
}

function samenessColumn({ t }: Texts): TableColumn<{ readonly discordant: boolean }> {
  return {
    key: 'same',
    head: t('discord.where'),
    value: (one) => t(sameness(one)),
    code: ({ discordant }) => String(discordant),
  }
}

function assessmentColumns(texts: Texts): readonly TableColumn<ReviewedAssessment>[] {
  const { t, language } = texts
  const { subject, site, criteria, derived, own } = namedColumns(texts)
  return [
    subject,
    site,
    { key: 'visit', head: t('visit.visit'), value: ({ visit }) => visit },
    dateColumn({ key: 'date', head: t('review.date'), of: ({ date }) => date }, language),
    criteria,
    derived,
    own,
    {
      key: 'read',
      head: t('discord.reading'),
      value: ({ readings }) =>
        readings
          .map(({ response, reader }) => t('discord.readBy', { response, reader }))
          .join(', '),
    },
    samenessColumn(texts),
    { key: 'reason', head: t('discord.reason'), value: ({ reason }) => reason },
  ]
}

function bestColumns(texts: Texts): readonly TableColumn<ReviewedBestResponse>[] {
  const { t } = texts
  const { subject, site, criteria, derived, own } = namedColumns(texts)
  return [
    ...[subject, site, criteria, derived, own],
    { key: 'read', head: t('discord.reading'), value: ({ read }) => read },
    samenessColumn(texts),
  ]
}
