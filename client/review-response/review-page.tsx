import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { EmptyState, Notice, Section } from '../kit/page.tsx'
import { useSubjectScreen, type SubjectScreen } from '../kit/subject-data.ts'
import { ReopenedNote } from '../kit/reopened-note.tsx'
import { responsesQuery } from '../kit/responses-query.ts'
import { studyPath, subjectPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { derivationQuery } from '../kit/derivation-query.ts'
import { reviewsOf } from './reviews.ts'
import { BestResponses } from './best-responses.tsx'
import { ReviewTable } from './review-table.tsx'

/** The investigator's overall response at each assessment, beside the derived one. */
export function ReviewPage(): ReactNode {
  const { t } = useTexts()
  const screen = useSubjectScreen()
  const { study, subject, present } = screen
  const { data } = useSuspenseQuery(derivationQuery(study.id, subject.subjid))
  const of = { study: study.id, subject: subject.subjid }
  const criteria = study.definition.criteria.map(({ key }) => key)
  const reviews = reviewsOf(criteria, data.timepoints, present)
  const reopened = reviews.filter(({ state }) => state === 'reopened').length
  const opened = useSearchParams()[0].get('open')
  return (
    <>
      {reopened > 0 && (
        <Notice kind="warning">
          {t('review.reopenedCount', { count: reopened })}
          <ReopenedReviews screen={screen} />
        </Notice>
      )}
      {criteria.map((key) => {
        const own = reviews.filter((review) => review.criteria === key)
        return (
          <Section
            key={key}
            title={key}
            aside={
              <>
                <Link to={subjectPath(study.id, subject.subjid, '/tumour')}>
                  {t('ledger.title')}
                </Link>
                {' · '}
                <Link
                  to={studyPath(
                    study.id,
                    `/discordance?subject=${encodeURIComponent(subject.subjid)}`,
                  )}
                >
                  {t('reviews.discordance')}
                </Link>
              </>
            }
          >
            <BestResponses of={of} derived={data.responses} criteria={key} />
            {own.length === 0 ? (
              <EmptyState>{t('review.none')}</EmptyState>
            ) : (
              <ReviewTable
                key={opened}
                screen={screen}
                reviews={own}
                first={own.find(({ visit }) => `${key} ${visit}` === opened)?.visit ?? null}
              />
            )}
          </Section>
        )
      })}
    </>
  )
}

/** Each reopened review with what moved it. */
function ReopenedReviews({ screen }: { readonly screen: SubjectScreen }): ReactNode {
  const { study, subject } = screen
  const { data } = useQuery(responsesQuery(study.id, subject.subjid))
  const reopened = (data?.assessments ?? []).filter(({ state }) => state === 'reopened')
  return (
    <ul>
      {reopened.map((assessment) => (
        <li key={`${assessment.criteria} ${assessment.visit}`}>
          {assessment.visit}, {assessment.criteria}:{' '}
          <ReopenedNote study={study} assessment={assessment} />
        </li>
      ))}
    </ul>
  )
}
