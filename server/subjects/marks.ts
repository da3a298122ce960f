import type { CellState } from '../../shared/protocol/cell-signs.ts'

type Trusted = Extract<CellState, 'verified' | 'signed' | 'locked'>

/** A form at a visit, or at none, with the records that fill it. */
export interface FormPlace {
  readonly visit: string | null
  readonly form: string
  readonly records: readonly string[]
  /** Of a targeted form the parts to verify, by record; absent: it is verified as a whole. */
  readonly targets?: ReadonlyMap<string, readonly string[]>
}

/** Where an open query stands. */
export interface QueriedPlace {
  readonly visit: string | null
  readonly form: string | null
}

/**
 * What stands on a subject's forms beside their values: verifications, signatures, locks and open
 * queries. Not part of the overview, because the subject's revision does not tell them.
 */
export interface SubjectMarks {
  /** The furthest step that covers all of the form; null: none does. */
  readonly trustOf: (place: FormPlace) => Trusted | null
  /** Whether valid signatures cover all of the form, whatever else stands on it. */
  readonly signedAt: (place: FormPlace) => boolean
  /** Whether all of the form was compared with the source, and has not changed since. */
  readonly verifiedAt: (place: FormPlace) => boolean
  /** Whether a freeze holds the form, or its whole visit, and no lock does. */
  readonly frozenAt: (place: FormPlace) => boolean
  readonly signatureBrokenAt: (place: FormPlace) => boolean
  /** Of the signature over the whole subject. */
  readonly subjectSignature: 'unsigned' | 'signed' | 'broken'
  readonly queriesAt: (place: Pick<FormPlace, 'visit' | 'form'>) => number
  /** Open queries of the visit itself and of its forms. */
  readonly queriesOfVisit: (visit: string) => number
  /** All open queries of the subject. */
  readonly queries: number
  /** Forms and visits with an open query, each once; a query of no form is of its visit, or of the subject. */
  readonly queriedPlaces: readonly QueriedPlace[]
  /** Place of the subject among those registered at its site, from 1. */
  readonly numberAtSite: number
  /** All of the above as one text: the same text, the same marks. */
  readonly content: string
}

/** What marks cover: single records, forms at a place, whole visits, or everything of the subject. */
export interface Coverage {
  readonly records: Set<string>
  readonly forms: Set<string>
  readonly visits: Set<string>
  all: boolean
}

/** What stands on a subject's forms, as its rows tell. */
export interface Gathered {
  /** Parts that stand verified, by record; the whole form is the part without a name. */
  readonly verified: Map<string, Set<string>>
  /** Place of the subject among those registered at its site, from 1. */
  numberAtSite: number
  readonly signed: Coverage
  readonly broken: Coverage
  readonly frozen: Coverage
  readonly locked: Coverage
  /** Open queries by the key of their place. */
  readonly queries: Map<string, number>
}

export function newGathered(): Gathered {
  return {
    verified: new Map(),
    numberAtSite: 0,
    signed: newCoverage(),
    broken: newCoverage(),
    frozen: newCoverage(),
    locked: newCoverage(),
    queries: new Map(),
  }
}

function newCoverage(): Coverage {
  return { records: new Set(), forms: new Set(), visits: new Set(), all: false }
}

/**
 * Marks as one text, which takes a tenth of what they take as sets and maps: the same text, the same
 * marks.
 */
export function packMarks(marks: Gathered): string {
  const { verified, numberAtSite, signed, broken, frozen, locked, queries } = marks
  const parts = [...verified].map(([record, standing]): Packed[1][number] => [record, ...standing])
  const packed: Packed = [
    numberAtSite,
    parts,
    packCoverage(signed),
    packCoverage(broken),
    packCoverage(frozen),
    packCoverage(locked),
    [...queries],
  ]
  return JSON.stringify(packed)
}

type PackedCoverage = readonly [
  all: boolean,
  records: readonly string[],
  forms: readonly string[],
  visits: readonly string[],
]

type Packed = readonly [
  numberAtSite: number,
  verified: readonly (readonly [record: string, ...parts: string[]])[],
  signed: PackedCoverage,
  broken: PackedCoverage,
  frozen: PackedCoverage,
  locked: PackedCoverage,
  queries: readonly (readonly [string, number])[],
]

