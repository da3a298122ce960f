import { createRegistry } from '../kernel/registry.ts'
import { adverseEventChecks } from './catalogue/adverse-events.ts'
import { baselineChecks } from './catalogue/baseline.ts'
import { dateChecks } from './catalogue/dates.ts'
import { deathChecks } from './catalogue/death.ts'
import { dosingChecks } from './catalogue/dosing.ts'
import { laboratoryChecks } from './catalogue/laboratory.ts'
import { therapyChecks } from './catalogue/therapies.ts'
import { tumourCourseChecks } from './catalogue/tumour-course.ts'
import { tumourChecks } from './catalogue/tumour.ts'
import { visitChecks } from './catalogue/visits.ts'
import type { EditCheck } from './define.ts'

/** The checks a protocol can be built from; a definition embeds the ones it uses. */
export const editChecks = createRegistry<EditCheck>('check', [
  ...visitChecks,
  ...dateChecks,
  ...baselineChecks,
  ...laboratoryChecks,
  ...dosingChecks,
  ...therapyChecks,
  ...adverseEventChecks,
  ...deathChecks,
  ...tumourChecks,
  ...tumourCourseChecks,
])
