import { EXPORT_POPULATIONS, type ExportWish } from '../../shared/api/routes/export-runs.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import type { Format } from './queries.ts'

/** What is asked of the server; the address of the page keeps it, so that it can be sent to a colleague. */
export type Wish = Readonly<ExportWish>

/** The wish that an address holds. Formats that are not on offer are left out; without any, the first. */
export function wishOf(
  address: URLSearchParams,
  { formats, language }: { readonly formats: readonly Format[]; readonly language: Language },
): Wish {
  const named = (address.get('formats') ?? address.get('format') ?? '').split(',')
  const known = formats.map(({ key }) => key).filter((key) => named.includes(key))
  const isNew = !address.has('formats') && !address.has('format')
  const first = formats.slice(0, 1).map(({ key }) => key)
  const asked = address.get('language')
  const snapshot = address.get('snapshot') ?? ''
  const cutoff = address.get('cutoff') ?? ''
  return {
    formats: isNew ? first : known,
    ...(snapshot === '' ? {} : { snapshot }),
    ...(cutoff === '' ? {} : { cutoff }),
    population: EXPORT_POPULATIONS.find((one) => one === address.get('population')) ?? 'ALL',
    responses: address.get('responses') === 'derived' ? 'derived' : 'investigator',
    profile: address.get('profile') === 'deidentified' ? 'deidentified' : 'full',
    language: asked === 'en' || asked === 'zh' ? asked : language,
  }
}

/** The address that holds a wish; what is as usual stays out of it. */
export function addressOf(wish: Wish): Record<string, string> {
  const { formats, snapshot, cutoff, population, responses, profile, language } = wish
  return {
    formats: formats.join(','),
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(cutoff === undefined ? {} : { cutoff }),
    ...(population === 'ALL' ? {} : { population }),
    ...(responses === 'investigator' ? {} : { responses }),
    ...(profile === 'full' ? {} : { profile }),
    language,
  }
}

/** Whether two wishes ask for the same rows: the language alone changes none. */
export function sameRows(a: Wish, b: Wish): boolean {
  return rowsKey(a) === rowsKey(b)
}

function rowsKey(wish: Wish): string {
  const { formats, snapshot = '', cutoff = '', population, responses, profile } = wish
  return JSON.stringify([formats.toSorted(), snapshot, cutoff, population, responses, profile])
}
