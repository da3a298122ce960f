import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { SubjectScreen } from '../kit/subject-data.ts'
import { subjectPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'

/** Back to all visits and forms of the subject, from an address that names none of them. */
export function WayToForms({ screen }: { readonly screen: SubjectScreen }): ReactNode {
  const { t } = useTexts()
  const { study, subject } = screen
  return (
    <Link to={subjectPath(study.id, subject.subjid)}>
      {t('visit.toForms', { subjid: subject.subjid })}
    </Link>
  )
}
