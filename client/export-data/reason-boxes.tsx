import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import page from '../kit/page.module.css'
import { useTexts } from '../kit/texts.ts'
import type { Reason } from './file-address.ts'

interface ReasonBoxesProps {
  readonly reason: Reason
  readonly onChange: (reason: Reason) => void
}

/** What the trail says of the files beside who took them: what for, for whom, in which country. */
export function ReasonBoxes({ reason, onChange }: ReasonBoxesProps): ReactNode {
  const { t } = useTexts()
  const wrong = reason.country !== '' && !/^[A-Z]{2}$/.test(reason.country)
  return (
    <div className={page['filters']}>
      <TextInput
        label={t('export.purpose')}
        w={300}
        maxLength={500}
        value={reason.purpose}
        onChange={(event) => {
          onChange({ ...reason, purpose: event.currentTarget.value })
        }}
      />
      <TextInput
        label={t('export.recipient')}
        w={260}
        maxLength={200}
        value={reason.recipient}
        onChange={(event) => {
          onChange({ ...reason, recipient: event.currentTarget.value })
        }}
      />
      <TextInput
        label={t('export.country')}
        w={200}
        maxLength={2}
        error={wrong ? t('export.countryWrong') : undefined}
        value={reason.country}
        onChange={(event) => {
          onChange({ ...reason, country: event.currentTarget.value.toUpperCase() })
        }}
      />
    </div>
  )
}
