import { TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { parseDateEntry } from '../../../shared/forms/date-entry.ts'
import { parseDay } from '../../../shared/kernel/dates.ts'
import { formatDate } from '../format.ts'
import { useTexts } from '../texts.ts'
import { todayAt } from '../today.ts'

interface PlainDateBoxProps {
  readonly label: string
  readonly value: string
  readonly onChange: (date: string) => void
  readonly width?: number
  readonly required?: boolean
  /** Why a date that was typed cannot stand; null: it can. */
  readonly refusal?: string | null
  /** Where the date belongs to; absent: where the reader sits. */
  readonly timeZone?: string | undefined
}

/** A date outside a form, typed like every other; calls back with the ISO date, or '' when emptied. */
export function PlainDateBox({
  label,
  value,
  onChange,
  width = 150,
  required = false,
  refusal = null,
  timeZone,
}: PlainDateBoxProps): ReactNode {
  const { t, language } = useTexts()
  const [typed, setTyped] = useState<string | null>(null)
  const [wrong, setWrong] = useState(false)
  const commit = (text: string): void => {
    const understood = parseDateEntry(text, {
      today: parseDay(todayAt(timeZone)),
      visit: null,
      previous: null,
    })
    const complete = understood !== null && parseDay(understood) !== null
    setWrong(text.trim() !== '' && !complete)
    if (complete) onChange(understood)
    else if (text.trim() === '') onChange('')
    if (complete || text.trim() === '') setTyped(null)
  }
  return (
    <TextInput
      label={label}
      required={required}
      w={width}
      autoComplete="off"
      placeholder={t('form.dateHint')}
      value={typed ?? value}
      title={value === '' ? undefined : formatDate(value, language)}
      error={wrong ? t('entry.notADate', { text: typed ?? '' }) : refusal}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit(event.currentTarget.value)
      }}
      onBlur={(event) => {
        commit(event.currentTarget.value)
      }}
    />
  )
}
