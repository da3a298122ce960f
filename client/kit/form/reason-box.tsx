import { Autocomplete } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '../texts.ts'

interface ReasonBoxProps {
  readonly value: string
  readonly onChange: (reason: string) => void
  readonly missing: boolean
  readonly id: string
}

/** The reason for a change, in place; common reasons are offered, any text is taken. */
export function ReasonBox({ value, onChange, missing, id }: ReasonBoxProps): ReactNode {
  const { t } = useTexts()
  return (
    <Autocomplete
      id={id}
      size="xs"
      label={`${t('reason.label')} *`}
      value={value}
      onChange={onChange}
      data={[t('reason.completing'), t('reason.typing'), t('reason.source'), t('reason.query')]}
      error={missing ? t('reason.missing') : undefined}
      filter={({ options }) => options}
      comboboxProps={{ position: 'top-start' }}
    />
  )
}
