import { EXPORT_POPULATIONS, type ExportWish } from '../../shared/api/routes/export-runs.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import type { Format } from './queries.ts'

/** What is asked of the server; the address of the page keeps it, so that it can be sent to a colleague. */
export type Wish = Readonly<ExportWish>

interface Offered {
  readonly formats: readonly Format[]
  readonly language: Language
}

/** The wish that an address holds. Formats that are not on offer are left out; without any, the first. */
export function wishOf(address: URLSearchParams, { formats, language }: Offered): Wish {
  const usual: Wish = {
    formats: formatsOf(address, formats),
    population: EXPORT_POPULATIONS.find((one) => one === address.get('population')) ?? 'ALL',
    responses: address.get('responses') === 'derived' ? 'derived' : 'investigator',
    profile: address.get('profile') === 'deidentified' ? 'deidentified' : 'full',
    language: (['en', 'zh'] as const).find((one) => one === address.get('language')) ?? language,
  }
  const ofSnapshot = withPart(usual, 'snapshot', address.get('snapshot') ?? '')
  return withPart(ofSnapshot, 'cutoff', address.get('cutoff') ?? '')
}

function formatsOf(address: URLSearchParams, formats: readonly Format[]): string[] {
  const keys = formats.map(({ key }) => key)
  const named = address.get('formats') ?? address.get('format')
  if (named === null) return keys.slice(0, 1)
  const asked = named.split(',')
  return keys.filter((key) => asked.includes(key))
}

/** The wish with a snapshot or a cut-off; without one where the text is empty. */
export function withPart(wish: Wish, part: 'snapshot' | 'cutoff', text: string): Wish {
  const others = Object.entries(wish).filter(([name]) => name !== part)
  const said = text === '' ? [] : [[part, text] as const]
  // The same parts again: only the one that may be absent was taken out or put in.
  return Object.fromEntries([...others, ...said]) as unknown as Wish
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
