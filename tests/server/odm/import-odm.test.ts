import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { definitionFromOdm, UnreadableOdmError } from '../../../server/odm/service.ts'
import { studyElement } from '../../../shared/exports/odm/metadata.ts'
import { startTag } from '../../../shared/exports/odm/xml.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'

const families = builtInFamilies
const read = (text: string, base: ProtocolDefinition | null = null) =>
  definitionFromOdm({ text, base, families })
const fixture = (name: string): string => readFileSync(path.join(import.meta.dirname, name), 'utf8')

function exported(definition: ProtocolDefinition): string {
  const head = { xmlns: 'http://www.cdisc.org/ns/odm/v1.3', ODMVersion: '1.3.2' }
  const study = { key: 'T', title: 'T', mark: null, versions: [{ number: 1, definition }] }
  return [startTag('ODM', head), ...studyElement(study), '</ODM>'].join('\n')
}

describe('our own ODM files, read again', () => {
  it.each(families.protocols.all.map((definition) => [definition.key, definition] as const))(
    '%s: the same forms and schedule, with nothing to report',
    (_key, definition) => {
      const back = read(exported(definition), definition)
      expect(back.report).toEqual([])
      expect(back.definition.forms).toEqual(definition.forms)
      expect(back.definition.schedule).toEqual(definition.schedule)
      expect(back.faults).toEqual([])
    },
  )

  it('give the same forms in an empty frame too', () => {
    const definition = families.protocols.get('tace-systemic')
    const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : 1)
    const { forms } = read(exported(definition)).definition
    expect(forms.toSorted(byKey)).toEqual(definition.forms.toSorted(byKey))
  })
})

describe('an ODM file of another system, with prefixes and extensions', () => {
  const { definition, report, faults } = read(fixture('foreign-one.xml'))
  const form = (key: string) => definition.forms.find((one) => one.key === key)
  const lines = report.map(
    ({ kind, place, key }) => `${kind} ${place}: ${key.slice('odm.report.'.length)}`,
  )

  it('gives a definition on which a study can be opened', () => {
    expect(faults).toEqual([])
    expect(definition).toMatchObject({ key: 'hcc-12', title: { en: 'A study kept elsewhere' } })
    expect(definition.forms.map(({ key, scope }) => [key, scope])).toEqual([
      ['subjects', 'subject'],
      ['visits', 'visit'],
      ['dm', 'visit'],
      ['vs', 'visit'],
      ['vs-ig-ecg', 'visit'],
      ['ae', 'log'],
    ])
  })

  it('reads items with their kinds, codes in order, units, ranges and conditions', () => {
    expect(form('dm')?.title).toEqual({ en: 'Demographics', zh: '人口学资料' })
    expect(form('dm')?.items).toEqual([
      {
        ...{
          key: 'BRTHDAT',
          kind: 'date',
          label: { en: 'BRTHDAT', zh: 'BRTHDAT' },
          required: true,
        },
      },
      {
        ...{
          key: 'SEX',
          kind: 'code',
          label: { en: 'Sex', zh: 'Sex' },
          sdtm: 'DM.SEX',
          required: true,
        },
        codes: [
          { value: 'M', label: { en: 'Male', zh: '男' } },
          { value: 'F', label: { en: 'Female', zh: '女' } },
        ],
      },
      expect.objectContaining({ key: 'PREG', kind: 'code', showIf: { item: 'SEX', in: ['F'] } }),
      {
        ...{ key: 'AGE', kind: 'integer', label: { en: 'AGE', zh: 'AGE' }, min: 17, max: 90 },
      },
    ])
  })

  it('keeps rows, units, lengths, and conditions that name the answers they leave out', () => {
    expect(form('vs')?.items.map(({ key }) => key)).toEqual(['VSDAT', 'WEIGHT', 'VSPOS'])
    expect(form('vs')?.items[1]).toMatchObject({ kind: 'number', unit: 'kg', decimals: 1 })
    expect(form('vs')?.group).toMatchObject({ file: 'vs-rows', items: [{ key: 'SYSBP' }] })
    expect(form('vs-ig-ecg')?.group?.items.map(({ key }) => key)).toEqual(['VISIT_1'])
    expect(form('ae')?.items[2]?.showIf).toEqual({ item: 'AESER', in: ['', 'Y'] })
    expect(form('ae')?.items[0]).toMatchObject({ key: 'AETERM', kind: 'text', maxLength: 200 })
  })

  it('plans visits in the order of the protocol, on days that their names tell', () => {
    const { single, unscheduledForms } = definition.schedule
    expect(single.map(({ visit, day, before, forms }) => [visit, day, before, forms])).toEqual([
      ['Screening', 0, 28, ['visits', 'dm', 'vs', 'vs-ig-ecg']],
      ['Week 8', 56, 0, ['visits', 'vs', 'vs-ig-ecg']],
      ['End of treatment', 57, 0, ['visits', 'vs', 'vs-ig-ecg']],
    ])
    expect(unscheduledForms).toEqual(['visits', 'vs', 'vs-ig-ecg'])
  })

  it('says of everything else where it stands, what became of it and why', () => {
    expect(lines.toSorted()).toEqual(
      [
        'note Study S.HCC: frame',
        'lost StudyEventRef SE_GONE: eventMissing',
        'note StudyEventDef SE_SCR: visitDayRead',
        'note StudyEventDef SE_W8: visitDayRead',
        'changed StudyEventDef SE_END: visitDay',
        'lost ItemGroupDef IG_DM: itemMissing',
        'changed ItemDef I_BIRTH: textIsDate',
        'changed ItemDef I_AGE: hardCheck',
        'changed ItemDef I_AGE: openBound',
        'lost ItemRef I_AGE: method',
        'note FormDef F_DM: oneLanguage',
        'changed ItemGroupDef IG_VS: nestedGroup',
        'changed ItemDef I_WEIGHT: moreUnits',
        'changed ItemDef I_LEAD: typeAsText',
        'changed ItemGroupDef IG_ECG: groupIsForm',
        'note FormDef F_VS: oneLanguage',
        'lost CodeList CL_YN: codeTwice',
        'changed ItemDef I_AECODE: listOutside',
        'note FormDef F_AE: oneLanguage',
        'lost ODM: foreign',
        'note MetaDataVersion v1: versions',
      ].toSorted(),
    )
    expect(report.find(({ place }) => place === 'ItemRef I_AGE')?.line).toBe(42)
  })

  it('adds to a built-in protocol without touching its forms', () => {
    const base = families.protocols.get('tace-systemic')
    const added = read(fixture('foreign-one.xml'), base)
    expect(added.faults).toEqual([])
    expect(added.definition.forms.slice(0, base.forms.length)).toEqual(base.forms)
    expect(added.definition.endpoints).toEqual(base.endpoints)
    expect(added.definition.schedule.repeating).toEqual(base.schedule.repeating)
    expect(added.definition.schedule.single.map(({ visit }) => visit)).toEqual([
      ...base.schedule.single.map(({ visit }) => visit),
      ...['Screening', 'Week 8', 'End of treatment'],
    ])
  })
})

