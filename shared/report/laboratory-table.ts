import type { Bilingual } from '../kernel/bilingual.ts'
import {
  SHIFT_GRADES,
  tabulateShift,
  type ShiftGrade,
  type ShiftRow,
} from '../safety/laboratory-shift.ts'
import { findLaboratoryTest, LABORATORY_TESTS } from '../safety/laboratory-tests.ts'
import { termWords } from '../safety/term-words.ts'
import { column, count, heading, row, same } from './cells.ts'
import type { ReportInput, ReportMember, ReportRow } from './define.ts'
import type { LaboratoryShift } from './laboratory-grades.ts'
import { table } from './part.ts'
import { inPopulation, population } from './report-populations.ts'

/** Grade at baseline against the worst grade on treatment, by test and direction. @source ICH E3, 12.4.2 */
export const laboratoryTable: ReportMember = {
  key: 'laboratory-shifts',
  section: '14.3',
  parts: (input) => [
    table({
      key: 'laboratory-shifts',
      title: {
        en: 'Laboratory shifts: CTCAE grade at baseline and worst grade on treatment',
        zh: '实验室检查变化：基线与治疗期间最高CTCAE级别',
      },
      population: population(input, 'SAF'),
      basis: { en: 'Laboratory results; study treatment', zh: '实验室检查；研究用药' },
      columns: [
        column('LABEL', { en: 'Grade at baseline', zh: '基线级别' }, { width: 2 }),
        ...SHIFT_GRADES.map((grade) =>
          column(`WORST_${grade}`, worstLabel(grade), { align: 'end', width: 0.7 }),
        ),
        column('ALL', { en: 'Total', zh: '合计' }, { align: 'end', width: 0.7 }),
      ],
      rows: rowsOf(input),
      empty: { en: 'No result could be graded.', zh: '无可分级的检验结果。' },
      footnotes: [
        {
          en: 'Columns: worst grade on treatment, from the first dose of study drug to the number of days after the last one in which events are treatment-emergent. Baseline: the last result before the first dose. Grades are suggested by CTCAE v5.0 from the numbers, against the limits recorded with each result, else those of its laboratory; where circumstances leave several grades open, the lowest that the number proves counts. Missing: no result that could be graded.',
          zh: '各列为治疗期间最高级别，治疗期间指研究药物首次给药后至末次给药后不良事件治疗期规定天数内。基线为首次给药前末次结果。级别由CTCAE v5.0根据数值及随结果记录的正常值范围（未记录时为其实验室的范围）推算；若尚需其他情况才能确定级别，取数值可证实的最低级。缺失：无可分级的结果。',
        },
      ],
    }),
  ],
}

function worstLabel(grade: ShiftGrade): Bilingual {
  return grade === 'missing' ? MISSING : { en: `Grade ${grade}`, zh: `${grade}级` }
}

const MISSING: Bilingual = { en: 'Missing', zh: '缺失' }

function rowsOf(input: ReportInput): readonly ReportRow[] {
  return laboratoryShiftTables(input).flatMap(({ test, term, rows }) => [
    heading(directionName(test, term)),
    ...rows
      .filter(({ total }) => total > 0)
      .map(({ baseline, byWorst, total }) =>
        row(worstLabel(baseline), [...byWorst.map((n) => count(n)), count(total)], 1),
      ),
  ])
}

/** The shift of one test under one term, over the safety set. */
export interface ShiftTable {
  readonly test: string
  readonly term: string
  readonly rows: readonly ShiftRow[]
}

/** The shifts that tables and figures show: every test and term that somebody has a grade under. */
export function laboratoryShiftTables(input: ReportInput): readonly ShiftTable[] {
  const subjects = inPopulation(input, 'SAF')
  const shifts = subjects.flatMap(({ laboratory }) => laboratory)
  return directionsOf(shifts).map(({ test, term }) => {
    const rows = tabulateShift(
      subjects.map(({ addition, laboratory }) => {
        const own = laboratory.find((one) => one.test === test && one.term === term)
        return {
          subject: addition.subject,
          baseline: own?.baseline ?? null,
          worstOnTreatment: own?.worst ?? null,
        }
      }),
    )
    return { test, term, rows }
  })
}

/** Tests and terms that somebody has a grade under, in the order of the usual panel. */
function directionsOf(
  shifts: readonly LaboratoryShift[],
): readonly Pick<LaboratoryShift, 'test' | 'term'>[] {
  const order = new Map(LABORATORY_TESTS.map(({ code }, at) => [code, at]))
  const placeOf = (test: string): number =>
    order.get(findLaboratoryTest(test)?.code ?? '') ?? order.size
  const found = new Map(shifts.map(({ test, term }) => [`${test}\u0001${term}`, { test, term }]))
  return [...found.values()].sort(
    (a, b) =>
      placeOf(a.test) - placeOf(b.test) ||
      (a.test < b.test ? -1 : a.test > b.test ? 1 : 0) ||
      (a.term < b.term ? -1 : 1),
  )
}

function directionName(test: string, term: string): Bilingual {
  const label = findLaboratoryTest(test)?.label ?? same(test)
  return {
    en: `${label.en} [${test}]: ${term}`,
    zh: `${label.zh} [${test}]：${termWords(term).zh}`,
  }
}
