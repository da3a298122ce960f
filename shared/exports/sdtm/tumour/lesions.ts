import { parsePartialDate } from '../../../kernel/dates.ts'
import type { Row } from '../../../trial/trial.ts'
import type { Draft, DomainRow, MappedRow, SubjectContext } from '../define.ts'
import { qualifier } from '../findings/qualifier.ts'
import { cellText } from '../findings/result.ts'
import { rowValues } from '../row-values.ts'
import { criteriaSets, lesionLink, type CriteriaSet } from './criteria-sets.ts'
import { reportTumour } from './problems.ts'
import { partLink, splitParts } from './split-parts.ts'
import { imagingMethod, tumourLocation, tumourTest } from './terms.ts'

/** TU: each lesion once for every criterion that counts it, at the visit where it was first seen. */
export function lesionDrafts(
  rows: readonly DomainRow[],
  context: SubjectContext,
): readonly Draft[] {
  const first = firstSeen(context)
  const known = new Set<string>()
  return rows.flatMap((row) => {
    const lesion = row.row['TULNKID'] ?? ''
    const report = (fault: Parameters<typeof reportTumour>[1]): void => {
      reportTumour(context, fault, { row, column: 'TULNKID', text: lesion })
    }
    if (known.has(lesion)) report('lesion-twice')
    known.add(lesion)
    const seen = first.get(lesion)
    if (seen === undefined) report('lesion-never-measured')
    const sets = setsOf(context, lesion)
    if (sets[0] === null && row.row['TUGRPID'] === 'TARGET') report('lesion-not-counted')
    return sets.map((set, at) => identified(row, set, { seen, isLeading: at === 0 }))
  })
}

/** The sets that count a lesion; one that is none where no criterion does. */
function setsOf(context: SubjectContext, lesion: string): readonly (CriteriaSet | null)[] {
  const sets = criteriaSets(context).filter(({ roles }) => roles.has(lesion))
  return sets.length === 0 ? [null] : sets
}

function identified(
  row: DomainRow,
  set: CriteriaSet | null,
  { seen, isLeading }: { readonly seen: MappedRow | undefined; readonly isLeading: boolean },
): Draft {
  const { values, supplementals } = rowValues(row)
  const lesion = row.row['TULNKID'] ?? ''
  return {
    values: {
      ...values,
      ...identity(set, { lesion, test: 'TUMIDENT', role: roleOf(set, row.row) }),
      TULOC: locationOf(row),
      TUMETHOD: imagingMethod(seen?.row['TRMETHOD']),
      TUDTC: values['TUDTC'] ?? cellText(seen?.row['TRDAT']),
    },
    row,
    supplementals: [...row.supplementals, ...supplementals, ...locationQualifiers(row)],
    ...(isLeading ? { comments: row.comments } : {}),
    visit: seen?.visit ?? null,
  }
}

/** What the lesion is under the criterion; under none what the list calls it. */
function roleOf(set: CriteriaSet | null, row: Row): string {
  return set?.roles.get(row['TULNKID'] ?? '')?.kind ?? row['TUGRPID'] ?? ''
}

function identity(
  set: CriteriaSet | null,
  of: { readonly lesion: string; readonly test: string; readonly role: string },
): Draft['values'] {
  const result = of.role === '' ? null : of.role
  return {
    TUSPID: of.lesion,
    TUGRPID: result,
    TULNKID: lesionLink(set, of.lesion),
    TUTESTCD: of.test,
    TUTEST: tumourTest(of.test),
    TUORRES: result,
    TUSTRESC: result,
    TUEVAL: 'INVESTIGATOR',
  }
}

function locationOf({ row }: DomainRow): string | null {
  const collected = row['TULOC'] ?? ''
  return collected === '' ? null : tumourLocation(collected)
}

/** The location as collected, where its term says less. */
function locationQualifiers({ row }: DomainRow): ReturnType<typeof qualifier>[] {
  const collected = row['TULOC'] ?? ''
  if (collected === '' || tumourLocation(collected) === collected) return []
  const label = 'Location as Collected'
  return [qualifier({ name: 'TULOCCO', label, value: collected, column: 'TULOC' })]
}

/** The measurement in which each lesion was seen first: by date, those of the baseline before others. */
function firstSeen(context: SubjectContext): ReadonlyMap<string, MappedRow> {
  const first = new Map<string, MappedRow>()
  for (const row of context.rows('measurements')) {
    const lesion = row.row['TRLNKID'] ?? ''
    const known = first.get(lesion)
    if (known === undefined || orderOf(row) < orderOf(known)) first.set(lesion, row)
  }
  return first
}

function orderOf({ visit, date }: MappedRow): number {
  if (visit === 'BASELINE') return -Infinity
  return parsePartialDate(date ?? '')?.earliest ?? Infinity
}

/** TU: lesions that merged or split, at the first visit where the measurements say so. */
export function mergedAndSplitDrafts(context: SubjectContext): readonly Draft[] {
  const said = new Set<string>()
  return context.rows('measurements').flatMap((row) => {
    const lesion = row.row['TRLNKID'] ?? ''
    return setsOf(context, lesion).flatMap((set) => {
      const found = [...mergers(row, set), ...splits(row, set)]
      return found.filter(({ values }) => {
        const key = `${String(values['TULNKID'])} ${String(values['TUTESTCD'])}`
        return !said.has(key) && said.add(key).has(key)
      })
    })
  })
}

function mergers(row: MappedRow, set: CriteriaSet | null): readonly Draft[] {
  const partner = row.row['TRMERGE'] ?? ''
  if (partner === '') return []
  const merged = eventDraft(row, set, { test: 'TUMERGE', part: null })
  const value = lesionLink(set, partner)
  const label = 'Lesion Merged With'
  const supplementals = [qualifier({ name: 'TUMRGID', label, value, column: 'TRMERGE' })]
  return [{ ...merged, column: 'TRMERGE', supplementals }]
}

function splits(row: MappedRow, set: CriteriaSet | null): readonly Draft[] {
  if ((row.row['TRSPLIT'] ?? '') === '') return []
  const parts = splitParts(row.row, set?.roles.get(row.row['TRLNKID'] ?? ''))
  const numbers = parts.length === 0 ? [null] : parts.map((_, at) => at + 1)
  return numbers.map((part) => ({
    ...eventDraft(row, set, { test: 'TUSPLIT', part }),
    column: 'TRSPLIT',
  }))
}

function eventDraft(
  row: MappedRow,
  set: CriteriaSet | null,
  { test, part }: { readonly test: string; readonly part: number | null },
): Draft {
  const lesion = row.row['TRLNKID'] ?? ''
  const role = set?.roles.get(lesion)?.kind ?? ''
  const link = lesionLink(set, lesion)
  return {
    values: {
      ...identity(set, { lesion, test, role }),
      TULNKID: part === null ? link : partLink(link, part),
      TUMETHOD: imagingMethod(row.row['TRMETHOD']),
      TUDTC: cellText(row.row['TRDAT']),
    },
    row,
  }
}
