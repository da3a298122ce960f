import { describe, expect, it } from 'vitest'
import { versionNoteOf } from '../../client/kit/form/version-note.tsx'
import { readAmendment } from '../../client/manage-study/read-amendment.ts'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { protocols } from '../../shared/protocol/registry.ts'

const V1 = protocols.get('donafenib-switch')
const vitals = formOf(V1, 'vitals')

function formOf({ forms }: ProtocolDefinition, key: string): FormDefinition {
  const form = forms.find((one) => one.key === key)
  if (form === undefined) throw new Error(`no form ${key}`)
  return form
}

/** Version 1.1: one question more on the form of vital signs. */
function amended(reopens: readonly string[]): ProtocolDefinition {
  const item = { key: 'XWAIST', kind: 'number', label: { en: 'Waist', zh: '腰围' } } as const
  return {
    ...V1,
    version: '1.1',
    forms: V1.forms.map((form) =>
      form.key === 'vitals' ? { ...form, items: [...form.items, item] } : form,
    ),
    amendment: { reopens },
  }
}

const record = (definitionVersion: string): RecordView => ({
  id: `r${definitionVersion}`,
  form: 'vitals',
  visit: 'W4',
  rowKey: '',
  values: { items: {}, rows: [] },
  version: 1,
  completeness: 'complete',
  definitionVersion,
  removed: false,
  findings: [],
  derivation: null,
  updatedAt: '2026-01-01T00:00:00Z',
  updatedBy: 'c1',
})

function noteOf(of: {
  readonly reopens?: readonly string[]
  readonly record: RecordView | null
  readonly present?: readonly RecordView[]
}) {
  const versions = [
    { number: 1, definition: V1 },
    { number: 2, definition: amended(of.reopens ?? []) },
  ]
  const screen = { versions, present: of.present ?? [] }
  return versionNoteOf({ screen, form: vitals, record: of.record })
}

describe('the note of an amendment on a form', () => {
  it('E41: names the new questions of a form that is asked again', () => {
    const note = noteOf({ reopens: ['vitals'], record: record('1') })
    expect(note).toMatchObject({ kind: 'since', number: 1, questions: [{ key: 'XWAIST' }] })
  })

  it('E41: says by which version a past form is read that is not asked again', () => {
    expect(noteOf({ record: record('1') })).toEqual({ kind: 'read-by', number: 1, current: 2 })
  })

  it('E41: names them where the form is filled for the first time under its version', () => {
    const note = noteOf({ record: null, present: [record('1')] })
    expect(note).toMatchObject({ kind: 'since', number: 1, questions: [{ key: 'XWAIST' }] })
  })

  it.each([
    { why: 'filled under the version in force', of: { record: record('2') } },
    { why: 'never filled before', of: { record: null } },
    {
      why: 'filled under the version in force elsewhere',
      of: { record: null, present: [record('1'), record('2')] },
    },
  ])('says nothing of a form $why', ({ of }) => {
    expect(noteOf(of)).toBeNull()
  })

  it('says nothing while there is one version', () => {
    const screen = { versions: [{ number: 1, definition: V1 }], present: [] }
    expect(versionNoteOf({ screen, form: vitals, record: record('1') })).toBeNull()
  })
})

describe('an amended definition from a file', () => {
  it('is sound as the command line prints it, dictionary included', () => {
    const printed = JSON.stringify({ ...amended(['vitals']), dataDictionary: [] })
    expect(readAmendment(printed, V1)).toMatchObject({
      kind: 'sound',
      definition: { version: '1.1' },
    })
  })

  it.each([
    { text: '{', expected: { kind: 'not-json' } },
    { text: '"x"', expected: { kind: 'faults', faults: [{ key: 'definition.wrongType' }] } },
    {
      text: JSON.stringify(V1),
      expected: { kind: 'faults', faults: [{ key: 'amendment.sameVersion' }] },
    },
    {
      text: JSON.stringify({ ...amended([]), amendment: { reopens: ['none'] } }),
      expected: { kind: 'faults', faults: [{ pointer: '/amendment/reopens/0' }] },
    },
  ])('is told what stands against it: $expected', ({ text, expected }) => {
    expect(readAmendment(text, V1)).toMatchObject(expected)
  })
})
