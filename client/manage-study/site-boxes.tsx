import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { NewSite } from '../../shared/api/routes/studies.ts'
import { useTexts } from '../kit/texts.ts'
import { CountryBox } from './country-box.tsx'
import { TimeZoneBox } from './time-zone-box.tsx'
import { ownTimeZone } from './time-zones.ts'

/** A site before it is opened. */
export interface SiteInput {
  readonly code: string
  readonly name: string
  readonly timeZone: string
  /** Three letters of ISO 3166-1; empty: not recorded. */
  readonly country: string
}

/** A site nobody has filled in: as a rule it lies where the reader sits. */
export function emptySite(): SiteInput {
  return { code: '', name: '', timeZone: ownTimeZone(), country: '' }
}

/** The site as it is sent. */
export function siteBody({ country, ...site }: SiteInput): NewSite {
  return country === '' ? site : { ...site, country }
}

export function isComplete({ code, name }: SiteInput): boolean {
  return code.trim() !== '' && name.trim() !== ''
}

interface SiteBoxesProps {
  readonly site: SiteInput
  readonly onChange: (site: SiteInput) => void
  /** Tells what time zone and country are for. */
  readonly explained: boolean
}

/** Code, name, time zone and country of a site to be opened. */
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
      <CountryBox
        value={site.country}
        onChange={(country) => {
          onChange({ ...site, country })
        }}
        hint={explained ? t('study.siteCountryHint') : undefined}
      />
    </>
  )
}
