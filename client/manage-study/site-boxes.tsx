import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '../kit/texts.ts'
import { TimeZoneBox } from './time-zone-box.tsx'
import { ownTimeZone } from './time-zones.ts'

/** A site before it is opened. */
export interface SiteInput {
  readonly code: string
  readonly name: string
  readonly timeZone: string
}

/** A site nobody has filled in: as a rule it lies where the reader sits. */
export function emptySite(): SiteInput {
  return { code: '', name: '', timeZone: ownTimeZone() }
}

export function isComplete({ code, name }: SiteInput): boolean {
  return code.trim() !== '' && name.trim() !== ''
}

interface SiteBoxesProps {
  readonly site: SiteInput
  readonly onChange: (site: SiteInput) => void
  /** Tells what the time zone is for. */
  readonly explained: boolean
}

/** Code, name and time zone of a site to be opened. */
export function SiteBoxes({ site, onChange, explained }: SiteBoxesProps): ReactNode {
  const { t } = useTexts()
  return (
    <>
      <TextInput
        label={t('study.siteCode')}
        w={100}
        value={site.code}
        onChange={(event) => {
          onChange({ ...site, code: event.currentTarget.value })
        }}
      />
      <TextInput
        label={t('study.siteName')}
        w={280}
        value={site.name}
        onChange={(event) => {
          onChange({ ...site, name: event.currentTarget.value })
        }}
      />
      <TimeZoneBox
        label={t('study.siteZone')}
        value={site.timeZone}
        onChange={(timeZone) => {
          onChange({ ...site, timeZone })
        }}
        hint={explained ? t('study.siteZoneHint') : undefined}
      />
    </>
  )
}
