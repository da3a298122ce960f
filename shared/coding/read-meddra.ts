import {
  FaultList,
  linesOf,
  type DictionaryReader,
  type DictionaryTerm,
  type ParentTerm,
} from './dictionary.ts'

const LLT_FILE = 'llt.asc'
const HIERARCHY_FILE = 'mdhier.asc'
const CODE = /^\d{8}$/
const LLT_FIELDS = 10
const HIERARCHY_FIELDS = 12

/**
 * Lowest-level terms of a MedDRA release with their primary path, from the ASCII files of the
 * distribution: fields separated by `$`, one `$` at the end of a line. Terms that the release marks as
 * not current are kept as such. @source MedDRA distribution file format: LLT and MDHIER
 */
export const meddra: DictionaryReader = {
  kind: 'MEDDRA',
  files: [LLT_FILE, HIERARCHY_FILE],
  read(files) {
    const faults = new FaultList()
    const paths = primaryPaths(files.get(HIERARCHY_FILE) ?? '', faults)
    const terms = lowestLevelTerms(files.get(LLT_FILE) ?? '', paths, faults)
    return faults.faults.length > 0 ? { terms: [], faults: faults.faults } : { terms, faults: [] }
  },
}

type Path = Readonly<Record<'PT' | 'HLT' | 'HLGT' | 'SOC', ParentTerm>>

/** The primary path of each preferred term, by its code. */
function primaryPaths(text: string, faults: FaultList): ReadonlyMap<string, Path> {
  const paths = new Map<string, Path>()
  for (const { line, text: row } of linesOf(text)) {
    const fields = row.split('$')
    const [pt = '', hlt = '', hlgt = '', soc = ''] = fields
    const fault = (key: string, value: string): void => {
      faults.add({ file: HIERARCHY_FILE, line, key, value })
    }
    if (fields.length < HIERARCHY_FIELDS) {
      fault('coding.fault.fields', String(fields.length))
      continue
    }
    const wrong = [pt, hlt, hlgt, soc].find((code) => !CODE.test(code))
    if (wrong !== undefined) fault('coding.fault.code', wrong)
    if (fields[11] !== 'Y') continue
    if (paths.has(pt)) fault('coding.fault.twice', pt)
    const parent = (code: string, at: number): ParentTerm => ({ code, name: fields[at] ?? '' })
    paths.set(pt, {
      PT: parent(pt, 4),
      HLT: parent(hlt, 5),
      HLGT: parent(hlgt, 6),
      SOC: parent(soc, 7),
    })
  }
  return paths
}

function lowestLevelTerms(
  text: string,
  paths: ReadonlyMap<string, Path>,
  faults: FaultList,
): readonly DictionaryTerm[] {
  const terms: DictionaryTerm[] = []
  const seen = new Set<string>()
  for (const { line, text: row } of linesOf(text)) {
    const fields = row.split('$')
    const [code = '', name = '', pt = ''] = fields
    const parents = paths.get(pt)
    const fault = lltFault({ fields, seen, hasPath: parents !== undefined })
    if (fault !== null || parents === undefined) {
      faults.add({ file: LLT_FILE, line, ...(fault ?? { key: 'coding.fault.parent', value: pt }) })
      continue
    }
    seen.add(code)
    terms.push({ level: 'LLT', code, name, parents: { ...parents }, current: fields[9] !== 'N' })
  }
  if (terms.length === 0) {
    faults.add({ file: LLT_FILE, line: 0, key: 'coding.fault.empty', value: '' })
  }
  return terms
}

interface Llt {
  readonly fields: readonly string[]
  readonly seen: ReadonlySet<string>
  readonly hasPath: boolean
}

function lltFault({ fields, seen, hasPath }: Llt): { key: string; value: string } | null {
  const [code = '', name = '', pt = ''] = fields
  if (fields.length < LLT_FIELDS) {
    return { key: 'coding.fault.fields', value: String(fields.length) }
  }
  if (!CODE.test(code)) return { key: 'coding.fault.code', value: code }
  if (name.trim() === '') return { key: 'coding.fault.name', value: code }
  if (seen.has(code)) return { key: 'coding.fault.twice', value: code }
  return hasPath ? null : { key: 'coding.fault.parent', value: pt }
}
