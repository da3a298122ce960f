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

describe('E24 the sentence of a check', () => {
  it.each(editChecks.all)('$key says what is odd and what to do', ({ message, severity }) => {
    if (severity === 'note') return
    expect(message.en).toMatch(/confirm with a reason\.$/)
    expect(message.zh).toMatch(/说明理由予以确认。$/)
  })

  it.each(editChecks.all)('DC-04 $key leads nobody to a wanted answer', ({ message }) => {
    expect(message.en).not.toMatch(
      /\bshould be\b|\bchange (it )?to\b|\bplease enter \S+\b|\bmust be\b/i,
    )
    expect(message.zh).not.toMatch(/应改为|请改成|应填写为/)
  })
})
