import type { RecordView } from '../../shared/api/routes/subjects.ts'
import { defineForm, type FormDefinition, type FormValues } from '../../shared/forms/define.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'

export const label = (en: string): Bilingual => ({ en, zh: `${en}（中文）` })

/** A small form with such items, and a grid of tests with their results. */
export function toyForm(
  items: FormDefinition['items'],
  result: 'text' | 'number' = 'number',
): FormDefinition {
  return defineForm({
    key: 'toy',
    title: label('Toy'),
    scope: 'visit',
    owner: 'site',
    file: 'toy',
    items,
    group: {
      title: label('Results'),
      file: 'rows',
      identity: ['TEST'],
      sortBy: ['TEST'],
      items: [
        { key: 'TEST', kind: 'text', label: label('Test') },
        { key: 'RES', kind: result, label: label('Result') },
      ],
    },
  })
}

/** Where a toy form is filled, and around what. */
export const TOY_PLACE = {
  place: { study: 's', subjid: '1', form: 'toy', visit: null },
  visitDate: null,
  anchorDate: null,
  lesions: [],
} as const

/** A saved toy form. */
export function toyRecord(values: FormValues, version = 1, rowKey = ''): RecordView {
  return {
    id: 'r1',
    form: 'toy',
    visit: null,
    rowKey,
    values: { items: { ...values.items }, rows: values.rows.map((row) => ({ ...row })) },
    version,
    completeness: 'complete',
    definitionVersion: '1',
    removed: false,
    findings: [],
    derivation: null,
    updatedAt: '2024-03-10T06:00:00Z',
    updatedBy: 'Li Wei',
  }
}
