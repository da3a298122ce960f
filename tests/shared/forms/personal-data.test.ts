import { describe, expect, it } from 'vitest'
import { evaluateChecks } from '../../../shared/checks/evaluate.ts'
import { GENERIC_CHECKS } from '../../../shared/checks/generic-checks.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { findingsOf } from '../../../shared/forms/findings.ts'
import { personalDataIn } from '../../../shared/forms/personal-data.ts'
import { forms } from '../../../shared/forms/registry.ts'
import { protocols } from '../../../shared/protocol/registry.ts'

// 11010519491231002X is the example of GB 11643-1999, annex: the check sign of its 17 digits is X.
describe('PR-01 what looks like personal data', () => {
  it.each([
    ['11010519491231002X', 'id-number', 'the example of the standard'],
    [
      '患者身份证号１１０１０５１９４９１２３１００２Ｘ。',
      'id-number',
      'full-width, in Chinese text',
    ],
    ['ID 110105 19491231 002x', 'id-number', 'in three parts'],
    ['440524188001010014', 'id-number', 'with a digit as check sign'],
    ['110105194912310021', null, 'the check sign is wrong'],
    ['LOT 9110105194912310021', null, 'nineteen digits'],
    ['电话13812345678', 'phone', 'mobile'],
    ['call +86 138-1234-5678', 'phone', 'with the code of the country'],
    ['12812345678', null, 'no mobile begins with 12'],
    ['138123456789', null, 'twelve digits'],
    ['write to li.wei@hospital.example.cn', 'email', 'address'],
    ['5 mg @ 8:00', null, 'no address'],
    ['T01;T02', null, 'lesions'],
    ['scan-13912345678.pdf', 'phone', 'a name of a file'],
    ['', null, 'nothing'],
  ])('%s: %s (%s)', (...row) => {
    const [text, found] = row
    expect(personalDataIn(text)).toBe(found)
  })
})

describe('PR-01 a text that may say who somebody is', () => {
  const history = forms.get('history')
  const secret = '11010519491231002X'
  const values = { items: { MHTERM: `肝癌 ${secret}`, MHCAT: 'GENERAL' }, rows: [] }

  it('is found at its field, in forms and in rows, and can be saved', () => {
    expect(findingsOf(history, values)).toEqual([
      expect.objectContaining({
        pointer: '/items/MHTERM',
        kind: 'warning',
        key: 'finding.idNumber',
      }),
    ])
    const rows = [
      {
        LBDAT: '2024-03-10',
        LBTESTCD: 'ALT',
        LBORRES: '1',
        LBORRESU: 'U/L',
        LBCOMM: '13812345678',
      },
    ]
    const found = findingsOf(forms.get('laboratory'), { items: {}, rows })
    expect(found.map(({ pointer, key }) => `${pointer} ${key}`)).toEqual([
      '/rows/0/LBCOMM finding.phone',
    ])
  })

  it('is looked for in every answer that is typed and not chosen', () => {
    const drug = { EXTRT: 'a.b@c.example' }
    const found = findingsOf(forms.get('exposure'), { items: drug, rows: [] })
    expect(found.some(({ key }) => key === 'finding.email')).toBe(true)
  })

  it('fires a check that keeps neither the text nor a part of it', () => {
    const fired = evaluateChecks(
      protocols.get('donafenib-switch'),
      {
        subjid: '1001',
        today: null,
        records: [{ id: 'r', form: 'history', visit: null, rowKey: '1', values }],
      },
      builtInFamilies,
    ).filter(({ check }) => check === 'GEN-ID')
    expect(fired).toHaveLength(1)
    expect(fired[0]?.place.pointer).toBe('/items/MHTERM')
    expect(JSON.stringify(fired[0]?.compared)).toMatch(/^\{"mark":"[0-9a-f]{4}"\}$/)
    expect(JSON.stringify(fired)).not.toContain(secret.slice(0, 6))
    expect(fired[0]?.message.en).toContain('confirm with a reason')
  })

  it('is told from another text at the same place, so that a confirmation of one is none of the other', () => {
    const markIn = (text: string): unknown =>
      findingsOf(history, { items: { MHTERM: text, MHCAT: 'GENERAL' }, rows: [] })[0]?.params[
        'mark'
      ]
    expect(markIn('13812345678')).toBe(markIn('13812345678'))
    expect(markIn('13812345678')).not.toBe(markIn('13812345679'))
  })

  it('has a check for each kind', () => {
    const keys = GENERIC_CHECKS.map(({ key }) => key)
    expect(keys).toEqual(expect.arrayContaining(['GEN-ID', 'GEN-PHONE', 'GEN-EMAIL']))
  })
})
