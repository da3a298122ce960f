import { NativeSelect } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import { useTexts } from '../kit/texts.ts'
import { zoneChoices } from './time-zones.ts'

interface TimeZoneBoxProps {
  readonly label: string
  readonly value: string
  readonly onChange: (timeZone: string) => void
  /** What the zone is for. */
  readonly hint?: string | undefined
}

/** A time zone. The list is the browser's own: it opens at the zone chosen, and letters jump in it. */
export function TimeZoneBox(props: TimeZoneBoxProps): ReactNode {
  const { language } = useTexts()
  // Hundreds of choices beside each site, which are not looked at again when something else changes.
  const choices = useMemo(
    () =>
      zoneChoices(language, props.value).map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      )),
    [language, props.value],
  )
  return (
    <NativeSelect
      label={props.label}
      size="xs"
      w={320}
      description={props.hint}
      value={props.value}
      onChange={(event) => {
        props.onChange(event.currentTarget.value)
      }}
    >
      {choices}
    </NativeSelect>
  )
}
