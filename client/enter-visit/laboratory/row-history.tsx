import type { ReactNode } from 'react'
import { useFormContext, useFormState } from 'react-hook-form'
import { Link } from 'react-router'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import { rowNames } from '../../../shared/forms/row-name.ts'
import { storedIndex, withoutBlanks, type FormInput } from '../../kit/form/form-input.ts'
import { useSurroundings } from '../../kit/form/form-surroundings.ts'
import { Icon } from '../../kit/icon.tsx'
import { usePermissions } from '../../kit/session.ts'
import { rowHistoryPath } from '../../kit/subject-paths.ts'
import { useTexts } from '../../kit/texts.ts'
import css from './laboratory.module.css'

interface RowHistoryProps {
  readonly row: number
  /** The subject's records as they are stored. */
  readonly present: readonly RecordView[]
}

/**
 * The way from a stored result to its own history; none while something is typed, for then the rows
 * on the screen are not those of the trail. Typing passes it by: the form's own history has every row.
 */
export function RowHistory({ row, present }: RowHistoryProps): ReactNode {
  const { stored, form, readOnly } = useSurroundings()
  const { isDirty } = useFormState<FormInput>()
  const { getValues } = useFormContext<FormInput>()
  if (stored === undefined || isDirty) return null
  const { study, subject, record } = stored
  const rows = present.find(({ id }) => id === record)?.values.rows ?? []
  const names = rowNames(form.group?.identity ?? [], rows)
  const name = nameOf(getValues('rows'), row, names)
  if (name === undefined) return null
  const to = rowHistoryPath(study, subject, record, name)
  return <Way {...{ study, name, to }} byTab={readOnly} />
}

interface WayProps {
  readonly study: string
  readonly name: string
  readonly to: string
  readonly byTab: boolean
}

/** The link, for those who may read the trail. */
function Way({ study, name, to, byTab }: WayProps): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  if (!may('audit.read', { study })) return null
  return (
    <Link className={css['history']} to={to} tabIndex={byTab ? undefined : -1}>
      <Icon name="history" /> <span aria-hidden="true">{t('lab.history')}</span>
      <span className="visually-hidden">{t('lab.historyOf', { row: name })}</span>
    </Link>
  )
}

/** The name of the row as it is stored; none of an empty one, which is not. */
function nameOf(
  typed: FormInput['rows'],
  row: number,
  names: readonly string[],
): string | undefined {
  if (Object.keys(withoutBlanks(typed[row])).length === 0) return undefined
  return names[storedIndex(typed, row)]
}
