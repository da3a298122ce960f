import type { ArchiveCounts } from '../../shared/api/routes/archives.ts'
import { markLine } from '../../shared/environment/test-mark.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import { speaker } from '../../shared/texts/speaker.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import { siteWording } from '../../shared/casebook/site-wording.ts'
import type { ArchivePlace } from './package-parts.ts'

const PARTS: readonly TextKey[] = [
  'readme.casebooks',
  'readme.data',
  'readme.tables',
  'readme.trail',
  'readme.metadata',
  'readme.manifest',
  'readme.times',
  'readme.hidden',
  'readme.others',
  'readme.hashes',
  'readme.check',
]

interface Told {
  readonly place: ArchivePlace
  readonly asOf: { readonly seq: number; readonly at: string }
  readonly counts: Omit<ArchiveCounts, 'files'>
}

/** What the package is, what is in it, and how it is read and checked without the product. */
export function readme({ place, asOf, counts }: Told, language: Language): string {
  const { t } = speaker(language)
  const { time } = siteWording(language, place.timeZone)
  const holds = t('archive.holdsThat', { ...counts, seq: asOf.seq })
  const facts: readonly (readonly [TextKey, string])[] = [
    ['book.study', place.studyKey],
    ['book.site', `${place.site} · ${place.siteName} · ${place.timeZone}`],
    ['archive.asOf', time(asOf.at)],
    ['archive.holds', holds],
    ['readme.program', PROGRAM_VERSION],
  ]
  const lines = facts.map(([name, value]) => `${t(name)}: ${value}`)
  const parts = PARTS.map((key) => t(key))
  const marked = place.mark === null ? [] : [markLine(place.mark)]
  return `${[...marked, t('readme.title', { site: place.site }), lines.join('\n'), ...parts].join('\n\n')}\n`
}
