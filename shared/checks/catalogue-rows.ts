import type { FormDefinition } from '../forms/define.ts'
import { itemsOf } from '../forms/edit-checks.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import type { CheckLevel, CheckSeverity } from './define.ts'
import { checksOf } from './evaluate.ts'
import { GENERIC_CHECKS } from './generic-checks.ts'

/** A check of a study as its list shows it, whatever kind it is of. */
export interface CatalogueRow {
  readonly key: string
  readonly version: string
  readonly level: CheckLevel
  readonly severity: CheckSeverity
  /** Empty for a check of every form. */
  readonly form: string
  readonly item: string
  readonly rationale: Bilingual
  /** The rule in its own language; null for what no rule of one line says. */
  readonly rule: string | null
}

/** Every check that can fire in a study: those of all values, of its forms, and of its definition. */
export function catalogueOf(definition: ProtocolDefinition): readonly CatalogueRow[] {
  const generic = GENERIC_CHECKS.map(({ key, rationale }): CatalogueRow => ({
    key,
    version: '1',
    level: key === 'GEN-DUPLICATE' ? 'form' : 'field',
    severity: 'warning',
    form: '',
    item: '',
    rationale,
    rule: null,
  }))
  const own = checksOf(definition).map(
    ({ key, version, level, severity, form, item, rationale, condition }): CatalogueRow => ({
      key,
      version,
      level,
      severity,
      form,
      item,
      rationale,
      rule: 'rule' in condition ? condition.rule : null,
    }),
  )
  return [...generic, ...definition.forms.flatMap(rowsOfForm), ...own]
}

function rowsOfForm(form: FormDefinition): readonly CatalogueRow[] {
  return [...(form.checks ?? []), ...(form.group?.checks ?? [])].map((check) => ({
    key: check.key,
    version: check.version ?? '1',
    level: 'form',
    severity: 'warning',
    form: form.key,
    item: itemsOf(check)[0] ?? '',
    rationale: check.rationale ?? check.message,
    rule: null,
  }))
}

/** From so many ends on, of which more than this share were confirmations, a check may be retired. */
const RETIRE_FROM = 10
const RETIRE_SHARE = 0.9

/** How a check did: E27. Superseded firings ended in neither way and do not count. */
export function mayRetire(of: { readonly corrected: number; readonly confirmed: number }): boolean {
  const ended = of.corrected + of.confirmed
  return ended >= RETIRE_FROM && of.confirmed > ended * RETIRE_SHARE
}
