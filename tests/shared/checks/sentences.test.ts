import { describe, expect, it } from 'vitest'
import { editChecks } from '../../../shared/checks/registry.ts'
import { evaluateChecks } from '../../../shared/checks/evaluate.ts'
import { filled } from '../../../shared/checks/fired.ts'
import type { ExampleRecord } from '../../../shared/checks/define.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { forms } from '../../../shared/forms/registry.ts'
import { inputOf } from './example-input.ts'

const FORMS = new Map(forms.all.map((form) => [form.key, form]))

function said(en: string, values: Record<string, string>, form: string, item: string) {
  const message = { en, zh: en }
  const found = FORMS.get(form)
  if (found === undefined) throw new Error(form)
  return filled(message, values, { form: found, item, forms: FORMS })
}

/** What a check says of these records. */
function sentencesOf(check: string, ...records: readonly ExampleRecord[]) {
  const definition = builtInFamilies.protocols.get('lenvatinib-toripalimab')
  const fired = evaluateChecks(definition, inputOf({ records }), builtInFamilies)
  return fired.filter((one) => one.check === check).map(({ message }) => message)
}

describe('E24 the sentence of a check', () => {
  it('names a coded answer as it reads in each language, and dates as each writes them', () => {
    const values = { value: 'DEAD', date: '04 AUG 2023' }
    const sentence = 'Here {{value|item}} on {{date}}.'
    expect(said(sentence, values, 'survival', 'SSORRES')).toEqual({
      en: 'Here Dead on 04 AUG 2023.',
      zh: 'Here 死亡 on 2023-08-04.',
    })
  })

  it('leaves numbers, texts and partial dates as they are known', () => {
    const values = { value: '58.5 umol/L', date: 'UN AUG 2023' }
    const sentence = '{{value}}, {{date}}, {{none}}'
    expect(said(sentence, values, 'survival', 'SSDAT')).toEqual({
      en: '58.5 umol/L, UN AUG 2023, –',
      zh: '58.5 umol/L, 2023-08, –',
    })
  })

  it('reads a code by the item it belongs to, of whichever form, and never by another', () => {
    const values = { AEOUT: 'FATAL', grade: '2', sex: 'M', AETOXGR: '2' }
    const sentence = '{{AEOUT}}; {{grade}}; {{sex|SEX}}; {{AETOXGR}}; {{AETOXGR|code}}; {{item}}'
    expect(said(sentence, values, 'adverse-events', 'AETOXGR')).toEqual({
      en: 'Fatal; 2; Male; Grade 2; 2; CTCAE grade',
      zh: '死亡; 2; 男; 2级; 2; CTCAE分级',
    })
  })

  it('names what says the death, where it stands', () => {
    const event = (items: Record<string, string>) => ({ form: 'adverse-events', items })
    const [fatal] = sentencesOf('DD-02', event({ AEOUT: 'FATAL', AETOXGR: '4' }))
    expect(fatal?.en).toContain('“Outcome: Fatal” is recorded here')
    expect(fatal?.zh).toContain('“转归：死亡”')
    const [criterion] = sentencesOf('DD-02', event({ AESDTH: 'Y', AETOXGR: '4' }))
    expect(criterion?.en).toMatch(/“Results in death: Yes” is recorded here/i)
  })

  it('says a grade once', () => {
    const term = 'Alanine aminotransferase increased'
    const [fifth] = sentencesOf('AE-01', {
      form: 'adverse-events',
      items: { AESTDAT: '2024-02-10', AEDECOD: term, AETOXGR: '5' },
    })
    expect(fifth?.en).toContain('has no grade 5 in CTCAE')
    expect(fifth?.zh).toContain('没有5级')
  })

  it.each(editChecks.all)('$key repeats no word where its values come in', ({ key, fail }) => {
    for (const { records } of fail) {
      for (const { en, zh } of sentencesOf(key, ...records)) {
        expect(en).not.toMatch(/\b(\w{3,}) \1\b/i)
        expect(zh).not.toMatch(/级级|期期|日期日期/)
      }
    }
  })
})
