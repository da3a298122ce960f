import type { ProofEntry, ProofView } from '../../shared/api/routes/analysis.ts'
import type { AuditEntryView } from '../../shared/api/routes/trail.ts'
import { fieldPlaceOf } from '../../shared/casebook/value-note.ts'
import { stepsOf } from '../../shared/endpoints/derivation.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { rowNames } from '../../shared/forms/row-name.ts'
import type { Trace, TraceSource } from '../../shared/kernel/trace.ts'
import { behind } from '../../shared/proof/behind.ts'
import { factsOfRecord, isOfRow, rowSteps } from '../../shared/proof/row-steps.ts'
import { rowsOf, type TrialSubject } from '../../shared/trial/trial.ts'
import { subjectHistory } from '../audit-trail/service.ts'
import { laboratoriesOfSite } from '../laboratories/service.ts'
import { notFound } from '../http/problem-error.ts'
import {
  deriveLoaded,
  type AnalysisServices,
  type AnalysisWish,
  type LoadedDerivation,
} from './analyse-study.ts'

interface ProofWish extends AnalysisWish {
  readonly subjectId: string
  readonly siteId: string
  /** Name of the step of the value. */
  readonly fact: string
}

/**
 * The steps behind a derived value as the engine gives them, joined to the records and the entries of
 * the trail that they rest on. Throws the 404 where nothing of that name was derived.
 */
export async function proofOf(services: AnalysisServices, wish: ProofWish): Promise<ProofView> {
  const loaded = await deriveLoaded(services, wish)
  const { trial, forms, cutoff } = loaded
  const steps = await stepsBehind(services, wish, loaded)
  if (steps.length === 0) throw notFound('proof')
  const cells = new Map(
    steps.flatMap(({ inputs }) =>
      inputs.flatMap(({ from }) =>
        from?.at === undefined ? [] : [[`${from.file} ${from.at} ${from.column}`, from] as const],
      ),
    ),
  )
  const history = cells.size === 0 ? [] : await subjectHistory(services, wish)
  const entries = [...cells.values()].flatMap(
    (cell) => entryOf(cell, { trial, forms: [...forms.values()], history }) ?? [],
  )
  return { cutoff, steps, entries }
}

/** The steps of an endpoint or response, else those of a row of a form. */
async function stepsBehind(
  { store }: AnalysisServices,
  { fact, studyId, siteId }: ProofWish,
  { derivation, trial: subject, definition, cutoff }: LoadedDerivation,
): Promise<readonly Trace[]> {
  if (!isOfRow(fact)) return behind(stepsOf(derivation), fact)
  const laboratories = await laboratoriesOfSite(store, store.read, { studyId, siteId })
  const steps = rowSteps({ subject, definition, derivation, cutoff, laboratories })
  const names = factsOfRecord(subject, fact)
  const named = names.find((name) => steps.some((step) => step.fact === name))
  return named === undefined ? [] : behind(steps, named)
}

interface Sources {
  readonly trial: TrialSubject
  readonly forms: readonly FormDefinition[]
  /** Entries of the subject's records, the first one first. */
  readonly history: readonly AuditEntryView[]
}

function entryOf(cell: TraceSource, { trial, forms, history }: Sources): ProofEntry | null {
  const { file, column, at = -1 } = cell
  const record = recordAt(trial, { file, at })
  const form = forms.find((one) => one.file === file || one.group?.file === file)
  if (record === null || form === undefined) return null
  const row = form.group?.file === file ? nameOfRow(trial, form, { file, at }) : null
  const own = history.filter(({ entityId }) => entityId === record)
  const given = own.findLast(({ changes }) =>
    changes.some(({ pointer }) => {
      const place = fieldPlaceOf(pointer)
      return place?.item === column && place.row === row
    }),
  )
  const visit = rowsOf(trial, file)[at]?.['VISIT'] ?? null
  // What is no item, as the name of the visit, is as old as the record.
  return { file, at, column, record, form: form.key, visit, ...byWhom(given ?? own[0]) }
}

function byWhom(
  entry: AuditEntryView | undefined,
): Pick<ProofEntry, 'seq' | 'who' | 'when' | 'reason'> {
  if (entry === undefined) return { seq: null, who: '', when: '', reason: null }
  const { seq, displayName, at, reason } = entry
  return { seq, who: displayName, when: at, reason }
}

function recordAt(
  { records }: TrialSubject,
  { file, at }: { readonly file: string; readonly at: number },
): string | null {
  return records?.[file]?.[at] ?? null
}

/** How the trail names a row of a form's group: by what identifies it, else by its place. */
function nameOfRow(
  trial: TrialSubject,
  form: FormDefinition,
  { file, at }: { readonly file: string; readonly at: number },
): string {
  const records = trial.records?.[file] ?? []
  const inRecord = records.flatMap((one, place) => (one === records[at] ? [place] : []))
  const position = inRecord.indexOf(at)
  const identity = form.group?.identity
  if (identity === undefined) return String(position + 1)
  const rows = rowsOf(trial, file)
  return (
    rowNames(
      identity,
      inRecord.map((place) => rows[place] ?? {}),
    )[position] ?? ''
  )
}
