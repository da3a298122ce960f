import type { TextKey } from '../../shared/texts/keys.ts'
import type { OdmElement } from './read-odm.ts'

type ReportKey = Extract<TextKey, `odm.report.${string}`>

/** Something of the file that did not come over as it stands there: where, what, and what to do. */
export interface ReportLine {
  /** `lost`: it is not in the definition; `changed`: it is, in another way; `note`: to be looked at. */
  readonly kind: 'lost' | 'changed' | 'note'
  /** The element with its identifier: `ItemDef I.AGE`. */
  readonly place: string
  readonly line: number
  readonly key: ReportKey
  readonly params: Readonly<Record<string, string | number>>
}

/** Collects what is reported. */
export class Report {
  private readonly lines: ReportLine[] = []
  private readonly known = new Set<string>()

  add(
    kind: ReportLine['kind'],
    at: OdmElement,
    [key, params = {}]: readonly [ReportKey, ReportLine['params']?],
  ): void {
    const found: ReportLine = { kind, place: placeOf(at), line: at.line, key, params }
    const text = JSON.stringify(found)
    // A list that two items name is read twice, and says the same twice.
    if (this.known.has(text)) return
    this.known.add(text)
    this.lines.push(found)
  }

  /** What is lost first, then what is different, each in the order of the file. */
  inOrder(): readonly ReportLine[] {
    return this.lines.toSorted(
      (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.line - b.line,
    )
  }
}

const KINDS: readonly ReportLine['kind'][] = ['lost', 'changed', 'note']

function placeOf({ name, attributes }: OdmElement): string {
  const id = attributes['OID'] ?? attributes['ItemOID'] ?? attributes['ItemGroupOID']
  const named =
    id ?? attributes['FormOID'] ?? attributes['StudyEventOID'] ?? attributes['Name'] ?? ''
  return `${name} ${named}`.trim().slice(0, 200)
}
