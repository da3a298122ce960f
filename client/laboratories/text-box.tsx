import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { parseDateEntry } from '../../shared/forms/date-entry.ts'
import { parseDay } from '../../shared/kernel/dates.ts'
import { today } from '../kit/today.ts'

interface TextBoxProps {
  readonly label: string
  /** In pixels. */
  readonly width: number
  readonly value: string
  readonly maxLength?: number
  readonly isFaulty?: boolean
  readonly onChange: (text: string) => void
  readonly onBlur?: () => void
}

/** A box for a whole date, typed as in any date of a form. */
export function DateBox({ onChange, ...box }: Omit<TextBoxProps, 'maxLength'>): ReactNode {
  const read = (text: string): string | null =>
    parseDateEntry(text, { today: parseDay(today()), visit: null, previous: null })
  const isFaulty = box.value !== '' && parseDay(read(box.value) ?? '') === null
  return (
    <TextBox
      {...box}
      isFaulty={isFaulty}
      onChange={onChange}
      onBlur={() => {
        onChange(read(box.value) ?? box.value)
      }}
    />
  )
}

/** One box of a row of boxes. */
export function TextBox({
  label,
  width,
  value,
  isFaulty,
  onChange,
  ...more
}: TextBoxProps): ReactNode {
  return (
    <TextInput
      label={label}
      w={width}
      value={value}
      error={isFaulty === true}
      {...more}
      onChange={(event) => {
        onChange(event.currentTarget.value)
      }}
    />
  )
}
