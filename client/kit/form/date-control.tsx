import { TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import type { ItemDefinition } from '../../../shared/forms/define.ts'
import { parseDateEntry } from '../../../shared/forms/date-entry.ts'
import { parseDay, studyDay } from '../../../shared/kernel/dates.ts'
import { formatDate } from '../format.ts'
import { useTexts } from '../texts.ts'
import { today } from '../today.ts'
import type { FormInput } from './form-input.ts'
import { useSurroundings, type FormSurroundings } from './form-surroundings.ts'
import css from './form.module.css'
import { pathOf } from './item-address.ts'
import { boxAttributes, widthOf, type ControlProps } from './control-props.ts'

/** A date in one text box: digits, names of months, shortcuts; echoed as it was understood. */
export function DateControl(props: ControlProps): ReactNode {
  const { t, language } = useTexts()
  const { register, setValue, getValues, control } = useFormContext<FormInput>()
  const surroundings = useSurroundings()
  const [focused, setFocused] = useState(false)
  const path = pathOf(props)
  const watched: unknown = useWatch({ control, name: path })
  const stored = typeof watched === 'string' ? watched : ''
  const field = register(path, {
    onBlur: (event: { target: { value: string } }) => {
      setFocused(false)
      const understood = parseDateEntry(event.target.value, {
        today: parseDay(today()),
        visit: parseDay(surroundings.visitDate ?? ''),
        previous: parseDay(dateBefore(props, surroundings, getValues()) ?? ''),
      })
      if (understood !== null && understood !== event.target.value) {
        setValue(path, understood, { shouldDirty: true, shouldValidate: true })
      }
    },
  })
  const echo = focused || stored === '' ? '' : echoOf(stored, surroundings.anchorDate)
  return (
    <>
      <TextInput
        {...boxAttributes(props)}
        autoComplete="off"
        placeholder={props.gridLabel === undefined ? t('form.dateHint') : ''}
        readOnly={surroundings.readOnly}
        error={props.faulty}
        className={widthOf(props, 'short')}
        onFocus={() => {
          setFocused(true)
        }}
        {...field}
      />
      {props.gridLabel === undefined && stored !== '' && (
        <span className={css['echo']}>
          {formatDate(stored, language)}
          {echo !== '' && ` · ${t('form.studyDay', { day: echo })}`}
        </span>
      )}
    </>
  )
}

function echoOf(stored: string, anchor: string | null): string {
  const day = parseDay(stored)
  const origin = anchor === null ? null : parseDay(anchor)
  return day === null || origin === null ? '' : String(studyDay(day, origin))
}

/** The date in the date box before this one of the same row, for `+7`. */
function dateBefore(
  { item, row }: ControlProps,
  { form }: FormSurroundings,
  values: FormInput,
): string | null {
  const items: readonly ItemDefinition[] = row === null ? form.items : (form.group?.items ?? [])
  const held = row === null ? values.items : (values.rows[row] ?? {})
  const before = items.slice(
    0,
    items.findIndex(({ key }) => key === item.key),
  )
  const dates = before.filter(({ kind }) => kind === 'date').map(({ key }) => held[key] ?? '')
  return dates.findLast((text) => parseDay(text) !== null) ?? null
}
