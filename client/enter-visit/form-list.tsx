import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ChangedMark } from '../kit/changed-mark.tsx'
import { changedAt, useChanges } from '../kit/changes-query.ts'
import type { SubjectScreen } from '../kit/subject-data.ts'
import { subjectPath, visitPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import css from './enter-visit.module.css'
import type { VisitForm } from './visit-forms.ts'

const SIGNS = { empty: '▢', partial: '◑', complete: '●' } as const

interface FormListProps {
  readonly screen: SubjectScreen
  readonly visit: string
  readonly forms: readonly VisitForm[]
  readonly chosen: string
}

/** The forms of the visit with their states, and the ways to ledger and reviews. */
export function FormList({ screen, visit, forms, chosen }: FormListProps): ReactNode {
  const { t, say } = useTexts()
  const { study, subject } = screen
  const changes = useChanges(study.id, subject.subjid)
  const assessed = forms.some(({ form }) => form.group?.file === 'measurements')
  return (
    <nav className={css['forms']} aria-label={t('visit.forms')}>
      <ul>
        {forms.map(({ form, state }) => (
          <li key={form.key}>
            <Link
              to={visitPath(study.id, subject.subjid, visit, form.key)}
              aria-current={form.key === chosen ? 'page' : undefined}
              className={css['formLink']}
            >
              <span aria-hidden="true">{SIGNS[state]}</span>
              <span>{say(form.title)}</span>
              <ChangedMark changed={changedAt(changes, { form: form.key, visit }).length > 0} />
              <span className="visually-hidden">{t(`form.${state}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
      {assessed && (
        <ul>
          <li>
            <Link className={css['formLink']} to={subjectPath(study.id, subject.subjid, '/tumour')}>
              {t('ledger.title')}
            </Link>
          </li>
          <li>
            <Link
              className={css['formLink']}
              to={subjectPath(study.id, subject.subjid, '/responses')}
            >
              {t('review.title')}
            </Link>
          </li>
        </ul>
      )}
      <p className={css['legend']}>
        {(['empty', 'partial', 'complete'] as const).map((state) => (
          <span key={state}>
            <span aria-hidden="true">{SIGNS[state]}</span> {t(`form.${state}`)}
          </span>
        ))}
      </p>
    </nav>
  )
}
