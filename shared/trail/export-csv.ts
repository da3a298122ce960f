import type { ExportedEntry } from './export-entry.ts'

/** Columns of the trail as CSV, in their order: one row for each changed field. */
export const TRAIL_COLUMNS = [
  'SEQ',
  'TIME_UTC',
  'TIME_SITE',
  'TIME_ZONE',
  'USER',
  'NAME',
  'ROLE',
  'ROLE_EN',
  'ROLE_ZH',
  'ORIGIN',
  'ACT',
  'ACT_EN',
  'ACT_ZH',
  'SITE',
  'SUBJECT',
  'VISIT',
  'FORM',
  'FORM_EN',
  'FORM_ZH',
  'ROW',
  'ITEM',
  'ITEM_EN',
  'ITEM_ZH',
  'UNIT',
  'BEFORE',
  'BEFORE_EN',
  'BEFORE_ZH',
  'AFTER',
  'AFTER_EN',
  'AFTER_ZH',
  'REASON',
  'REDACTED',
  'TYPED_UTC',
  'ENTITY',
  'ENTITY_ID',
  'PREVIOUS_HASH',
  'HASH',
] as const
type Column = (typeof TRAIL_COLUMNS)[number]
type Cells = Readonly<Partial<Record<Column, string | null>>>

/**
 * The rows of an entry: one for each changed field, each with the entry's own columns; one row without
 * a field where it changed none. `isMeant` keeps the rows of some fields alone.
 */
export function trailRows(
  entry: ExportedEntry,
  isMeant: (change: ExportedEntry['changes'][number]) => boolean = () => true,
): readonly (readonly string[])[] {
  const own = { ...placeCells(entry), ...actorCells(entry), ...hashCells(entry) }
  const changes = entry.changes.filter(isMeant)
  if (changes.length === 0) return [rowOf(own)]
  return changes.map((change) => rowOf({ ...own, ...changeCells(entry, change) }))
}

function rowOf(cells: Cells): readonly string[] {
  return TRAIL_COLUMNS.map((column) => cells[column] ?? '')
}

function actorCells({ username, displayName, role, origin, act }: ExportedEntry): Cells {
  return {
    USER: username,
    NAME: displayName,
    ROLE: role?.code ?? null,
    ROLE_EN: role?.en ?? null,
    ROLE_ZH: role?.zh ?? null,
    ORIGIN: origin.code,
    ACT: act.code,
    ACT_EN: act.en,
    ACT_ZH: act.zh,
  }
}

function placeCells(entry: ExportedEntry): Cells {
  return {
    SEQ: String(entry.seq),
    TIME_UTC: entry.at,
    TIME_SITE: entry.atSite,
    TIME_ZONE: entry.timeZone,
    SITE: entry.site,
    SUBJECT: entry.subjid,
    VISIT: entry.visit,
    FORM: entry.form?.code ?? null,
    FORM_EN: entry.form?.en ?? null,
    FORM_ZH: entry.form?.zh ?? null,
    REASON: entry.reason,
    REDACTED: entry.reasonRedacted ? 'REASON' : null,
    TYPED_UTC: entry.enteredAt,
  }
}

function hashCells({ entity, entityId, previousHash, hash }: ExportedEntry): Cells {
  return { ENTITY: entity, ENTITY_ID: entityId, PREVIOUS_HASH: previousHash, HASH: hash }
}

function changeCells(
  { reasonRedacted }: ExportedEntry,
  { row, item, label, unit, before, after }: ExportedEntry['changes'][number],
): Cells {
  const hidden = [
    ...(before.redacted ? ['BEFORE'] : []),
    ...(after.redacted ? ['AFTER'] : []),
    ...(reasonRedacted ? ['REASON'] : []),
  ]
  const [wasEn, wasZh] = meaningOf(before)
  const [isEn, isZh] = meaningOf(after)
  return {
    ...{ ROW: row, ITEM: item, ITEM_EN: label.en, ITEM_ZH: label.zh, UNIT: unit },
    ...{ BEFORE: before.value, BEFORE_EN: wasEn, BEFORE_ZH: wasZh },
    ...{ AFTER: after.value, AFTER_EN: isEn, AFTER_ZH: isZh },
    REDACTED: hidden.join(' '),
  }
}

function meaningOf({
  meaning,
}: ExportedEntry['changes'][number]['before']): readonly [string, string] {
  return meaning === null ? ['', ''] : [meaning.en, meaning.zh]
}