function packCoverage({ all, records, forms, visits }: Coverage): PackedCoverage {
  return [all, [...records], [...forms], [...visits]]
}

function unpack(text: string): Gathered {
  const [numberAtSite, verified, signed, broken, frozen, locked, queries] = JSON.parse(
    text,
  ) as Packed
  return {
    numberAtSite,
    verified: new Map(verified.map(([record, ...parts]) => [record, new Set(parts)])),
    signed: unpackCoverage(signed),
    broken: unpackCoverage(broken),
    frozen: unpackCoverage(frozen),
    locked: unpackCoverage(locked),
    queries: new Map(queries),
  }
}

function unpackCoverage([all, records, forms, visits]: PackedCoverage): Coverage {
  return { all, records: new Set(records), forms: new Set(forms), visits: new Set(visits) }
}

/** The marks that were packed; unpacked where anything but their text is asked for. */
export function toMarks(content: string): SubjectMarks {
  let unpacked: Gathered | null = null
  const marks = (): Gathered => (unpacked ??= unpack(content))
  let asked: readonly AskedPlace[] | null = null
  const queried = (): readonly AskedPlace[] =>
    (asked ??= [...marks().queries].map(([key, count]) => ({ place: placeOfKey(key), count })))
  return {
    trustOf: (place) => {
      const { locked, signed, verified } = marks()
      if (covers(locked, place)) return 'locked'
      if (covers(signed, place)) return 'signed'
      return isVerified(place, verified) ? 'verified' : null
    },
    get subjectSignature() {
      const { signed, broken } = marks()
      return signed.all ? 'signed' : broken.all ? 'broken' : 'unsigned'
    },
    signedAt: (place) => covers(marks().signed, place),
    verifiedAt: (place) => isVerified(place, marks().verified),
    frozenAt: (place) => covers(marks().frozen, place) && !covers(marks().locked, place),
    signatureBrokenAt: (place) => !covers(marks().signed, place) && isBrokenAt(marks(), place),
    queriesAt: ({ visit, form }) => {
      const { queries } = marks()
      return queries.size === 0 ? 0 : (queries.get(placeKey(visit, form)) ?? 0)
    },
    queriesOfVisit: (visit) => total(queried().filter(({ place }) => place.visit === visit)),
    get queries() {
      return total(queried())
    },
    get queriedPlaces() {
      return queried().map(({ place }) => place)
    },
    get numberAtSite() {
      return marks().numberAtSite
    },
    content,
  }
}

interface AskedPlace {
  readonly place: QueriedPlace
  readonly count: number
}

function total(asked: readonly AskedPlace[]): number {
  return asked.reduce((sum, { count }) => sum + count, 0)
}

function covers({ all, visits, forms, records }: Coverage, place: FormPlace): boolean {
  return (
    all ||
    (place.visit !== null && visits.has(place.visit)) ||
    (forms.size > 0 && forms.has(placeKey(place.visit, place.form))) ||
    everyRecord(place, records)
  )
}

/** Whether a broken signature covers any of it that no valid one of its own covers. */
function isBrokenAt({ broken, signed }: Gathered, { visit, records }: FormPlace): boolean {
  return (
    broken.all ||
    (visit !== null && broken.visits.has(visit)) ||
    records.some((id) => broken.records.has(id) && !signed.records.has(id))
  )
}

function everyRecord({ records }: FormPlace, marked: ReadonlySet<string>): boolean {
  return records.length > 0 && records.every((id) => marked.has(id))
}

/** Every record is verified as a whole, or in each of the parts that are asked for. */
function isVerified({ records, targets }: FormPlace, verified: Gathered['verified']): boolean {
  const isCovered = (id: string): boolean => {
    const standing = verified.get(id)
    const parts = targets?.get(id)
    return standing?.has('') === true || parts?.every((part) => standing?.has(part)) === true
  }
  return records.some((id) => verified.has(id)) && records.every(isCovered)
}

/** A form at a visit, or at none, as one text. */
export function placeKey(visit: string | null, form: string | null): string {
  return JSON.stringify([visit, form])
}

function placeOfKey(key: string): QueriedPlace {
  const [visit, form] = JSON.parse(key) as [string | null, string | null]
  return { visit, form }
}
