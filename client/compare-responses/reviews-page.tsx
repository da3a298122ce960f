import { Button, NativeSelect } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { ReviewedAssessment } from '../../shared/api/routes/reviews.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import { REVIEW_STATES } from '../../shared/response/review-state.ts'
import { formatDate } from '../kit/format.ts'
import { EmptyState, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ReopenedNote } from '../kit/reopened-note.tsx'
import { responsesQuery } from '../kit/responses-query.ts'
import { ResponseMark } from '../kit/response-mark.tsx'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath, subjectPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { dateColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'

const FILTERS = ['open', ...REVIEW_STATES, 'all'] as const
type Filter = (typeof FILTERS)[number]

/** The reviews of responses of a study: what is to be done first, and the way to the next one. */
export function ReviewsPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const { assessments } = useSuspenseQuery(responsesQuery(study.id)).data
  const [address, setAddress] = useSearchParams()
  const filter = FILTERS.find((one) => one === address.get('state')) ?? 'open'
  const shown = assessments.filter((one) => fits(one, filter))
  const next = assessments.find((one) => fits(one, 'open'))
  const count = (state: ReviewedAssessment['state']): number =>
    assessments.filter((one) => one.state === state).length
  const counts = {
    todo: count('to-do'),
    reopened: count('reopened'),
    differs: count('differs'),
    agrees: count('agrees'),
  }
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
      ]}
      title={t('reviews.title')}
      state={t('reviews.counts', counts)}
      actions={
        next === undefined ? undefined : (
          <Button component={Link} to={reviewPath(study, next)}>
            {t('reviews.next')}
          </Button>
        )
      }
    >
      <div className={page['filters']} role="search">
        <NativeSelect
          size="xs"
          label={t('reviews.show')}
          value={filter}
          data={FILTERS.map((one) => ({ value: one, label: t(`reviews.state.${one}`) }))}
          onChange={(event) => {
            const { value } = event.currentTarget
            const changed = new URLSearchParams(address)
            changed.set('state', value)
            setAddress(changed, { replace: true })
          }}
        />
        <Link to={studyPath(study.id, '/discordance')}>{t('reviews.discordance')}</Link>
      </div>
      <ReviewList study={study} shown={shown} all={assessments.length} />
    </Page>
  )
}

function fits({ state }: ReviewedAssessment, filter: Filter): boolean {
  if (filter === 'all') return true
  return filter === 'open' ? state === 'to-do' || state === 'reopened' : state === filter
}

/** The page of the subject's reviews with this one open. */
function reviewPath(study: Study, { subjid, criteria, visit }: ReviewedAssessment): string {
  const open = encodeURIComponent(`${criteria} ${visit}`)
  return `${subjectPath(study.id, subjid, '/responses')}?open=${open}`
}

interface ReviewListProps {
  readonly study: Study
  readonly shown: readonly ReviewedAssessment[]
  readonly all: number
}

function ReviewList({ study, shown, all }: ReviewListProps): ReactNode {
  const texts = useTexts()
  const { t, language } = texts
  if (all === 0) return <EmptyState>{t('reviews.noneYet')}</EmptyState>
  if (shown.length === 0) return <EmptyState>{t('reviews.none')}</EmptyState>
  return (
    <SortableTable name="reviews" rows={shown} columns={columnsOf(texts)} all={all}>
      {(one) => (
        <tr key={`${one.subjid} ${one.criteria} ${one.visit}`}>
          <th scope="row" className={page['nowrap']}>
            <Link to={reviewPath(study, one)}>{one.subjid}</Link>
          </th>
          <td>{one.site}</td>
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
            {t(`reviews.state.${one.state}`)}
            <ReopenedNote study={study} assessment={one} />
            {one.reason !== null && <div className={page['soft']}>{one.reason}</div>}
          </td>
        </tr>
      )}
    </SortableTable>
  )
}

function columnsOf({ t, language }: Texts): readonly TableColumn<ReviewedAssessment>[] {
  return [
    { key: 'subject', head: t('deviations.subject'), value: ({ subjid }) => subjid },
    { key: 'site', head: t('deviations.site'), value: ({ site }) => site },
    { key: 'visit', head: t('visit.visit'), value: ({ visit }) => visit },
    dateColumn({ key: 'date', head: t('review.date'), of: ({ date }) => date }, language),
    { key: 'criteria', head: t('reviews.criteria'), value: ({ criteria }) => criteria },
    { key: 'derived', head: t('review.derived'), value: ({ derived }) => derived },
    { key: 'own', head: t('review.own'), value: ({ recorded }) => recorded },
    {
      key: 'state',
      head: t('subjects.state'),
      value: ({ state }) => t(`reviews.state.${state}`),
      code: ({ state }) => state,
    },
  ]
}
