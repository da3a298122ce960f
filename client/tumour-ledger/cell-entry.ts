import type { RowValues } from '../../shared/forms/define.ts'
import { normaliseEntry } from '../../shared/forms/normalise-entry.ts'
import { parseTenths, toMillimetres } from '../../shared/kernel/number-text.ts'
import type { Lesion } from './ledger.ts'

/** What was typed into a diameter box: the change to the row, or that it is no length. */
export type CellEntry =
  { readonly kind: 'change'; readonly change: RowValues } | { readonly kind: 'fault' }

export type DiameterColumn = 'LDIAM' | 'VDIAM' | 'SAXIS'

/** The diameters a lesion is measured by; `viable`: a criterion of the protocol adds up that one too. */
export function fieldsOf({ nodal }: Lesion, viable: boolean): readonly DiameterColumn[] {
  if (nodal) return ['SAXIS']
  return viable ? ['LDIAM', 'VDIAM'] : ['LDIAM']
}

const NOT_EVALUABLE = new Set(['n', 'ne', 'nd', 'not done', '无法评估'])
const ABSENT = new Set(['a', 'abs', 'absent', '消失'])
const TOO_SMALL = new Set(['t', 'ts', 'tsm', 's', '<5', '过小'])
const NO_LENGTH: RowValues = { LDIAM: '', VDIAM: '', SAXIS: '', TRSPLIT: '', TRMERGE: '' }
const MERGED_SIGN = '→'

/**
 * Reads a diameter box: millimetres with at most one decimal, or a key for a small state: `a` absent
 * (0), `t` too small to measure (5), `n` not evaluable. The parts of a split lesion stand with + between
 * them (`12+8`: the sum is its diameter); the identifier of another lesion says that both have merged,
 * and that the other one carries the common diameter.
 */
export function readCell(
  column: DiameterColumn,
  typed: string,
  others: readonly string[] = [],
): CellEntry {
  const partner = partnerIn(typed, others)
  if (partner !== null) return change({ ...NO_LENGTH, TRSTAT: '', TRMERGE: partner })
  const text = normaliseEntry('number', typed).replace(',', '.')
  const key = text.toLowerCase()
  if (NOT_EVALUABLE.has(key)) return change({ ...NO_LENGTH, TRSTAT: 'NOT DONE' })
  if (key.includes('+')) return readParts(column, key)
  const length = ABSENT.has(key) ? '0' : TOO_SMALL.has(key) ? '5' : text
  if (length !== '' && parseTenths(length) === null) return { kind: 'fault' }
  return change({ ...whole(column, length), TRSTAT: '', TRMERGE: '' })
}

/** A new length of the whole lesion stands for it: parts noted before were those of another length. */
function whole(column: DiameterColumn, length: string): RowValues {
  return column === 'VDIAM' ? { VDIAM: length } : { [column]: length, TRSPLIT: '' }
}

function partnerIn(typed: string, others: readonly string[]): string | null {
  const named = typed.trim().replace(MERGED_SIGN, '').replace(/^[>=]/, '').trim().toUpperCase()
  return others.find((id) => id.toUpperCase() === named) ?? null
}

/** The parts belong to the whole lesion: a viable diameter has no place of its own for them. */
function readParts(column: DiameterColumn, text: string): CellEntry {
  const parts = text.split('+').map((part) => part.trim())
  const tenths = parts.map(parseTenths)
  if (column === 'VDIAM' || tenths.some((part) => part === null || part <= 0)) {
    return { kind: 'fault' }
  }
  const sum = tenths.reduce<number>((total, part) => total + (part ?? 0), 0)
  return change({
    [column]: String(toMillimetres(sum)),
    TRSPLIT: parts.join(';'),
    TRSTAT: '',
    TRMERGE: '',
  })
}

function change(values: RowValues): CellEntry {
  return { kind: 'change', change: values }
}

/** What a diameter box shows of a row: the length, `NE`, or the lesion that it has merged with. */
export function cellText(column: DiameterColumn, row: RowValues): string {
  if (row['TRSTAT'] === 'NOT DONE') return 'NE'
  const length = row[column] ?? ''
  const partner = row['TRMERGE'] ?? ''
  return partner !== '' && (length === '' || length === '0') ? `${MERGED_SIGN}${partner}` : length
}