describe('an ODM file without a namespace', () => {
  const base = families.protocols.get('tace-systemic')
  const { definition, report, faults } = read(fixture('foreign-two.xml'), base)

  it('is read all the same; a visit of the same name gets the forms, two questions keep two keys', () => {
    expect(faults).toEqual([])
    const form = definition.forms.at(-1)
    expect(form).toMatchObject({ key: 'qol', scope: 'log', visitColumn: true })
    expect(form?.items.map(({ key }) => key)).toEqual(['HOW_ARE_YOU', 'HOW_ARE_YOU_2'])
    expect(form?.items[0]?.label).toEqual({ en: '您感觉如何？', zh: '您感觉如何？' })
    const baseline = definition.schedule.single.find(({ visit }) => visit === 'BASELINE')
    expect(baseline?.forms).toContain('qol')
    expect(definition.schedule.single.find(({ title }) => title.zh === '第12周')?.day).toBe(84)
    expect(report.map(({ key }) => key)).toEqual(
      expect.arrayContaining([
        ...['odm.report.repeatsAtVisit', 'odm.report.condition', 'odm.report.typeAsText'],
        'odm.report.eventRepeats',
      ]),
    )
  })
})

describe('a file that is no definition', () => {
  const BOMB = `<?xml version="1.0"?>
<!DOCTYPE ODM [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<ODM>&b;</ODM>`
  it.each([
    ['is refused for its document type, unread', BOMB, 'odm.file.doctype'],
    ['is refused where it is no XML', '<ODM><Study></ODM>', 'odm.file.notXml'],
    ['is refused where it is no XML at all', 'key,value\n1,2', 'odm.file.notXml'],
    ['is refused where it names an entity of its own', '<ODM>&xxe;</ODM>', 'odm.file.notXml'],
    ['is refused where it is other XML', '<html/>', 'odm.file.notOdm'],
    ['is refused where it is ODM 2', '<ODM ODMVersion="2.0"/>', 'odm.file.notOdm1'],
    ['is refused where it has data alone', '<ODM><ClinicalData/></ODM>', 'odm.file.noStudy'],
    ['is refused where it is nested without end', '<ODM>' + '<a>'.repeat(500), 'odm.file.tooLarge'],
    ['is refused where it is too long', ' '.repeat(20_000_001), 'odm.file.tooLarge'],
  ])('%s', (_what, text, key) => {
    let found: unknown = null
    try {
      read(text)
    } catch (error) {
      found = error
    }
    expect(found).toBeInstanceOf(UnreadableOdmError)
    expect(found).toMatchObject({ key })
  })

  it('gives faults, never a crash, where its own parts were tampered with', () => {
    const text = exported(families.protocols.get('tace-systemic'))
    for (const [from, to] of [
      ['&quot;scope&quot;:&quot;visit&quot;', '&quot;scope&quot;:7'],
      ['Context="hepatrial" Name="{', 'Context="hepatrial" Name="[{'],
      ['&quot;single&quot;:[', '&quot;single&quot;:3,&quot;x&quot;:['],
      ['&quot;kind&quot;:&quot;code&quot;', '&quot;kind&quot;:&quot;wild&quot;'],
      ['&quot;in&quot;:[', '&quot;in&quot;:7,&quot;x&quot;:['],
    ] as const) {
      const altered = text.replaceAll(from, to)
      expect(altered).not.toBe(text)
      expect(() => read(altered)).not.toThrow()
    }
  })
})
