import { adverseEventFormChecks } from './adverse-event-checks.ts'
import {
  doseLimitingItems,
  immuneItems,
  measureItems,
  seriousEventItems,
  suggestedGradeItems,
} from './adverse-event-details.ts'
import { eventItems, seriousnessItems } from './adverse-event-items.ts'
import { defineForm } from './define.ts'
import { UNNAMED_TREATMENTS } from './study-treatment.ts'
import { treatmentChecks } from './treatment-checks.ts'
import { treatmentItems } from './treatment-items.ts'

/** Adverse events by CTCAE v5.0. A worsening is a row of its own. */
export const adverseEventsForm = defineForm({
  key: 'adverse-events',
  title: { en: 'Adverse events', zh: '不良事件' },
  scope: 'log',
  owner: 'site',
  file: 'adverse-events',
  sortBy: ['AESTDAT', 'AETERM'],
  items: [
    ...eventItems,
    ...seriousnessItems,
    ...treatmentItems(UNNAMED_TREATMENTS),
    ...immuneItems,
    ...measureItems,
    ...seriousEventItems,
    ...doseLimitingItems,
    ...suggestedGradeItems,
  ],
  checks: [...adverseEventFormChecks, ...treatmentChecks(UNNAMED_TREATMENTS)],
})
