import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import type { ItemDefinition } from '../../../shared/forms/define.ts'
import { parseDateEntry } from '../../../shared/forms/date-entry.ts'
import { parseDay } from '../../../shared/kernel/dates.ts'
import { useTexts } from '../texts.ts'
import { todayAt } from '../today.ts'
import { DateEcho, useDateEcho } from './date-echo.tsx'
import type { FormInput } from './form-input.ts'
import { useSurroundings, type FormSurroundings } from './form-surroundings.ts'
import { pathOf } from './item-address.ts'
import { boxAttributes, widthOf, type ControlProps } from './control-props.ts'

/** A date in one text box: digits, names of months, shortcuts; echoed at once as it is understood. */
export function DateControl(props: ControlProps): ReactNode {
  const { t } = useTexts()
  const { register, setValue, getValues, control } = useFormContext<FormInput>()
  const surroundings = useSurroundings()
  const path = pathOf(props)
  const watched: unknown = useWatch({ control, name: path })
  const understand = (typed: string): string | null =>
    parseDateEntry(typed, {
      today: parseDay(todayAt(surroundings.timeZone)),
      visit: parseDay(surroundings.visitDate ?? ''),
      previous: parseDay(dateBefore(props, surroundings, getValues()) ?? ''),
    })
  const field = register(path, {
    onBlur: (event: { target: { value: string } }) => {
      const understood = understand(event.target.value)
      if (understood !== null && understood !== event.target.value) {
        setValue(path, understood, { shouldDirty: true, shouldValidate: true })
      }
    },
  })
  const echoed = typeof watched === 'string' && watched !== '' ? understand(watched) : null
  // A grid has no room for the line beside a box: pointing at the box, or hearing it, tells the same.
  const inGrid = props.gridLabel !== undefined
  const echo = useDateEcho(inGrid ? echoed : null)
  return (
    <>
      <TextInput
        {...boxAttributes(props)}
        autoComplete="off"
        title={echo ?? undefined}
        placeholder={inGrid ? '' : t('form.dateHint')}
        readOnly={surroundings.readOnly}
        error={props.faulty}
        className={widthOf(props, 'short')}
        {...field}
      />
      {!inGrid && echoed !== null && <DateEcho date={echoed} />}
    </>
  )
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
