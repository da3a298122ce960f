import { describe, expect, it } from 'vitest'
import type { CheckExample, FiredCheck } from '../../../shared/checks/define.ts'
import { checksOf, evaluateChecks } from '../../../shared/checks/evaluate.ts'
import { editChecks } from '../../../shared/checks/registry.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import { inputOf } from './example-input.ts'

function firedOn(definition: ProtocolDefinition, example: CheckExample): readonly FiredCheck[] {
  return evaluateChecks(definition, inputOf(example), builtInFamilies)
}

/** A date that a comma sets apart and none ends; one that a word of Latin letters follows at once. */
function datesRunOn({ en, zh }: FiredCheck['message']): boolean {
  return /, \d{2} [A-Z]{3} \d{4} [a-z]+s\b/.test(en) || /\d-\d{2}[A-Za-z]/.test(zh)
}

const cases = builtInFamilies.protocols.all.flatMap((definition) =>
  checksOf(definition).map((check) => ({
    protocol: definition.key,
    key: check.key,
    definition,
    check,
  })),
)

describe('DC-01 every edit check of every built-in protocol', () => {
  it.each(cases)('$protocol: $key fires on its failing examples', ({ definition, check }) => {
    for (const example of check.fail) {
      const fired = firedOn(definition, example).filter((one) => one.check === check.key)
      expect(fired.length, JSON.stringify(example)).toBeGreaterThan(0)
      for (const { message, place } of fired) {
        expect(message.en).not.toContain('{{')
        expect(message.zh).not.toContain('{{')
        expect(datesRunOn(message)).toBe(false)
        expect(place.pointer).toMatch(/^(\/(items|rows)\/.+)?$/)
      }
    }
  })

  it.each(cases)('$protocol: $key passes its passing examples', ({ definition, check }) => {
    for (const example of check.pass) {
      const keys = firedOn(definition, example).map((one) => one.check)
      expect(keys, JSON.stringify(example)).not.toContain(check.key)
    }
  })

  it('has a stable identifier, a version, a rationale and examples in the family', () => {
    for (const check of editChecks.all) {
      expect(check.key).toMatch(/^[A-Z]{2}-\d{2}$/)
      expect(check.version).not.toBe('')
      expect(check.rationale.en.length).toBeGreaterThan(20)
      expect(check.pass.length).toBeGreaterThan(0)
      expect(check.fail.length).toBeGreaterThan(0)
    }
  })

  it('belongs to a protocol', () => {
    const used = new Set(cases.map(({ key }) => key))
    expect(editChecks.keys.filter((key) => !used.has(key))).toEqual([])
  })
})

/** Checks that forms carry themselves: of a protocol, those that differ by it too. */
const formCases = builtInFamilies.protocols.all.flatMap((definition) =>
  definition.forms.flatMap((form) =>
    [...(form.checks ?? []), ...(form.group?.checks ?? [])].map((check) => ({
      protocol: definition.key,
      key: check.key,
      form: form.key,
      definition,
      check,
    })),
  ),
)

describe('DC-01 every check that a form of a built-in protocol carries', () => {
  it.each(formCases)(
    '$protocol: $key fires on its failing examples, with its version, and passes the others',
    ({ definition, form, check: { key, version, rationale, pass = [], fail = [] } }) => {
      const firedBy = (items: Readonly<Record<string, string>>) =>
        firedOn(definition, { records: [{ form, items }] }).filter((one) => one.check === key)
      expect(rationale?.en.length).toBeGreaterThan(10)
      expect(pass.length).toBeGreaterThan(0)
      expect(fail.length).toBeGreaterThan(0)
      for (const items of pass) expect(firedBy(items), JSON.stringify(items)).toEqual([])
      for (const items of fail) {
        const [fired, ...more] = firedBy(items)
        expect(more).toEqual([])
        expect(fired?.version).toBe(version)
        expect(fired?.message.en, JSON.stringify(items)).not.toMatch(/\{\{|–/)
        expect(fired?.message.zh).not.toMatch(/\{\{|–/)
        expect(firedBy(items).filter(({ message }) => datesRunOn(message))).toEqual([])
      }
    },
  )
})

const sentences = [
  ...editChecks.all,
  ...formCases.map(({ check }) => ({ ...check, severity: 'warning' })),
]

describe('E24 the sentence of a check', () => {
  it.each(sentences)('$key says what is odd and what to do', ({ message, severity }) => {
    if (severity === 'note') return
    expect(message.en).toMatch(/confirm with a reason\.$/)
    expect(message.zh).toMatch(/说明理由予以确认。$/)
  })

  it.each(sentences)('DC-04 $key leads nobody to a wanted answer', ({ message }) => {
    expect(message.en).not.toMatch(
      /\bshould be\b|\bchange (it )?to\b|\bplease enter \S+\b|\bmust be\b/i,
    )
    expect(message.zh).not.toMatch(/应改为|请改成|应填写为/)
  })
})
