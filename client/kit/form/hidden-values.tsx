import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { FormDefinition } from '../../../shared/forms/define.ts'
import type { Leftover } from '../../../shared/forms/leftovers.ts'
import { useTexts } from '../texts.ts'
import css from './form.module.css'
import { boxOf, moveFocus } from './move-focus.ts'
import type { HiddenValues } from './use-hidden-values.ts'
import { valueText } from './value-text.ts'

interface HiddenValuesPanelProps {
  readonly form: FormDefinition
  readonly hidden: HiddenValues
  readonly id: string
}

/** Asks before an answer drops what was entered: nothing is cleared by itself. */
export function HiddenValuesPanel({ form, hidden, id }: HiddenValuesPanelProps): ReactNode {
  const { t } = useTexts()
  const { asked } = hidden
  if (asked === null) return null
  return (
    <section id={id} tabIndex={-1} role="alert" className={css['hidden']}>
      <p>△ {t('hidden.question', { count: hidden.found.length })}</p>
      <ul>
        {hidden.found.map((one) => (
          <HiddenLine key={one.pointer} form={form} leftover={one} />
        ))}
      </ul>
      <div className={css['control']}>
        <Button
          size="compact-sm"
          onClick={(event) => {
            hidden.clear()
            moveFocus(event.currentTarget, [boxOf(asked)])
          }}
        >
          {t('hidden.clear')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={(event) => {
            hidden.takeBack()
            moveFocus(event.currentTarget, [boxOf(asked)])
          }}
        >
          {t('hidden.takeBack')}
        </Button>
      </div>
    </section>
  )
}

interface HiddenLineProps {
  readonly form: FormDefinition
  readonly leftover: Leftover
}

function HiddenLine({ form, leftover }: HiddenLineProps): ReactNode {
  const { t, say, language } = useTexts()
  const { item: key, row, value, pointer } = leftover
  const item = [...form.items, ...(form.group?.items ?? [])].find((one) => one.key === key)
  if (item === undefined) return null
  const isValue = pointer.endsWith(`/${key}`)
  return (
    <li>
      {say(item.label)}
      {row !== null && `, ${t('form.row', { row: row + 1 })}`}:{' '}
      {isValue ? valueText(item, { [key]: value }, language) : t('hidden.reason')}
    </li>
  )
}
