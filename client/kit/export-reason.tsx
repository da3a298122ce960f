import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import page from './page.module.css'
import { useTexts } from './texts.ts'

/** Why files are taken, and for whom: kept in the trail. */
export interface Reason {
  /** No file leaves without one. */
  readonly purpose: string
  readonly recipient: string
  /** ISO 3166-1 alpha-2; may be empty. */
  readonly country: string
}

export const NO_REASON: Reason = { purpose: '', recipient: '', country: '' }

/** Whether enough is said, and rightly, for files to be taken. */
export function isSaid({ purpose, country }: Reason): boolean {
  return purpose.trim() !== '' && !isWrong(country)
}

function isWrong(country: string): boolean {
  return country !== '' && !/^[A-Z]{2}$/.test(country)
}

/** What is sent: parts that were left empty are left out. */
export function saidOf({ purpose, recipient, country }: Reason): {
  purpose: string
  recipient?: string
  country?: string
} {
  return {
    purpose: purpose.trim(),
    ...(recipient.trim() === '' ? {} : { recipient: recipient.trim() }),
    ...(country === '' ? {} : { country }),
  }
}

/** The reason that a page keeps for all files taken from it, and how it is changed. */
export interface Taking {
  readonly reason: Reason
  readonly onChange: (reason: Reason) => void
}

/** What the trail says of the files beside who took them: what for, for whom, in which country. */
export function ReasonBoxes({ reason, onChange }: Taking): ReactNode {
  const { t } = useTexts()
  return (
    <>
      <div className={page['filters']}>
        <TextInput
          label={t('export.purpose')}
          withAsterisk
          aria-required
          w={300}
          maw="100%"
          maxLength={500}
          value={reason.purpose}
          onChange={(event) => {
            onChange({ ...reason, purpose: event.currentTarget.value })
          }}
        />
        <TextInput
          label={t('export.recipient')}
          w={260}
          maw="100%"
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
          error={isWrong(reason.country) ? t('export.countryWrong') : undefined}
          value={reason.country}
          onChange={(event) => {
            onChange({ ...reason, country: event.currentTarget.value.toUpperCase() })
          }}
        />
      </div>
      {reason.purpose.trim() === '' && <p className={page['soft']}>{t('export.purposeFirst')}</p>}
    </>
  )
}
