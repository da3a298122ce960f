import { sentenceOf } from '../forms/check-sentence.ts'
import { failedChecks } from '../forms/edit-checks.ts'
import type { FormDefinition } from '../forms/define.ts'
import { valueWarnings, type Finding, type FindingKey } from '../forms/findings.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { oncePer } from '../kernel/remembered.ts'
import type { Day } from '../kernel/brand.ts'
import { sentence } from '../texts/sentence.ts'
import type { CheckRecord, FiredCheck } from './define.ts'
import { placeOf } from './fired.ts'

/** A check that holds for every item of its kind in every form; its condition is the item's definition. */
export interface GenericCheck {
  readonly key: string
  readonly finding: FindingKey
  readonly rationale: Bilingual
}

/** Checks of values by what their item says of itself: range, precision, dates, repeated rows. */
export const GENERIC_CHECKS: readonly GenericCheck[] = [
  {
    key: 'GEN-RANGE',
    finding: 'finding.outOfRange',
    rationale: {
      en: 'Values outside the plausible range of the item are mostly slips of the pen or of the unit.',
      zh: '超出项目合理范围的数值多为笔误或单位错误。',
    },
  },
  {
    key: 'GEN-PARTIAL',
    finding: 'finding.partialDate',
    rationale: {
      en: 'Analyses need the whole date of this item; a partial one is kept as it is known.',
      zh: '分析需要该项目的完整日期；不完整日期按已知部分保存。',
    },
  },
  {
    key: 'GEN-FUTURE',
    finding: 'finding.futureDate',
    rationale: {
      en: 'What was observed lies in the past.',
      zh: '已观察到的事件应发生在过去。',
    },
  },
  {
    key: 'GEN-IMPLAUSIBLE',
    finding: 'finding.implausibleDate',
    rationale: {
      en: 'No event of a trial is older than its oldest subject.',
      zh: '试验中的事件不应早于最年长受试者的出生年代。',
    },
  },
  {
    key: 'GEN-ID',
    finding: 'finding.idNumber',
    rationale: {
      en: 'Subjects are known by their code alone; an identity number has no place in the database.',
      zh: '受试者仅以编号识别；数据库中不得出现身份证号。',
    },
  },
  {
    key: 'GEN-PHONE',
    finding: 'finding.phone',
    rationale: {
      en: 'Subjects are known by their code alone; a telephone number has no place in the database.',
      zh: '受试者仅以编号识别；数据库中不得出现手机号码。',
    },
  },
  {
    key: 'GEN-EMAIL',
    finding: 'finding.email',
    rationale: {
      en: 'Subjects are known by their code alone; an e-mail address has no place in the database.',
      zh: '受试者仅以编号识别；数据库中不得出现电子邮箱地址。',
    },
  },
  {
    key: 'GEN-DUPLICATE',
    finding: 'finding.duplicateRow',
    rationale: {
      en: 'Two rows of one form with the same identity count twice in every table.',
      zh: '同一表单中标识相同的两行在统计表中会被重复计数。',
    },
  },
  {
    key: 'GEN-REASON',
    finding: 'finding.reasonBesideValue',
    rationale: {
      en: 'A reason for a missing value contradicts a value beside it.',
      zh: '缺失原因与旁边已填写的数值相矛盾。',
    },
  },
  {
    key: 'GEN-NOT-ASKED',
    finding: 'finding.notAsked',
    rationale: {
      en: 'A value of a question that does not apply is left over from an earlier answer.',
      zh: '不适用问题中的数值是先前作答的遗留。',
    },
  },
]

const BY_FINDING = new Map(GENERIC_CHECKS.map((check) => [check.finding, check]))

/** Generic checks and the form's own checks that one record fires, at field and form level. */
export function recordChecks(
  form: FormDefinition,
  record: CheckRecord,
  today: Day | null,
): readonly FiredCheck[] {
  const known = firedOf(form)
  const entry = known.get(record)
  if (entry?.today === today) return entry.fired
  const fired = checkRecord(form, record, today)
  known.set(record, { today, fired })
  return fired
}

interface KnownChecks {
  readonly today: Day | null
  readonly fired: readonly FiredCheck[]
}

/** While one form of a subject is typed, its other records stay as they are. */
const firedOf = oncePer<FormDefinition, WeakMap<CheckRecord, KnownChecks>>(() => new WeakMap())

function checkRecord(
  form: FormDefinition,
  record: CheckRecord,
  today: Day | null,
): readonly FiredCheck[] {
  const context = today === null ? {} : { today }
  const generic = valueWarnings(form, record.values, context).flatMap((finding) => {
    const check = BY_FINDING.get(finding.key)
    return check === undefined ? [] : [toFired(form, record, check, finding)]
  })
  return [...generic, ...formChecks(form, record)]
}

function toFired(
  form: FormDefinition,
  record: CheckRecord,
  check: GenericCheck,
  finding: Finding,
): FiredCheck {
  const { item, rowIndex } = partsOf(finding.pointer)
  const { labelEn, labelZh, ...params } = finding.params
  const message = {
    en: sentence('en', finding.key, { ...params, label: labelEn ?? '' }),
    zh: sentence('zh', finding.key, { ...params, label: labelZh ?? '' }),
  }
  return {
    check: check.key,
    version: '1',
    level: check.key === 'GEN-DUPLICATE' ? 'form' : 'field',
    severity: 'warning',
    recordId: record.id,
    place: placeOf(form, record, item, rowIndex),
    message,
    compared: Object.fromEntries(Object.entries(params).map(([name, one]) => [name, String(one)])),
  }
}

function partsOf(pointer: string): { readonly item: string; readonly rowIndex: number | null } {
  const [, part = '', second = '', third = ''] = pointer.split('/')
  return part === 'rows'
    ? { item: third, rowIndex: second === '' ? null : Number(second) }
    : { item: second, rowIndex: null }
}

/** The checks a form carries itself: order of two dates, agreement of two items. */
function formChecks(form: FormDefinition, record: CheckRecord): readonly FiredCheck[] {
  const { items, rows } = record.values
  const own = failedChecks(form.checks ?? [], items, items).map((failed) => ({ failed, at: null }))
  const inRows = rows.flatMap((row, at) =>
    failedChecks(form.group?.checks ?? [], row, items).map((failed) => ({ failed, at })),
  )
  return [...own, ...inRows].map(({ failed, at }) => {
    const row = at === null ? items : (rows[at] ?? {})
    return {
      check: failed.check.key,
      version: failed.check.version ?? '1',
      level: 'form',
      severity: 'warning',
      recordId: record.id,
      place: placeOf(form, record, failed.items[0] ?? '', at),
      message: sentenceOf(failed, form, row, items),
      compared: Object.fromEntries(failed.items.map((key) => [key, row[key] ?? ''])),
    }
  })
}
