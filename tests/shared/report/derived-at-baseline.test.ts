import { describe, expect, it } from 'vitest'
import { builtInFamilies } from '../../../shared/families.ts'
import { parseFormValues } from '../../../shared/forms/schema-of.ts'
import { shownValues } from '../../../shared/forms/shown-values.ts'
import { itemValues } from '../../../shared/subgroups/items.ts'
import type { TrialSubject } from '../../../shared/trial/trial.ts'
import { reportOf, shownRow } from './made-report.ts'

const definition = builtInFamilies.protocols.get('donafenib-switch')
const form = definition.forms.find(({ file }) => file === 'baseline')
if (form === undefined) throw new Error('no baseline form')

/** Child-Pugh 7 (B) by its points; ALBI -1.64 (grade 2) by bilirubin and albumin; BCLC D no, C by ECOG 1. */
const ENTERED = {
  ...{ BLDAT: '2024-01-05', ECOG101: '1', PVTT: 'NONE', EXTRAHEP: 'N' },
  ...{ CPS0101: '1', CPS0102: '2', CPS0103: '2', CPS0104: '1', CPS0105: '1' },
  ...{ BLBILI: '30', BLALB: '31' },
}

function subjectWith(baseline: Readonly<Record<string, string>>): TrialSubject {
  const subjid = '1001'
  const consent = { SUBJID: subjid, RFICDAT: '2024-01-02', ENRDAT: '2024-01-10' }
  return { subjid, files: { subjects: [consent], baseline: [{ SUBJID: subjid, VISIT: 'BASELINE', ...baseline }] } } // prettier-ignore
}

describe('what a form derives at baseline', () => {
  const stored = parseFormValues(form, { items: ENTERED })
  if (!stored.ok) throw new Error(JSON.stringify(stored.faults))

  it.each([
    { kept: 'as it is stored', row: stored.values.items },
    { kept: 'where a file brought what it was derived from alone', row: ENTERED },
    { kept: 'where a file brought another class', row: { ...ENTERED, CPS0107: 'A', CPS0106: '5' } },
  ])('is the same in the form, the report and the subgroups, $kept', ({ row }) => {
    const shown = shownValues(form.items, row)
    expect(shown).toMatchObject({ CPS0107: 'B', ALBIGR: '2' })
    const trial = { subjects: [subjectWith(row)] }
    const values = itemValues(subjectWith(row), definition)
    for (const { key, hidden } of form.items) {
      if (hidden !== true) expect(values[`baseline.${key}`], key).toBe(shown[key])
    }
    const report = reportOf(trial, definition)
    const cells = shownRow(report, 'demographics', 'Class B')
    expect(cells.at(-1)).toBe('1 (100.0 %)')
  })

  it('stands as entered while what it follows from is missing', () => {
    expect(shownValues(form.items, { CPS0107: 'A' })).toEqual({ CPS0107: 'A' })
  })
})
