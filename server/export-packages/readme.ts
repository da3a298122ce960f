import { markLine } from '../../shared/environment/test-mark.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { sentence } from '../../shared/texts/sentence.ts'
import { releasesText } from '../coding/service.ts'
import { seenPlaces, type OfferedFormat } from '../exporting/service.ts'
import { STANDARDS } from './manifest.ts'
import { readmeText, type ReadmeKey } from './readme-texts.ts'
import type { Packed, PackParts } from './package-parts.ts'

type Told = Pick<PackParts, 'chosen' | 'wish' | 'formats'> & Packed

const COLON: Readonly<Record<Language, string>> = { en: ': ', zh: '：' }
const STOP: Readonly<Record<Language, string>> = { en: '. ', zh: '。' }

/** What is in the package, as of when, by which versions, and how it is read and checked. */
export function readme(told: Told): string {
  const { language } = told.wish
  const { mark } = told.chosen.input
  const parts = [
    mark === null ? '' : markLine(mark),
    readmeText(language, 'title', { study: told.chosen.input.study.key }),
    factsOf(told, language),
    `${readmeText(language, 'contents')}\n${contentsOf(told, language)}`,
    zonesOf(told, language),
    readmeText(language, 'dates'),
    readmeText(language, 'signatures'),
    ...(told.wish.profile === 'deidentified' ? [readmeText(language, 'twin')] : []),
    ...(told.withdrawn.length > 0 ? [readmeText(language, 'withdrawn')] : []),
    readmeText(language, 'problems', { errors: countOf(told, 'error'), all: countOf(told, null) }),
    `${readmeText(language, 'reading')}\n${readingOf(language)}`,
    readmeText(language, 'check'),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function factsOf({ chosen, wish }: Told, language: Language): string {
  const { input, pinned } = chosen
  const { title, version } = pinned.definition
  const facts: readonly (readonly [ReadmeKey, string])[] = [
    ['study', `${input.study.key} · ${title[language]}`],
    ['state', stateText(chosen, language)],
    ['cutoff', input.cutoff ?? readmeText(language, 'latestDate')],
    ['population', sentence(language, `exportRun.population.${wish.population}`)],
    ['subjects', String(input.subjectCount)],
    ['profile', sentence(language, `export.profile.${wish.profile}`)],
    ['responses', sentence(language, `exportRun.responses.${wish.responses}`)],
    ['definition', `${pinned.number} (${version}), SHA-256 ${pinned.hash}`],
    ['program', input.programVersion],
    ['standards', standardsText()],
    ['dictionaries', releasesText(input.dictionaries) || readmeText(language, 'noDictionary')],
  ]
  return facts
    .map(([name, value]) => `${readmeText(language, name)}${COLON[language]}${value}`)
    .join('\n')
}

function standardsText(): string {
  const { SDTM, ADaM, sdtmTerminology, adamTerminology, CTCAE } = STANDARDS
  return `${SDTM}; ${ADaM}; CDISC CT SDTM ${sdtmTerminology}, ADaM ${adamTerminology}; ${CTCAE}`
}

function contentsOf({ formats, files, wish }: Told, language: Language): string {
  const data = formats.map((format) => formatText(format, files, language))
  const trace = wish.profile === 'full' ? (['trace'] as const) : []
  const others = ['metadata', ...trace, 'log', 'manifest'] as const
  return [...data, ...others.map((key) => readmeText(language, key))]
    .map((line) => `- ${line}`)
    .join('\n')
}

function formatText(
  { key, title, description }: OfferedFormat,
  files: Packed['files'],
  language: Language,
): string {
  const own = files.filter(({ format }) => format === key)
  const rows = own.reduce((sum, file) => sum + file.rows, 0)
  const counted = readmeText(language, 'counted', { files: own.length, rows })
  const what = description === null ? '' : description[language]
  return `data/${key}/ - ${title[language]}${COLON[language]}${counted}${STOP[language]}${what}`
}

/** The zones say where the sites are, which a de-identified copy does not tell. */
function zonesOf({ chosen, wish }: Told, language: Language): string {
  if (wish.profile === 'deidentified') return readmeText(language, 'utc')
  const places = seenPlaces(chosen.input).map(({ code, timeZone }) => `${code} ${timeZone}`)
  return `${readmeText(language, 'utc')} ${readmeText(language, 'zones', { zones: places.join(', ') })}`
}

function countOf({ problems }: Told, severity: string | null): number {
  const meant = problems.filter((one) => severity === null || one.severity === severity)
  return meant.reduce((sum, { count }) => sum + count, 0)
}

const READING = ['readCsv', 'readXpt', 'readJson', 'readXml'] as const

function readingOf(language: Language): string {
  return READING.map((key) => `- ${readmeText(language, key)}`).join('\n')
}

function stateText({ input }: PackParts['chosen'], language: Language): string {
  const { snapshot, seq, stateAt: at } = input
  const named = snapshot?.name ?? ''
  return readmeText(language, snapshot === null ? 'live' : 'snapshot', {
    ...{ name: named, seq, at, hash: snapshot?.hash ?? '' },
  })
}
