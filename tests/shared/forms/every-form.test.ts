import { describe, expect, it } from 'vitest'
import { reasonKey, type FormDefinition, type FormValues } from '../../../shared/forms/define.ts'
import { entryCheckOf } from '../../../shared/forms/entry-faults.ts'
import { leftoversOf } from '../../../shared/forms/leftovers.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { toTrialSubject, type FilledForm } from '../../../shared/trial/from-records.ts'
import { fileLayouts } from '../../../shared/trial/layout.ts'
import { readFolder, type FolderText } from '../../../shared/trial/read-folder.ts'
import { toFilledForms } from '../../../shared/trial/to-records.ts'
import type { Trial, TrialSubject } from '../../../shared/trial/trial.ts'
import { rowsOf } from '../../../shared/trial/trial.ts'
import { writeCsv } from '../../../shared/trial/write-csv.ts'
import { filledForms, takesValues } from './filled-forms.ts'

const cases = protocols.all.flatMap((definition) =>
  definition.forms.map((form) => ({ protocol: definition.key, key: form.key, definition, form })),
)

function itemsOf(form: FormDefinition): readonly string[] {
  const all = [...form.items, ...(form.group?.items ?? [])]
  return all.filter(takesValues).map(({ key }) => key)
}

function heldBy(values: readonly FormValues[]): ReadonlySet<string> {
  return new Set(values.flatMap(({ items, rows }) => [items, ...rows].flatMap(Object.keys)))
}

describe('every form of every protocol', () => {
  it.each(cases)('$protocol: $key can be filled so that each of its items is asked', ({ form }) => {
    const filled = filledForms(form)
    const held = heldBy(filled)
    expect(itemsOf(form).filter((key) => !held.has(key))).toEqual([])
    for (const values of filled) expect(leftoversOf(form, values)).toEqual([])
  })

  it.each(cases)(
    '$protocol: DC-06 $key goes through files and back, byte for byte, reasons included',
    ({ definition, form }) => {
      const forms = new Map(definition.forms.map((one) => [one.key, one]))
      const layouts = fileLayouts(definition)
      const subjects = filledForms(form).map((values, at): TrialSubject => {
        const consent = { form: 'subjects', visit: null, values: CONSENT }
        const visit = form.scope === 'visit' ? 'W6' : null
        const own: FilledForm = { form: form.key, visit, values }
        const records = form.key === 'subjects' ? [own] : [consent, own]
        return toTrialSubject({ subjid: `10${at + 10}`, site: 'S1' }, records, forms)
      })
      const first = written({ subjects })
      const read = readFolder(first, definition, (item, text) =>
        entryCheckOf(item)(text) === null ? null : `${item.key} ${text}`,
      )
      expect(read.faults).toEqual([])
      const stored = read.trial.subjects.map((subject) =>
        toTrialSubject(
          { subjid: subject.subjid, site: 'S1' },
          toFilledForms(subject, layouts),
          forms,
        ),
      )
      expect(written({ subjects: stored })).toEqual(first)
      const text = first.map((file) => file.text).join('')
      for (const reason of Object.values(filledForms(form).at(-1)?.items ?? {})) {
        expect(text).toContain(reason)
      }

      function written(trial: Trial): readonly FolderText[] {
        return layouts.map((layout) => ({
          name: `${layout.file}.csv`,
          text: writeCsv(
            layout,
            trial.subjects.flatMap((subject) => rowsOf(subject, layout.file)),
          ),
        }))
      }
    },
  )
})

describe('DC-06 the reason of an empty item', () => {
  it('has a column of its own, so that not done, unknown and not yet entered differ', () => {
    const definition = protocols.get('donafenib-switch')
    const layout = fileLayouts(definition).find(({ file }) => file === 'vitals')
    const row = { SUBJID: '1', VISIT: 'W6', [reasonKey('PULSE')]: 'NOT DONE' }
    if (layout === undefined) throw new Error('no vital signs')
    expect(writeCsv(layout, [row]).split('\n')[0]).toContain(',PULSE_REASND')
  })
})

const CONSENT: FormValues = {
  items: { SEX: 'M', BRTHDAT: '1961', RFICDAT: '2024-01-05' },
  rows: [],
}
