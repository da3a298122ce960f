import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { EmptyState, Notice, Section } from '../kit/page.tsx'
import { useSubjectScreen } from '../kit/subject-data.ts'
import { subjectPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { derivationQuery } from '../kit/derivation-query.ts'
import { reviewsOf } from './reviews.ts'
import { ReviewTable } from './review-table.tsx'

/** The investigator's overall response at each assessment, beside the derived one. */
export function ReviewPage(): ReactNode {
  const { t } = useTexts()
  const screen = useSubjectScreen()
  const { study, subject, present } = screen
  const { data } = useSuspenseQuery(derivationQuery(study.id, subject.subjid))
  const criteria = study.definition.criteria.map(({ key }) => key)
  const reviews = reviewsOf(criteria, data.timepoints, present)
  const reopened = reviews.filter(({ state }) => state === 'reopened').length
  return (
    <>
      {reopened > 0 && (
        <Notice kind="warning">{t('review.reopenedCount', { count: reopened })}</Notice>
      )}
      {criteria.map((key) => {
        const own = reviews.filter((review) => review.criteria === key)
        return (
          <Section
            key={key}
            title={key}
            aside={
              <Link to={subjectPath(study.id, subject.subjid, '/tumour')}>{t('ledger.title')}</Link>
            }
          >
            {own.length === 0 ? (
              <EmptyState>{t('review.none')}</EmptyState>
            ) : (
              <ReviewTable screen={screen} reviews={own} />
            )}
          </Section>
        )
      })}
    </>
  )
}
