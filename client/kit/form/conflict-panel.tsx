import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues } from '../../../shared/forms/define.ts'
import { formatTime, NOTHING } from '../format.ts'
import { Notice } from '../page.tsx'
import css from '../page.module.css'
import { useTexts } from '../texts.ts'
import { differencesOf, type Difference } from './differences.ts'

interface ConflictPanelProps {
  readonly form: FormDefinition
  /** As a colleague saved it meanwhile. */
  readonly stored: RecordView
  readonly mine: FormValues
  /** Puts the stored value into the box. */
  readonly onTake: (differences: readonly Difference[]) => void
  /** Goes on from the stored version with what is in the boxes. */
  readonly onContinue: () => void
}

/** Two people saved the same form: both values side by side for each field, nothing overwritten. */
export function ConflictPanel(props: ConflictPanelProps): ReactNode {
  const { t } = useTexts()
  const differences = differencesOf(props.form, props.stored.values, props.mine)
  return (
    <Notice kind="warning">
      <p>
        {t('conflict.intro', {
          who: props.stored.updatedBy,
          when: formatTime(props.stored.updatedAt),
        })}
      </p>
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{t('conflict.field')}</th>
            <th scope="col">{t('conflict.stored')}</th>
            <th scope="col">{t('conflict.mine')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('form.rowActions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {differences.map((difference) => (
            <DifferenceRow key={difference.pointer} difference={difference} onTake={props.onTake} />
          ))}
        </tbody>
      </table>
      <div className={css['inline']}>
        <Button
          variant="default"
          onClick={() => {
            props.onTake(differences)
          }}
        >
          {t('conflict.takeAll')}
        </Button>
        <Button variant="default" onClick={props.onContinue}>
          {t('conflict.keepMine')}
        </Button>
      </div>
    </Notice>
  )
}

interface DifferenceRowProps {
  readonly difference: Difference
  readonly onTake: ConflictPanelProps['onTake']
}

function DifferenceRow({ difference, onTake }: DifferenceRowProps): ReactNode {
  const { t, say } = useTexts()
  return (
    <tr>
      <th scope="row">
        {say(difference.label)}
        {difference.row !== null && ` (${t('form.row', { row: difference.row })})`}
      </th>
      <td>{difference.stored === '' ? NOTHING : difference.stored}</td>
      <td>{difference.mine === '' ? NOTHING : difference.mine}</td>
      <td>
        <Button
          variant="default"
          size="compact-xs"
          onClick={() => {
            onTake([difference])
          }}
        >
          {t('conflict.take')}
        </Button>
      </td>
    </tr>
  )
}
