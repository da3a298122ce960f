import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { COUNTRIES } from '../../shared/kernel/countries.ts'
import { remembered } from '../../shared/kernel/remembered.ts'
import { useTexts } from '../kit/texts.ts'

interface CountryBoxProps {
  /** Three letters of ISO 3166-1; empty: not recorded. */
  readonly value: string
  readonly onChange: (country: string) => void
  /** What the country is for. */
  readonly hint?: string | undefined
}

/** The country of a site, found by typing its name in the reader's language or its code. */
export function CountryBox({ value, onChange, hint }: CountryBoxProps): ReactNode {
  const { t, language } = useTexts()
  return (
    <Select
      label={t('study.siteCountry')}
      size="xs"
      w={220}
      description={hint}
      searchable
      placeholder={t('study.noCountry')}
      data={[...choices(language)]}
      value={value === '' ? null : value}
      onChange={(country) => {
        onChange(country ?? '')
      }}
    />
  )
}

/** `China · CHN`; the code alone where the browser has no name. */
export function countryName(country: string, language: Language): string {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
  const name = names.of(COUNTRIES.get(country) ?? country)
  return name === undefined ? country : `${name} · ${country}`
}

const choices = remembered(
  (language: Language) => {
    const named = [...COUNTRIES.keys()].map((value) => ({
      value,
      label: countryName(value, language),
    }))
    return named.sort((a, b) => a.label.localeCompare(b.label, language))
  },
  (language) => language,
  2,
)
