import type { FormDefinition } from '../../forms/define.ts'
import { reasonKey } from '../../forms/define.ts'
import { MASK } from '../../trail/mask-texts.ts'
import { flagElements, type Flags } from './flags.ts'
import { unitOid } from './item-definitions.ts'
import { formOid, groupOid, itemOid } from './places.ts'
import { element, hasForbidden, textElement } from './xml.ts'

export type TransactionType = 'Insert' | 'Update' | 'Remove' | 'Context'

/** Who did something where, when and why: what an entry of the trail is to ODM. */
export interface TrailMark {
  readonly seq: number
  /** ISO 8601, UTC. */
  readonly at: string
  readonly userOid: string
  readonly locationOid: string
  readonly reason: string | null
}

/** An entry as an audit record; `SourceID` is its number in the trail. */
export function auditRecord(mark: TrailMark, id?: string): string {
  const { seq, at, reason } = mark
  return element(
    'AuditRecord',
    { ID: id },
    element('UserRef', { UserOID: mark.userOid }),
    element('LocationRef', { LocationOID: mark.locationOid }),
    textElement('DateTimeStamp', at),
    reason === null ? '' : textElement('ReasonForChange', reason),
    textElement('SourceID', String(seq)),
  )
}

export interface Note {
  /** Number in the trail; 0 where no entry made it. */
  readonly seq: number
  readonly comment: string | null
  readonly flags: Flags
  readonly transaction?: TransactionType
}

export function annotation({ seq, comment, flags, transaction }: Note): string {
  return element(
    'Annotation',
    { SeqNum: seq, TransactionType: transaction },
    comment === null ? '' : textElement('Comment', comment),
    ...flagElements(flags),
  )
}

/** An answer: its text, or null where there is none. */
export interface Answer {
  readonly row: string | null
  readonly item: string
  readonly text: string | null
  readonly mark?: TrailMark
  readonly transaction?: TransactionType
  readonly notes?: readonly Note[]
}

/** The answers of a form as ODM groups: the own items first, then each row. */
export function groupsOfAnswers(
  form: Pick<FormDefinition, 'key' | 'items' | 'group'>,
  answers: readonly Answer[],
  transaction?: TransactionType,
): string {
  const rows = [...new Set(answers.map(({ row }) => row))]
  const ordered = [...rows.filter((row) => row === null), ...rows.filter((row) => row !== null)]
  return ordered
    .map((row) =>
      element(
        'ItemGroupData',
        {
          ItemGroupOID: groupOid(form.key, row !== null),
          ItemGroupRepeatKey: row ?? undefined,
          TransactionType: transaction,
        },
        ...answers.filter((answer) => answer.row === row).map((answer) => itemData(form, answer)),
      ),
    )
    .join('')
}

function itemData(
  form: Pick<FormDefinition, 'key' | 'items' | 'group'>,
  { row, item, text, mark, transaction, notes = [] }: Answer,
): string {
  const value = text === MASK ? null : text
  return element(
    'ItemData',
    {
      ItemOID: itemOid(form.key, item, row !== null),
      TransactionType: transaction,
      ...(value === null ? { IsNull: 'Yes' } : { Value: value }),
    },
    mark === undefined ? '' : auditRecord(mark),
    value === null ? '' : unitRef(form, row, item),
    ...[...aboutText(text), ...notes].map(annotation),
  )
}

function unitRef(
  form: Pick<FormDefinition, 'items' | 'group'>,
  row: string | null,
  key: string,
): string {
  const items = row === null ? form.items : (form.group?.items ?? [])
  const item = items.find((one) => one.key === key)
  const unit = item !== undefined && 'unit' in item ? (item.unit ?? '') : ''
  return unit === '' ? '' : element('MeasurementUnitRef', { MeasurementUnitOID: unitOid(unit) })
}

/** Says so where a text stands otherwise than it is stored. */
function aboutText(text: string | null): readonly Note[] {
  if (text === null) return []
  if (text.includes(MASK)) return [{ seq: 0, comment: null, flags: { TEXT: 'REDACTED' } }]
  if (!hasForbidden(text)) return []
  return [{ seq: 0, comment: JSON.stringify(text), flags: { TEXT: 'ESCAPED' } }]
}

/** Beside each reason for an empty answer stands the empty answer itself. */
export function withEmptyAnswers(
  form: Pick<FormDefinition, 'items' | 'group'>,
  answers: readonly Answer[],
): readonly Answer[] {
  const keys = [...form.items, ...(form.group?.items ?? [])].map(({ key }) => key)
  const has = (row: string | null, item: string): boolean =>
    answers.some((answer) => answer.row === row && answer.item === item)
  return answers.flatMap((answer) => {
    const asked = keys.find((key) => reasonKey(key) === answer.item)
    if (asked === undefined || answer.text === null || has(answer.row, asked)) return [answer]
    const { row, mark } = answer
    return [{ row, item: asked, text: null, ...(mark === undefined ? {} : { mark }) }, answer]
  })
}

interface FormOfData {
  readonly key: string
  readonly repeatKey: string | undefined
  readonly transaction?: TransactionType
}

/** A filled form with content that is XML already. */
export function formData(
  { key, repeatKey, transaction }: FormOfData,
  ...content: readonly string[]
): string {
  return element(
    'FormData',
    { FormOID: formOid(key), FormRepeatKey: repeatKey, TransactionType: transaction },
    ...content,
  )
}
