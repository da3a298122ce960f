import type { ReactNode } from 'react'
import { SUBJECT_FORM } from '../../shared/trial/layout.ts'
import { formatDate } from '../kit/format.ts'
import { heldAt } from '../kit/locks.ts'
import { EmptyState, Notice, Section } from '../kit/page.tsx'
import { usePermissions } from '../kit/session.ts'
import { findForm, mayFill, useSubjectScreen, type SubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import { Decision } from './decision.tsx'
import { answersOf, criteriaFor } from './eligibility-answers.ts'
import { EligibilityForm } from './eligibility-form.tsx'

/** Eligibility with every criterion answered, then the decision: enrolled, or screen failure. */
export function Enrolment(): ReactNode {
  const { t, language } = useTexts()
  const screen = useSubjectScreen()
  const may = usePermissions()
  const { study, subject, present } = screen
  const isHeld = heldAt(screen.locks, { visit: null, form: SUBJECT_FORM }) !== null
  const mayEnrol = !isHeld && may('subject.enrol', { study: study.id, site: subject.site })
  const record = present.find(({ form }) => form === 'eligibility') ?? null
  const rows = record?.values.rows ?? []
  const criteria = criteriaFor(screen, record)
  const answers = answersOf(criteria, rows)
  const date = formatDate(subject.enrolmentDate, language)
  return (
    <>
      {subject.state === 'enrolled' && (
        <Notice kind="note">{t('enrol.enrolledOn', { date })}</Notice>
      )}
      {subject.state === 'screen-failure' && <Notice kind="note">{t('enrol.failed')}</Notice>}
      <Section
        title={t('enrol.eligibility')}
        aside={t('enrol.answered', {
          n: answers.filter(({ met }) => met !== null).length,
          N: answers.length,
        })}
      >
        {answers.length === 0 ? (
          <EmptyState>{t('enrol.noCriteria')}</EmptyState>
        ) : (
          <EligibilityForm
            screen={screen}
            criteria={criteria}
            record={record}
            readOnly={!mayAnswer(screen)}
          />
        )}
      </Section>
      {mayEnrol && subject.state === 'screening' && (
        <Decision screen={screen} answers={answersOf(study.definition.eligibility, rows)} />
      )}
    </>
  )
}

/** The criteria are answered by whom the form belongs to. */
function mayAnswer(screen: SubjectScreen): boolean {
  const form = findForm(screen.study, 'eligibility')
  return form === undefined ? screen.mayWrite : mayFill(screen, form, null)
}
