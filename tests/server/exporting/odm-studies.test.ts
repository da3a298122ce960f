import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { and, eq } from 'drizzle-orm'
import { odmFormat, odmTransactionalFormat } from '../../../server/exporting/odm/format.ts'
import type { FormatInput } from '../../../server/exporting/format.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder } from '../../../server/importing/service.ts'
import type { FormValues } from '../../../shared/forms/define.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { openTestStore } from '../../db/open-stores.ts'
import type { TestStore } from '../../db/test-store.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import {
  all,
  hasSchemas,
  inputOf,
  readXml,
  schemaFaults,
  textOf,
  type XmlElement,
} from './odm-support.ts'

const folder = (key: string): string =>
  new URL(`../../golden/trials/${key}`, import.meta.url).pathname

describe.each(builtInFamilies.protocols.keys)('ODM of the study %s', (key) => {
  let made: TestStore
  let input: FormatInput
  let snapshot: string
  let transactions: string
  let root: XmlElement
  let transacted: XmlElement
  beforeAll(async () => {
    made = await openTestStore()
    const actor = systemActor({ part: 'test', studyId: null })
    const definition = builtInFamilies.protocols.get(key)
    const trial = readTrialFolder(folder(key))
    await importFolder(made.store, actor, { studyKey: 'G', definition, trial })
    input = await inputOf(made.store, 'G')
    snapshot = await textOf(odmFormat, input)
    transactions = await textOf(odmTransactionalFormat, input)
    root = readXml(snapshot)
    transacted = readXml(transactions)
  }, 120_000)
  afterAll(() => made.remove())

  it.skipIf(!hasSchemas)(
    'is valid by the published schema of ODM 1.3.2, as a snapshot and as transactions',
    async () => {
      expect([root.name, transacted.name]).toEqual(['ODM', 'ODM'])
      for (const text of [snapshot, transactions]) {
        expect((await schemaFaults(text)).slice(0, 5)).toEqual([])
      }
    },
    120_000,
  )

  // A second time costs as much as the first: of the five studies that with the least data is made again.
  it.runIf(key === 'regorafenib-pd1')('LK-04: is the same twice, byte for byte', async () => {
    expect((await textOf(odmFormat, input)) === snapshot).toBe(true)
    expect((await textOf(odmTransactionalFormat, input)) === transactions).toBe(true)
  })

  it('EX-01: holds every stored value, each under an item that is defined', async () => {
    const { record, subject } = made.store.t
    const rows = await made.store.read
      .select({ values: record.values, form: record.form, subjid: subject.subjid })
      .from(record)
      .innerJoin(subject, eq(subject.id, record.subjectId))
      .where(and(eq(record.removed, false)))
    const stored = rows.flatMap(({ values, form, subjid }) => {
      const { items, rows: inside } = JSON.parse(values) as FormValues
      const cells = [items, ...inside].flatMap((row) => Object.entries(row))
      return cells.map(([item, text]) => JSON.stringify([subjid, form, item, text]))
    })
    stored.sort()
    for (const document of [root, transacted]) {
      const defined = new Set(all(document, 'ItemDef').map(({ attributes }) => attributes['OID']))
      const undefinedItems = new Set<string>()
      const found = all(document, 'SubjectData').flatMap((one) =>
        all(one, 'FormData').flatMap((form) =>
          all(form, 'ItemData').flatMap(({ attributes }) => {
            const { ItemOID: oid = '', Value: value } = attributes
            if (!defined.has(oid)) undefinedItems.add(oid)
            if (value === undefined) return []
            const formKey = (form.attributes['FormOID'] ?? '').slice(2)
            const item = oid.split('.').at(-1)
            return [JSON.stringify([one.attributes['SubjectKey'], formKey, item, value])]
          }),
        ),
      )
      found.sort()
      expect([...undefinedItems]).toEqual([])
      expect(found).toHaveLength(stored.length)
      // One by one: lists of so many texts are dear to hold against each other whole.
      expect(found.filter((one, at) => one !== stored[at])).toEqual([])
    }
  })

  it('EX-03: leads from values to definition, list, unit and entry of the trail, and back', async () => {
    const { auditEntry } = made.store.t
    const entries = await made.store.read.select().from(auditEntry)
    const bySeq = new Map(
      entries.flatMap((one) => (one.chain === input.study.id ? [[one.seq, one] as const] : [])),
    )
    const definitions = new Map(all(root, 'ItemDef').map((one) => [one.attributes['OID'], one]))
    const lists = new Map(all(root, 'CodeList').map((one) => [one.attributes['OID'], one]))
    const answers = all(root, 'ItemData').filter(({ attributes }) => 'Value' in attributes)
    const step = Math.max(1, Math.floor(answers.length / 200))
    const traced = answers.filter((_, at) => at % step === 0)
    expect(traced.length).toBeGreaterThanOrEqual(50)
    const part = (of: XmlElement | undefined, named: string) =>
      of?.children.find(({ name }) => name === named)?.attributes
    for (const answer of traced) {
      const { ItemOID: oid = '', Value: value = '' } = answer.attributes
      const definition = definitions.get(oid)
      expect(definition, oid).toBeDefined()
      const list = part(definition, 'CodeListRef')
      expect(list === undefined || lists.has(list['CodeListOID'])).toBe(true)
      expect(part(answer, 'MeasurementUnitRef')).toEqual(part(definition, 'MeasurementUnitRef'))
      const entry = bySeq.get(Number(all(answer, 'SourceID')[0]?.text))
      const { values } = JSON.parse(entry?.after ?? '{}') as { values: FormValues }
      const item = oid.split('.').at(-1) ?? ''
      const held = [values.items, ...values.rows].map((row) => row[item])
      expect(held).toContain(value)
    }
  })

  it('AT-11, EX-01: holds every entry of the trail as one transaction, in its order', async () => {
    const { auditEntry } = made.store.t
    const entries = await made.store.read.select().from(auditEntry)
    const own = entries.filter(({ chain }) => chain === input.study.id)
    const bySeq = new Map(
      all(transacted, 'Annotation').map((one) => [one.attributes['SeqNum'], one]),
    )
    const unsaid = own.filter(({ seq, hash }) => {
      const comment = bySeq.get(String(seq))?.children.find(({ name }) => name === 'Comment')
      return comment?.text.includes(`"hash":"${hash}"`) !== true
    })
    expect(unsaid.map(({ seq }) => seq)).toEqual([])
    const sources = all(transacted, 'SourceID').map(({ text }) => Number(text))
    expect(sources).toEqual(sources.toSorted((a, b) => a - b))
    expect(sources).toEqual(
      own.flatMap(({ subjectId, seq }) => (subjectId === null ? [] : [seq])).sort((a, b) => a - b),
    )
  })

  it('names only events, forms, groups and lists that its definition has', () => {
    const defined = (name: string) =>
      new Set(all(root, name).map(({ attributes }) => attributes['OID']))
    const refs = [
      ['FormRef', 'FormOID', 'FormDef'],
      ['ItemGroupRef', 'ItemGroupOID', 'ItemGroupDef'],
      ['ItemRef', 'ItemOID', 'ItemDef'],
      ['ItemRef', 'MethodOID', 'MethodDef'],
      ['ItemRef', 'CollectionExceptionConditionOID', 'ConditionDef'],
      ['CodeListRef', 'CodeListOID', 'CodeList'],
      ['MeasurementUnitRef', 'MeasurementUnitOID', 'MeasurementUnit'],
      ['FlagValue', 'CodeListOID', 'CodeList'],
      ['UserRef', 'UserOID', 'User'],
      ['LocationRef', 'LocationOID', 'Location'],
      ['SiteRef', 'LocationOID', 'Location'],
      ['StudyEventData', 'StudyEventOID', 'StudyEventDef'],
      ['FormData', 'FormOID', 'FormDef'],
      ['ItemGroupData', 'ItemGroupOID', 'ItemGroupDef'],
    ] as const
    for (const [name, attribute, target] of refs) {
      const known = defined(target)
      const named = all(root, name).flatMap(({ attributes }) => attributes[attribute] ?? [])
      expect(
        [...new Set(named)].filter((oid) => !known.has(oid)),
        name,
      ).toEqual([])
    }
  })
})
