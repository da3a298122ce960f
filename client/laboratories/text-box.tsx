import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'

interface TextBoxProps {
  readonly label: string
  /** In pixels. */
  readonly width: number
  readonly value: string
  readonly maxLength?: number
  readonly isFaulty?: boolean
  readonly onChange: (text: string) => void
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
